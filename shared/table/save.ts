// From a decision to one transaction. A thing of a machine is written as the step that was taken says: its condition is the
// states it may start from and the version before, its events are written to the outbox beside it.
import type * as z from 'zod'
import { type DomainEvent, enveloped } from '../../events/envelope.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Stateful, Taken } from '../kernel/machine.ts'
import { type Refusal, refuse } from '../kernel/refusals.ts'
import type { Key } from './read.ts'
import type { Table } from './table.ts'
import { absent, transact, type Write } from './write.ts'

type Attributes = { readonly [name: string]: unknown }
type ExtraCondition = { readonly condition: string; readonly values: Attributes }

/** How the things of a machine are stored in the table. */
export type Kept<Thing extends Stateful> = {
  /** Of what is written and read back: nothing undeclared is kept. */
  readonly schema: z.ZodType<Thing>
  readonly key: (thing: Thing) => Key
  /** `gsi1pk` and so on: where it can be found besides its key. */
  readonly index: (thing: Thing) => Attributes
  /** Attributes that have writes of their own (a counter): a step leaves them as they are, unless it sets them anew. */
  readonly untouched?: readonly (keyof Thing & string)[]
  /** What else must hold at the moment of the write of a step, beside its states and the version. */
  readonly extraCondition?: (step: string, after: Thing) => ExtraCondition | undefined
}

/** One thing's part of a transaction: writes, events, and the refusal when a condition does not hold. */
export type Change<Code extends string = string> = {
  readonly writes: readonly Write[]
  readonly events: readonly DomainEvent[]
  readonly otherwise: Code
}

/** A part of a transaction that no machine describes: budgets, entries, supports. */
export const change = <const Code extends string>(
  writes: readonly Write[],
  events: readonly DomainEvent[],
  otherwise: Code,
): Change<Code> => ({ writes, events, otherwise })

/** Checks that a thing is as it was read. For a transaction that rests on it and does not write it; 1 item, 2 WCU. */
export const unchanged = <Thing extends Stateful>(kept: Kept<Thing>, thing: Thing): Change<'changed-meanwhile'> =>
  change(
    [
      {
        check: kept.key(thing),
        condition: '#version = :version',
        names: { '#version': 'version' },
        values: { ':version': thing.version },
      },
    ],
    [],
    'changed-meanwhile',
  )

const itemOf = <Thing extends Stateful>(kept: Kept<Thing>, thing: Thing): Map<string, unknown> =>
  new Map(
    Object.entries({ ...kept.schema.parse(thing), ...kept.index(thing) }).filter(([, value]) => value !== undefined),
  )

const placeholders = (names: readonly string[]) => Object.fromEntries(names.map((name) => [`#${name}`, name]))

/** That a thing is in a state from which the step may start, in the version before. */
const mayStart = (from: readonly string[], { version }: Stateful) => {
  const states = from.map((status, place) => [`:from${place}`, status] as const)
  return {
    condition: `#status IN (${states.map(([name]) => name).join(', ')}) AND #version = :before`,
    names: placeholders(['status', 'version']),
    values: { ...Object.fromEntries(states), ':before': version },
  }
}

/** The update of a thing that is there: what the step leads to, on the condition that it may start. */
const updateOf = <Thing extends Stateful>(
  kept: Kept<Thing>,
  step: string,
  from: readonly string[],
  before: Thing,
  after: Thing,
): Write => {
  const untouched = new Set<string>(kept.untouched ?? [])
  const item = itemOf(kept, after)
  const old = new Map<string, unknown>(Object.entries(before))
  const set = [...item.keys()].filter((name) => !untouched.has(name) || item.get(name) !== old.get(name))
  // What was read has been parsed: its names are those that are kept.
  const gone = Object.keys({ ...before, ...kept.index(before) }).filter(
    (name) => !item.has(name) && !untouched.has(name),
  )
  const extra = kept.extraCondition?.(step, after)
  const start = mayStart(from, before)
  const remove = gone.length === 0 ? '' : ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}`
  return {
    update: kept.key(after),
    expression: `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}${remove}`,
    condition: `${start.condition}${extra === undefined ? '' : ` AND (${extra.condition})`}`,
    names: { ...placeholders([...set, ...gone]), ...start.names },
    values: {
      ...Object.fromEntries(set.map((name) => [`:${name}`, item.get(name)])),
      ...start.values,
      ...extra?.values,
    },
  }
}

const writeOf = <Thing extends Stateful>(
  kept: Kept<Thing>,
  { step, before, after, from, isEnd }: Taken<Thing>,
): Write => {
  if (before === undefined)
    return { put: { ...kept.key(after), ...Object.fromEntries(itemOf(kept, after)) }, ...absent }
  return isEnd ? { delete: kept.key(before), ...mayStart(from, before) } : updateOf(kept, step, from, before, after)
}

/** The write of a step that was taken, with its events. For a transaction with what changes beside it. 1 item. */
export const changeOf = <Thing extends Stateful>(
  kept: Kept<Thing>,
  taken: Taken<Thing>,
): Change<'changed-meanwhile'> => ({
  writes: [writeOf(kept, taken)],
  events: taken.events,
  otherwise: 'changed-meanwhile',
})

/** Saved, or the refusal of the first part whose condition does not hold, with the existing item. */
export type Saved<Code extends string> =
  | { readonly refused: false }
  | (Refusal<Code> & { readonly standing: Attributes | undefined })

/**
 * All of these changes and their events in one transaction, or none. At most 100 items, events included; 2 WCU per KB.
 * `now` is the time of the events.
 */
export const save = async <Code extends string>(
  table: Table,
  now: Instant,
  ...changes: readonly Change<Code>[]
): Promise<Saved<Code>> => {
  const writes = changes.flatMap((each) => each.writes)
  const events = changes.flatMap((each) => each.events.map((happened) => enveloped(happened, now)))
  const result = await transact(table, writes, events)
  if (result.written) return { refused: false }
  let place = 0
  for (const each of changes)
    for (const _ of each.writes) {
      if (result.failed.has(place)) return { ...refuse(each.otherwise), standing: result.failed.get(place) }
      place += 1
    }
  throw new Error('The outbox already contains an event with this id')
}
