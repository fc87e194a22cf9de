import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromAttributes, toAttributes } from '../../../shared/table/attribute-values.ts'

/** Any value that an item can contain, nested. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, min: -1e15, max: 1e15, noInteger: true }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const item = fc.dictionary(fc.string(), value, { maxKeys: 6, noNullPrototype: true })

/** The form that the SDK sends, in which bytes are base64. */
const onTheWire = (attributes: unknown): unknown =>
  JSON.parse(
    JSON.stringify(attributes, (_, each) => (each instanceof Uint8Array ? Buffer.from(each).toString('base64') : each)),
  )

describe('the values of an item', () => {
  it('the values of an item are written as the SDK writes them', () => {
    fc.assert(
      fc.property(item, (values) => {
        expect(toAttributes(values)).toEqual(onTheWire(marshall(values)))
      }),
    )
  })

  it('the values of an item are read unchanged, and as the SDK reads them', () => {
    fc.assert(
      fc.property(item, (values) => {
        const read = fromAttributes(JSON.parse(JSON.stringify(toAttributes(values))))
        expect(read).toEqual(unmarshall(marshall(values)))
      }),
    )
  })

  it('the values of an item have one order of names, in whatever order the table answers them', () => {
    const [one, other] = [
      { title: { S: 'a' }, content: { M: { plan: { S: 'b' }, amount: { N: '1' } } } },
      { content: { M: { amount: { N: '1' }, plan: { S: 'b' } } }, title: { S: 'a' } },
    ].map((attributes) => JSON.stringify(fromAttributes(attributes)))
    expect(one).toBe('{"content":{"amount":1,"plan":"b"},"title":"a"}')
    expect(other).toBe(one)
  })

  it('the values of an item leave out undefined values, in items and in lists', () => {
    expect(toAttributes({ a: undefined, b: { c: undefined, d: [1, undefined] } })).toEqual({
      b: { M: { d: { L: [{ N: '1' }] } } },
    })
  })

  it('the values of an item contain only their own bytes if they are part of a larger buffer', () => {
    const whole = Uint8Array.from({ length: 32 }, (_, place) => place)
    expect(fromAttributes(toAttributes({ part: whole.subarray(4, 8) }))).toEqual({ part: Uint8Array.of(4, 5, 6, 7) })
  })

  it.each([
    ['a number that is none', Number.NaN, RangeError],
    ['an endless number', Number.POSITIVE_INFINITY, RangeError],
    ['a whole number that is not exact', 2 ** 53, RangeError],
    ['a moment', new Date(0), TypeError],
    ['a set', new Set(['a']), TypeError],
    ['a map', new Map(), TypeError],
    ['a function', () => 1, TypeError],
    ['a large integer', 1n, TypeError],
  ])('the values of an item are refused instead of changed: %s', (_, each, fault) => {
    expect(() => toAttributes({ each })).toThrow(fault)
    expect(() => toAttributes({ deep: [{ each }] })).toThrow(fault)
  })

  it.each([
    ['no item', 'text', TypeError],
    ['nothing', null, TypeError],
    ['a value of no kind', { a: {} }, TypeError],
    ['a value that is none', { a: 'text' }, TypeError],
    ['a set', { a: { SS: ['b'] } }, TypeError],
    ['a number that is not exact', { a: { N: '9007199254740993' } }, RangeError],
    ['a number that is none', { a: { N: 'many' } }, RangeError],
  ])('the values of an item are a fault if they cannot be read: %s', (_, attributes, fault) => {
    expect(() => fromAttributes(attributes)).toThrow(fault)
  })
})
