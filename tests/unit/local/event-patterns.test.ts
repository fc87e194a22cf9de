import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../../local/emulator/bus/event-patterns.ts'
import { asJson, fillTemplate, readPath } from '../../../local/emulator/bus/input-template.ts'

const matches = (pattern: unknown, event: unknown) => compilePattern(pattern)(event)

describe('event patterns', () => {
  it('event patterns refuse unknown operators instead of matching everything', () => {
    expect(() => compilePattern({ source: [{ cidr: '10.0.0.0/8' }] })).toThrow('cidr')
    expect(() => compilePattern({ source: 'text' })).toThrow()
  })

  it.each([
    ['equals', { source: ['a', 'b'] }, { source: 'b' }, { source: 'c' }],
    ['nested', { detail: { type: ['x'] } }, { detail: { type: 'x' } }, { detail: {} }],
    ['prefix', { k: [{ prefix: 'OUTBOX#' }] }, { k: 'OUTBOX#1' }, { k: 'POLL#1' }],
    ['suffix', { k: [{ suffix: '.v1' }] }, { k: 'a.v1' }, { k: 'a.v2' }],
    ['exists', { k: [{ exists: true }] }, { k: null }, {}],
    ['does not exist', { k: [{ exists: false }] }, {}, { k: 1 }],
    ['anything-but a list', { k: [{ 'anything-but': ['a', 'b'] }] }, { k: 'c' }, { k: 'a' }],
    ['anything-but a prefix', { k: [{ 'anything-but': { prefix: 'a' } }] }, { k: 'ba' }, { k: 'ab' }],
    ['numeric', { n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 5 }, { n: 6 }],
    ['a list in the event', { k: ['a'] }, { k: ['b', 'a'] }, { k: ['b'] }],
    ['or', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, { a: 2, b: 1 }],
  ])('event patterns: %s', (_name, pattern, yes, no) => {
    expect(matches(pattern, yes)).toBe(true)
    expect(matches(pattern, no)).toBe(false)
  })
})

describe('input templates', () => {
  const event = { detail: { id: 'x', text: 'say "hi"', list: [{ n: 1 }] }, raw: '{"a":1}' }
  const fill = (template: string, quote: boolean) => fillTemplate(template, (name) => readPath(name, event), quote)

  it('input templates escape a text inside quotes', () => {
    expect(fill('{"t":"<$.detail.text>"}', false)).toBe('{"t":"say \\"hi\\""}')
  })

  it('input templates insert JSON that a pipe carries as text as JSON', () => {
    expect(fill('<$.raw>', false)).toBe('{"a":1}')
  })

  it('input templates quote a text outside quotes for a rule', () => {
    expect(fill('{"t":<$.detail.id>,"n":<$.detail.list[0].n>,"o":<$.nothing>}', true)).toBe('{"t":"x","n":1,"o":null}')
  })

  it('input templates give a target JSON even for a bare text', () => {
    expect(asJson('hello')).toBe('"hello"')
  })
})
