// "At this moment of this thing, start that workflow." The thing's own dates decide; a deadline only wakes. Three ways lead
// to the same execution: a one-time schedule that follows the thing, the sweeper that looks every few minutes at what is
// due, and an event. The execution's name keeps them from starting it twice.
import { epochMilliseconds, type Instant } from '../kernel/clock.ts'
import type { Partition } from '../table/keys.ts'
import type { Schedules } from './schedules.ts'
import type { Execution, StartExecution } from './workflows.ts'

/** What is due for things of a kind: where a sweeper finds them. */
export type Due<Thing> = {
  /** The partition of gsi2 with the things that are due. The sweeper reads it. */
  readonly queue: Partition
  readonly idOf: (thing: Thing) => string
  /** When it is due, by the thing's own dates; undefined if nothing is due. */
  readonly dueAt: (thing: Thing) => Instant | undefined
}

/** What is due, and the workflow that does it. */
export type Deadline<Thing> = Due<Thing> & {
  /** In kebab case; also the workflow that starts. */
  readonly name: string
  /** Input of the execution. */
  readonly input: (thing: Thing) => { readonly [name: string]: string }
  /**
   * Where the thing is on its way: an execution that has done its part does not keep the next one from starting. Empty for
   * the first.
   */
  readonly phase?: (thing: Thing) => string
}

/** The keys of a thing in gsi2: there while something is due, the longest overdue first. */
export const dueIndex = <Thing>({ queue, idOf, dueAt }: Due<Thing>, thing: Thing) => {
  const at = dueAt(thing)
  return at === undefined ? {} : { gsi2pk: queue(), gsi2sk: `${at}#${idOf(thing)}` }
}

/** An execution that failed needs another name. So long must pass before there is one. */
const retryMilliseconds = 15 * 60_000

/**
 * The execution of a thing that is due at `dueAt`: named after the thing, its phase, and the quarter of an hour since it was
 * due. At most one is started in a quarter of an hour.
 */
const executionOf = <Thing>(deadline: Deadline<Thing>, thing: Thing, dueAt: Instant, now: Instant): Execution => {
  const late = Math.max(0, epochMilliseconds(now) - epochMilliseconds(dueAt))
  const phase = deadline.phase?.(thing) ?? ''
  const parts = [deadline.name, deadline.idOf(thing), ...(phase === '' ? [] : [phase])]
  return {
    workflow: deadline.name,
    name: `${parts.join('-')}-${Math.floor(late / retryMilliseconds)}`,
    input: JSON.stringify(deadline.input(thing)),
  }
}

/** Starts the workflow of a thing that is due, now or later; false where it was started, or nothing is due. */
export const startDue = async <Thing>(
  start: StartExecution,
  deadline: Deadline<Thing>,
  thing: Thing,
  now: Instant,
): Promise<boolean> => {
  const dueAt = deadline.dueAt(thing)
  return dueAt === undefined ? false : start(executionOf(deadline, thing, dueAt, now))
}

type Versioned = { readonly version: number }

/**
 * Makes the one-time schedule of a thing what the thing asks for, and looks again afterwards: it may have moved meanwhile,
 * and another delivery of its events may have been quicker than this one.
 */
export const followDeadline = async <Thing extends Versioned>(
  schedules: Schedules,
  deadline: Deadline<Thing>,
  id: string,
  find: () => Promise<Thing | undefined>,
  now: Instant,
): Promise<void> => {
  const name = `${deadline.name}-${id}`
  const follow = (thing: Thing | undefined): Promise<void> => {
    const dueAt = thing && deadline.dueAt(thing)
    return thing !== undefined && dueAt !== undefined && now < dueAt
      ? schedules.put(name, dueAt, executionOf(deadline, thing, dueAt, dueAt))
      : schedules.remove(name)
  }
  let followed: number | undefined
  let thing = await find()
  do {
    followed = thing?.version
    await follow(thing)
    thing = await find()
  } while (thing?.version !== followed)
}
