// A loaded state machine. Every error in a definition is found here, before the first execution.
import * as z from 'zod'
import { compileRule, type Predicate } from './choice-rules.ts'
import { compilePath, compileRequired, placeResult, type Read } from './paths.ts'
import { compileTemplate } from './payload-template.ts'
import { WrittenMachine, type WrittenState } from './state-schemas.ts'
import { type Manner, mannerOf, requireSupported } from './tasks.ts'

type Of<Type extends WrittenState['Type']> = Extract<WrittenState, { readonly Type: Type }>

/** How a state reads its input and shapes its result; compiled from the *Path and template fields. */
export type Shaping = {
  readonly input: Read
  readonly parameters: Read | undefined
  readonly selector: Read | undefined
  readonly output: Read
}

export type State = { readonly name: string; readonly shaping: Shaping } & (
  | {
      readonly kind: 'Task'
      readonly written: Of<'Task'>
      readonly manner: Manner
      /** Seconds, or undefined. */
      readonly timeout: Read
      readonly heartbeat: Read
    }
  | { readonly kind: 'Pass'; readonly written: Of<'Pass'> }
  | {
      readonly kind: 'Wait'
      readonly written: Of<'Wait'>
      readonly until: (read: (read: Read) => unknown, enteredAt: number) => number
    }
  | {
      readonly kind: 'Choice'
      readonly written: Of<'Choice'>
      readonly choices: readonly { readonly holds: Predicate; readonly next: string }[]
    }
  | { readonly kind: 'Succeed'; readonly written: Of<'Succeed'> }
  | { readonly kind: 'Fail'; readonly written: Of<'Fail'>; readonly error: Read; readonly cause: Read }
  | { readonly kind: 'Parallel'; readonly written: Of<'Parallel'>; readonly branches: readonly Machine[] }
  | {
      readonly kind: 'Map'
      readonly written: Of<'Map'>
      readonly processor: Machine
      readonly items: Read
      readonly selector: Read | undefined
    }
)

export type Machine = {
  readonly startAt: string
  readonly states: ReadonlyMap<string, State>
  readonly timeoutSeconds: number | undefined
}

const pathOr = (path: string | null | undefined): Read =>
  path === null ? () => ({}) : path === undefined ? (sources) => sources.input : compileRequired(path, 'States.Runtime')

const templateOr = (template: unknown) => (template === undefined ? undefined : compileTemplate(template))

const shapingOf = (written: WrittenState): Shaping => {
  const fields: { readonly [key: string]: unknown } = written
  const { InputPath, OutputPath, Parameters, ResultSelector, ResultPath } = z
    .object({
      InputPath: z.string().nullable().optional(),
      OutputPath: z.string().nullable().optional(),
      ResultPath: z.string().nullable().optional(),
      Parameters: z.unknown(),
      ResultSelector: z.unknown(),
    })
    .parse({ Parameters: undefined, ResultSelector: undefined, ...fields })
  placeResult(ResultPath, {}, {})
  return {
    input: pathOr(InputPath),
    output: pathOr(OutputPath),
    parameters: templateOr(Parameters),
    selector: templateOr(ResultSelector),
  }
}

const waitUntil = (written: Of<'Wait'>) => {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = written
  const given = [Seconds, SecondsPath, Timestamp, TimestampPath].filter((field) => field !== undefined)
  if (given.length !== 1) throw new Error('A Wait needs exactly one of Seconds, SecondsPath, Timestamp, TimestampPath.')
  const seconds = SecondsPath === undefined ? () => Seconds : compileRequired(SecondsPath, 'States.Runtime')
  const moment = TimestampPath === undefined ? () => Timestamp : compileRequired(TimestampPath, 'States.Runtime')
  return (read: (read: Read) => unknown, enteredAt: number): number =>
    Seconds !== undefined || SecondsPath !== undefined
      ? enteredAt + Number(read(seconds)) * 1000
      : Date.parse(String(read(moment)))
}

const secondsOf = (seconds: number | undefined, path: string | undefined): Read => {
  if (seconds !== undefined && path !== undefined)
    throw new Error('a limit is given as a number or as a path, not as both')
  return path === undefined ? () => seconds : compileRequired(path, 'States.Runtime')
}

const literalOr = (literal: string | undefined, path: string | undefined): Read =>
  path === undefined ? () => literal : compilePath(path)

const stateOf = (name: string, written: WrittenState): State => {
  const shaping = shapingOf(written)
  switch (written.Type) {
    case 'Task':
      requireSupported(written.Resource)
      return {
        kind: 'Task',
        name,
        shaping,
        written,
        manner: mannerOf(written.Resource),
        timeout: secondsOf(written.TimeoutSeconds, written.TimeoutSecondsPath),
        heartbeat: secondsOf(written.HeartbeatSeconds, written.HeartbeatSecondsPath),
      }
    case 'Pass':
      return { kind: 'Pass', name, shaping, written }
    case 'Wait':
      return { kind: 'Wait', name, shaping, written, until: waitUntil(written) }
    case 'Choice':
      return {
        kind: 'Choice',
        name,
        shaping,
        written,
        choices: written.Choices.map((rule) => ({ holds: compileRule(rule), next: rule.Next })),
      }
    case 'Succeed':
      return { kind: 'Succeed', name, shaping, written }
    case 'Fail':
      return {
        kind: 'Fail',
        name,
        shaping,
        written,
        error: literalOr(written.Error, written.ErrorPath),
        cause: literalOr(written.Cause, written.CausePath),
      }
    case 'Parallel':
      return { kind: 'Parallel', name, shaping, written, branches: written.Branches.map(machineOf) }
    case 'Map':
      return {
        kind: 'Map',
        name,
        // Parameters is the old name of ItemSelector in a Map.
        shaping: { ...shaping, parameters: undefined },
        written,
        processor: machineOf(written.ItemProcessor ?? written.Iterator),
        items:
          written.ItemsPath === undefined
            ? (sources) => sources.input
            : compileRequired(written.ItemsPath, 'States.Runtime'),
        selector: templateOr(written.ItemSelector ?? written.Parameters),
      }
    default:
      return written satisfies never
  }
}

const targetsOf = (written: WrittenState): readonly string[] => {
  switch (written.Type) {
    case 'Choice':
      return [...written.Choices.map((rule) => rule.Next), ...(written.Default === undefined ? [] : [written.Default])]
    case 'Succeed':
    case 'Fail':
      return []
    default: {
      if ((written.Next === undefined) === (written.End === undefined)) throw new Error('it needs either Next or End')
      const catches = 'Catch' in written ? written.Catch.map((catcher) => catcher.Next) : []
      return [...(written.Next === undefined ? [] : [written.Next]), ...catches]
    }
  }
}

const machineOf = (definition: unknown): Machine => {
  const parsed = WrittenMachine.safeParse(definition)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const { StartAt, States, TimeoutSeconds } = parsed.data
  const states = new Map<string, State>()
  for (const [name, written] of Object.entries(States)) {
    try {
      for (const target of [StartAt, ...targetsOf(written)])
        if (!Object.hasOwn(States, target)) throw new Error(`there is no state ${target}`)
      states.set(name, stateOf(name, written))
    } catch (error) {
      throw new Error(`State ${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { startAt: StartAt, states, timeoutSeconds: TimeoutSeconds }
}

/** Loads a definition (parsed JSON). Throws on unknown states, fields, paths, functions, resources and missing targets. */
export const loadMachine = machineOf
