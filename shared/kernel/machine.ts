// A state machine is a table of steps. Taking a step is the only way to make a `Taken`, and only a `Taken` can be saved
// (table/save.ts): so a write always has the condition and the event of its step.
import { assertShape } from './brand.ts'
import { type Refusal, refuse } from './refusals.ts'

/** What a machine moves: a union of objects by `status`. Every step raises `version` by one. */
export type Stateful = { readonly status: string; readonly version: number }

/** A domain event, as far as a machine looks at it. `events/envelope.ts` makes them. */
export type StepEvent = { readonly type: string; readonly subject: string; readonly data: unknown }

type Statuses<Thing extends Stateful> = Thing['status']
/** The members of the union that have one of these statuses. */
export type InState<Thing extends Stateful, Status> = Thing extends { readonly status: infer Own }
  ? Own extends Status
    ? Thing
    : never
  : never
/** A thing without what the machine itself fills in. */
type Contents<Thing> = Thing extends Stateful ? Omit<Thing, 'status' | 'version'> : never

/** A step between states. `same`: something else than the status changes. `nothing`: the thing is gone, and not kept. */
export type Step<Thing extends Stateful> = {
  readonly from: readonly Statuses<Thing>[]
  readonly to: Statuses<Thing> | 'same' | 'nothing'
  /** The code of the refusal in every other state. */
  readonly otherwise: string
  /** The event. `more`: facts that the thing itself does not hold. */
  readonly eventFor: (after: never, before: never, ...more: never) => StepEvent
}
/** The step that makes a thing. */
export type Beginning<Thing extends Stateful> = {
  readonly from: 'nothing'
  readonly to: Statuses<Thing>
  readonly eventFor: (after: never) => StepEvent
}
export type Steps<Thing extends Stateful> = { readonly [name: string]: Step<Thing> | Beginning<Thing> }

type MoreOf<Row> = Row extends { readonly eventFor: (after: never, before: never, ...more: infer More) => StepEvent }
  ? More
  : []
type FromOf<Row> = Row extends { readonly from: readonly (infer Status)[] } ? Status : never
type ToOf<Row> = Row extends { readonly to: 'same' | 'nothing' }
  ? FromOf<Row>
  : Row extends { readonly to: infer To }
    ? To
    : never

let make: <Thing extends Stateful, Name extends string, After extends Thing>(
  parts: Parts<Thing, Name, After>,
) => Taken<Thing, Name, After>

type Parts<Thing, Name, After> = {
  readonly step: Name
  readonly before: Thing | undefined
  readonly after: After
  readonly from: readonly string[]
  readonly isEnd: boolean
  readonly events: readonly [StepEvent, ...StepEvent[]]
}

/**
 * A step that was taken: the thing before and after, the states it may start from, and its events. A copy
 * (`{ ...taken }`) does not count as one: events cannot be dropped, and no state can be written that the step does not lead to.
 */
export class Taken<Thing extends Stateful, Name extends string = string, After extends Thing = Thing> {
  readonly refused = false
  readonly step: Name
  /** Undefined where the step makes the thing. */
  readonly before: Thing | undefined
  readonly after: After
  /** The states from which the step may start: the condition of the write. */
  readonly from: readonly string[]
  /** Whether the thing is gone afterwards: `after` is then what it was. */
  readonly isEnd: boolean
  readonly events: readonly [StepEvent, ...StepEvent[]]
  // Stryker disable next-line BooleanLiteral: only whether the field is there is ever asked.
  readonly #isTaken = true

  private constructor({ step, before, after, from, isEnd, events }: Parts<Thing, Name, After>) {
    this.step = step
    this.before = before
    this.after = after
    this.from = from
    this.isEnd = isEnd
    this.events = events
  }

  /** Whether a value is a step that was taken. */
  static is(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #isTaken in value
  }

  static {
    make = (parts) => new Taken(parts)
  }
}

type Names<Rows, Kind> = { [Name in keyof Rows]: Rows[Name] extends Kind ? Name : never }[keyof Rows] & string
type Begun = { readonly from: 'nothing' }
type Moving = { readonly from: readonly string[] }

export type Machine<Thing extends Stateful, Rows extends Steps<Thing>> = {
  /** File name of its drawing, and its title. */
  readonly name: string
  readonly steps: Rows
  /** Makes a thing. */
  readonly begin: <Name extends Names<Rows, Begun>>(
    name: Name,
    contents: Contents<InState<Thing, ToOf<Rows[Name]>>>,
  ) => Taken<Thing, Name, InState<Thing, ToOf<Rows[Name]>>>
  /**
   * Takes a step. `decide` gets the thing in a state from which the step may start, and answers what it holds afterwards
   * (status and version are the machine's) or refuses.
   */
  readonly take: <
    Name extends Names<Rows, Moving>,
    Answer extends Refusal | Contents<InState<Thing, ToOf<Rows[Name]>>>,
  >(
    name: Name,
    thing: Thing,
    decide: (before: InState<Thing, FromOf<Rows[Name]>>) => Answer,
    ...more: MoreOf<Rows[Name]>
  ) =>
    | Taken<Thing, Name, InState<Thing, ToOf<Rows[Name]>>>
    | Refusal<Rows[Name] extends { readonly otherwise: infer Code extends string } ? Code : never>
    | Extract<Answer, Refusal>
  /** The refusal of a step in this state; undefined where the step may start. */
  readonly objectionTo: <Name extends Names<Rows, Moving>>(
    name: Name,
    status: Statuses<Thing>,
  ) => Refusal<Rows[Name] extends { readonly otherwise: infer Code extends string } ? Code : never> | undefined
}

/** A machine of things of this type: `const { begin, step, machine } = machineOf<Round>()`. */
export const machineOf = <Thing extends Stateful>() => ({
  /** Declares how a thing begins. */
  begin: <const To extends Statuses<Thing>>(row: {
    readonly to: To
    readonly eventFor: (after: InState<Thing, To>) => StepEvent
  }): { readonly from: 'nothing'; readonly to: To; readonly eventFor: (after: never) => StepEvent } => ({
    from: 'nothing',
    ...row,
  }),

  /** Declares a step. */
  step: <
    const From extends Statuses<Thing>,
    const To extends Statuses<Thing> | 'same' | 'nothing',
    const Code extends string,
    More extends readonly unknown[] = [],
  >(row: {
    readonly from: readonly From[]
    readonly to: To
    readonly otherwise: Code
    readonly eventFor: (
      after: InState<Thing, To extends 'same' | 'nothing' ? From : To>,
      before: InState<Thing, From>,
      ...more: More
    ) => StepEvent
  }): {
    readonly from: readonly From[]
    readonly to: To
    readonly otherwise: Code
    readonly eventFor: (after: never, before: never, ...more: More) => StepEvent
  } => row,

  /** Puts the declared steps together. */
  machine: <const Rows extends Steps<Thing>>(name: string, steps: Rows): Machine<Thing, Rows> => {
    const rowOf = (step: string) => {
      const row = steps[step]
      if (row === undefined) throw new TypeError(`${name} has no step ${step}`)
      return row
    }
    const objectionTo = (step: string, status: string) => {
      const row = rowOf(step)
      if (row.from === 'nothing')
        throw new TypeError(`${name}: the step ${step} creates a thing and cannot be taken on one`)
      return row.from.some((each) => each === status) ? undefined : refuse(row.otherwise, { status })
    }
    const begin = (step: string, contents: object) => {
      const row = rowOf(step)
      const after = assertShape<Thing>({ ...contents, status: row.to, version: 1 })
      return make<Thing, string, Thing>({
        step,
        before: undefined,
        after,
        from: [],
        isEnd: false,
        events: [row.eventFor(assertShape(after), assertShape(undefined), ...assertShape<never>([]))],
      })
    }
    const take = (
      step: string,
      before: Thing,
      decide: (before: Thing) => Refusal | object,
      ...more: readonly unknown[]
    ) => {
      const objection = objectionTo(step, before.status)
      if (objection !== undefined) return objection
      const answer = decide(before)
      if ('refused' in answer && answer.refused === true) return answer
      const row = rowOf(step)
      const isEnd = row.to === 'nothing'
      const status = row.to === 'same' || isEnd ? before.status : row.to
      const after = assertShape<Thing>({ ...answer, status, version: before.version + 1 })
      return make<Thing, string, Thing>({
        step,
        before,
        after,
        from: [...row.from],
        isEnd,
        events: [row.eventFor(assertShape(after), assertShape(before), ...assertShape<never>(more))],
      })
    }
    // The rows' own types say what these four give back; the loops above cannot.
    return assertShape<Machine<Thing, Rows>>({ name, steps, begin, take, objectionTo })
  },
})
