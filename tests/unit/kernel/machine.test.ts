// Only the result of a step can be saved, and it determines everything that is written. Code that must not compile is marked with
// `@ts-expect-error`: the type check of the project fails if one of those lines compiles.
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import * as z from 'zod'
import type { DomainEvent } from '../../../events/envelope.ts'
import { assertShape } from '../../../shared/kernel/brand.ts'
import { machineOf, type StepEvent, Taken } from '../../../shared/kernel/machine.ts'
import { type Refusal, refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf, type Kept } from '../../../shared/table/save.ts'

const common = { id: z.string(), version: z.int() }
const Letter = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('written'), text: z.string() }),
  z.object({ ...common, status: z.literal('sent'), text: z.string(), sentTo: z.string() }),
  z.object({ ...common, status: z.literal('burnt') }),
])
type Letter = z.infer<typeof Letter>

const eventFor =
  (type: string) =>
  ({ id }: Letter): StepEvent => ({ type, subject: `letters/${id}`, data: {} })
const { begin, step, machine } = machineOf<Letter>()
const letters = machine('letter', {
  write: begin({ to: 'written', eventFor: eventFor('written') }),
  amend: step({ from: ['written'], to: 'same', otherwise: 'not-amendable', eventFor: eventFor('amended') }),
  send: step({ from: ['written'], to: 'sent', otherwise: 'sent-already', eventFor: eventFor('sent') }),
  burn: step({ from: ['written', 'sent'], to: 'burnt', otherwise: 'burnt-already', eventFor: eventFor('burnt') }),
})
const kept: Kept<Letter> = {
  schema: Letter,
  key: ({ id }) => ({ pk: `LETTER#${id}`, sk: 'LETTER' }),
  index: (letter) => (letter.status === 'written' ? { gsi1pk: 'DESK', gsi1sk: letter.id } : {}),
  untouched: [],
}
const written = letters.begin('write', { id: '1', text: 'Dear council' })
const sent = letters.take('send', written.after, (it) => ({ ...it, sentTo: 'the council' }))
if (sent.refused) throw new Error('The letter was not sent')

describe('a step that was taken', () => {
  it('a step that was taken contains the thing before and after, one version higher, and its event', () => {
    expect(sent).toMatchObject({
      step: 'send',
      before: { status: 'written', version: 1 },
      after: { status: 'sent', version: 2, sentTo: 'the council' },
      events: [{ type: 'sent', subject: 'letters/1' }],
    })
    expectTypeOf(sent.after.status).toEqualTypeOf<'sent'>()
  })

  it('a step that was taken does not change the thing before', () => {
    expect(written.after).toEqual({ id: '1', text: 'Dear council', status: 'written', version: 1 })
  })

  it('a step that was taken that changes something else keeps the status', () => {
    const amended = letters.take('amend', written.after, (it) => ({ ...it, text: 'Dear all' }))
    expect(amended).toMatchObject({ step: 'amend', after: { status: 'written', version: 2, text: 'Dear all' } })
  })

  it('a step that was taken that creates a thing starts from no state, and has an event about that thing alone', () => {
    const event = vi.fn((_after: Letter) => ({ type: 'made', subject: 'letters/1', data: {} }))
    const telling = machine('telling', { write: begin({ to: 'written', eventFor: event }) })
    const made = telling.begin('write', { id: '1', text: 'Dear council' })
    expect([made.from, made.before]).toEqual([[], undefined])
    expect(event.mock.calls).toEqual([[made.after, undefined]])
  })

  it('a step that was taken keeps a field that happens to be called `refused`', () => {
    const Refusable = z.object({ ...common, status: z.literal('open'), refused: z.boolean() })
    const event = (): StepEvent => ({ type: 'filled', subject: 'forms/1', data: {} })
    const forms = machineOf<z.infer<typeof Refusable>>()
    const form = forms.machine('form', {
      fill: forms.step({ from: ['open'], to: 'same', otherwise: 'shut', eventFor: event }),
    })
    const filled = form.take('fill', { id: '1', version: 1, status: 'open', refused: false }, (it) => it)
    expect(filled).toMatchObject({ step: 'fill', after: { version: 2, refused: false } })
  })

  it('a step that was taken that the table does not have, or that creates a thing, is a fault of the program', () => {
    const objection = (name: string) => () => letters.objectionTo(assertShape<'send'>(name), 'written')
    expect(objection('publish')).toThrow('letter has no step publish')
    expect(objection('write')).toThrow('the step write creates a thing')
    expect(letters.objectionTo('send', 'written')).toBeUndefined()
  })

  it('a step that was taken cannot start from another state: it gives the declared refusal without a decision', () => {
    const again = letters.take('send', sent.after, () => {
      throw new Error('Not asked')
    })
    expect(again).toMatchObject({ refused: true, code: 'sent-already', facts: { status: 'sent' } })
  })

  it('a step that was taken can be refused by its decision', () => {
    const refused = letters.take('burn', sent.after, () => refuse('no-fire'))
    expect(refused).toMatchObject({ refused: true, code: 'no-fire' })
    expectTypeOf(refused).extract<Refusal>().toEqualTypeOf<Refusal<'burnt-already'> | Refusal<'no-fire'>>()
  })

  it('a step that was taken is written on condition of its start states and of the version before', () => {
    const burnt = letters.take('burn', sent.after, ({ id }) => ({ id }))
    if (burnt.refused) throw new Error(burnt.code)
    const [write] = changeOf(kept, burnt).writes
    expect(write).toMatchObject({
      update: { pk: 'LETTER#1', sk: 'LETTER' },
      condition: '#status IN (:from0, :from1) AND #version = :before',
      values: { ':from0': 'written', ':from1': 'sent', ':before': 2, ':status': 'burnt', ':version': 3 },
    })
    expect(write).toMatchObject({ expression: expect.stringContaining('REMOVE #text, #sentTo') })
  })

  it('a step that was taken removes the index entry if its new state has none', () => {
    expect(changeOf(kept, sent).writes).toMatchObject([
      { expression: expect.stringContaining('REMOVE #gsi1pk, #gsi1sk') },
    ])
  })

  it('a step that was taken creates a thing only if none exists', () => {
    expect(changeOf(kept, written).writes).toMatchObject([
      { put: { pk: 'LETTER#1', gsi1pk: 'DESK', version: 1 }, condition: 'attribute_not_exists(pk)' },
    ])
  })

  it('a step that was taken cannot be made without taking it', () => {
    expect([Taken.is(sent), Taken.is({ ...sent })]).toEqual([true, false])
  })
})

/** Only compiled, never called. */
const mustNotCompile = (parcels: Kept<{ status: 'packed'; version: number; weight: number }>) => {
  const archive = (_: Taken<Letter, 'send', Extract<Letter, { status: 'sent' }>>) => {}
  archive(sent)
  // @ts-expect-error The result of one step cannot be used as that of another.
  archive(letters.take('amend', written.after, (it) => it))
  // @ts-expect-error The step of one thing cannot be saved as a step of another.
  changeOf(parcels, sent)
  // @ts-expect-error A copy of a result is not accepted: it could lack the events.
  changeOf(kept, { ...sent, events: [] })
  // @ts-expect-error A step cannot lead to a state without the fields of that state.
  letters.take('send', written.after, (it) => it)
  // @ts-expect-error A step that is not in the table cannot be taken.
  letters.take('publish', written.after, (it) => it)
  // @ts-expect-error A step that begins a thing cannot be taken on an existing thing.
  letters.take('write', written.after, (it) => it)
  // @ts-expect-error The state of a thing cannot be assigned.
  sent.after = written.after
  const events: readonly DomainEvent[] = sent.events
  return events
}

describe('a forged step', () => {
  it('a forged step does not compile', () => {
    expect(mustNotCompile).toBeTypeOf('function')
  })
})
