// Runs a loaded state machine: one state after the other, with retries, catches, maps and parallel branches.
import type { Machine, Shaping, State } from './machine.ts'
import { placeResult, type Read, type Sources } from './paths.ts'
import { recover } from './recovery.ts'
import { StateFailure } from './state-failure.ts'
import { type Nested, type NestedEnd, runNested, runTask, type TaskServices } from './tasks.ts'

/** The environment of an execution. */
export type Host = {
  readonly services: TaskServices
  /** Virtual milliseconds. */
  now(): number
  /** Resolves at a virtual moment; rejects with ExecutionStopped. */
  waitUntil(moment: number, state: string): Promise<void>
  /** Throws ExecutionStopped if the execution has been stopped. */
  check(): void
  /** The task token of a place in the execution; `isNew`: it has not been handed out yet. */
  openToken(place: string): { readonly token: string; readonly isNew: boolean }
  /** Waits until a token is sent back, at most this many virtual seconds. */
  awaitToken(token: string, limits: Limits): Promise<unknown>
  /** The place failed: its token is no longer valid. */
  endToken(token: string): void
  /** Starts another execution, once for this place, and waits for its end. */
  runNested(place: string, nested: Nested): Promise<NestedEnd>
}

/** Seconds of virtual time; without it there is no limit. */
export type Limits = { readonly timeout?: number | undefined; readonly heartbeat?: number | undefined }

/** The position of an execution: enough to continue from there after a restart. */
export type Position = { readonly state: string; readonly input: unknown; readonly enteredAt: number }

export type Run = {
  readonly host: Host
  /** The `$$` object: Execution, StateMachine, and Map inside a map. */
  readonly context: Readonly<Record<string, unknown>>
  /** Called for each state that is entered, before it does anything. */
  readonly entered: (position: Position) => void
  /** The position of this run inside the execution: the same for the same work after a restart. */
  readonly place: string
}

type Step = { readonly output: unknown; readonly next: string | undefined }

const onwards = (state: State): string | undefined => ('Next' in state.written ? state.written.Next : undefined)

/** Applies InputPath and Parameters before the work; ResultSelector, ResultPath and OutputPath after it. */
const shaped = async (
  shaping: Shaping,
  resultPath: string | null | undefined,
  raw: unknown,
  context: unknown,
  work: (input: unknown, selected: unknown) => Promise<unknown>,
): Promise<unknown> => {
  const selected = shaping.input({ input: raw, context })
  const sources = { input: selected, context }
  const result = await work(shaping.parameters ? shaping.parameters(sources) : selected, selected)
  const chosen = shaping.selector ? shaping.selector({ input: result, context }) : result
  return shaping.output({ input: placeResult(resultPath, selected, chosen), context })
}

const withTimeout = async (work: Promise<unknown>, seconds: number | undefined): Promise<unknown> => {
  if (seconds === undefined) return work
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StateFailure('States.Timeout', `No answer within ${seconds} s`)),
      seconds * 1000,
    )
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

const mapItems = async (
  state: Extract<State, { readonly kind: 'Map' }>,
  selected: unknown,
  run: Run,
): Promise<unknown> => {
  const sources: Sources = { input: selected, context: run.context }
  const items = state.items(sources)
  if (!Array.isArray(items)) throw new StateFailure('States.Runtime', `${state.name}: the items are no list`)
  const results: unknown[] = new Array(items.length)
  const rest = items.entries()
  const worker = async () => {
    for (const [index, item] of rest) {
      const context = { ...run.context, Map: { Item: { Index: index, Value: item } } }
      const input = state.selector ? state.selector({ input: selected, context }) : item
      results[index] = await interpret(
        state.processor,
        { state: state.processor.startAt, input, enteredAt: run.host.now() },
        { ...run, context, entered: () => {}, place: `${run.place}/${index}` },
      )
    }
  }
  // As many at once as the state allows. Without a limit Step Functions runs about 40.
  const width = Math.min(items.length, state.written.MaxConcurrency || 40)
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

const asSeconds = (value: unknown): number | undefined => {
  if (value === undefined) return undefined
  if (typeof value === 'number' && value > 0) return value
  throw new StateFailure('States.Runtime', 'A limit is no positive number of seconds')
}

type TaskState = Extract<State, { readonly kind: 'Task' }>

/** Hands out a token, unless it was handed out before a restart, and waits for it. */
const tokenTask = async (state: TaskState, resource: string, raw: unknown, run: Run): Promise<unknown> => {
  const { host } = run
  const { token, isNew } = host.openToken(run.place)
  const context = { ...run.context, Task: { Token: token } }
  try {
    return await shaped(state.shaping, state.written.ResultPath, raw, context, async (input, selected) => {
      const sources = { input: selected, context }
      const limits = { timeout: asSeconds(state.timeout(sources)), heartbeat: asSeconds(state.heartbeat(sources)) }
      // The result is not the integration's answer, but the value that is sent back with the token.
      if (isNew) await runTask(resource, input, host.services)
      return host.awaitToken(token, limits)
    })
  } catch (error) {
    if (error instanceof StateFailure) host.endToken(token)
    throw error
  }
}

const task = (state: TaskState, raw: unknown, run: Run): Promise<unknown> => {
  const { manner, shaping, written } = state
  if (manner.kind === 'token') return tokenTask(state, manner.resource, raw, run)
  return shaped(shaping, written.ResultPath, raw, run.context, (input, selected) => {
    if (manner.kind === 'nested')
      return runNested(input, manner.isParsed, (nested) => run.host.runNested(run.place, nested))
    const seconds = asSeconds(state.timeout({ input: selected, context: run.context }))
    return withTimeout(runTask(written.Resource, input, run.host.services), seconds)
  })
}

const visit = async (state: State, position: Position, run: Run): Promise<Step> => {
  const { host } = run
  const context = {
    ...run.context,
    State: { Name: state.name, EnteredTime: new Date(position.enteredAt).toISOString() },
  }
  const { input: raw } = position
  const here = { ...run, context }
  const at = (input: unknown) => (read: Read) => read({ input, context })
  switch (state.kind) {
    case 'Task':
      return { output: await task(state, raw, here), next: onwards(state) }
    case 'Pass':
      return {
        output: await shaped(
          state.shaping,
          state.written.ResultPath,
          raw,
          context,
          async (input) => state.written.Result ?? input,
        ),
        next: onwards(state),
      }
    case 'Wait': {
      const input = state.shaping.input({ input: raw, context })
      const moment = state.until(at(input), position.enteredAt)
      if (!Number.isFinite(moment))
        throw new StateFailure('States.Runtime', `${state.name}: that is no moment to wait for`)
      await host.waitUntil(moment, state.name)
      return { output: state.shaping.output({ input, context }), next: onwards(state) }
    }
    case 'Choice': {
      const input = state.shaping.input({ input: raw, context })
      const choice = state.choices.find(({ holds }) => holds({ input, context }))
      const next = choice?.next ?? state.written.Default
      if (next === undefined) throw new StateFailure('States.NoChoiceMatched', `${state.name}: no choice holds`)
      return { output: state.shaping.output({ input, context }), next }
    }
    case 'Succeed':
      return { output: await shaped(state.shaping, undefined, raw, context, async (input) => input), next: undefined }
    case 'Fail':
      throw new StateFailure(String(at(raw)(state.error) ?? 'States.Failed'), String(at(raw)(state.cause) ?? ''))
    case 'Parallel':
      return {
        output: await shaped(state.shaping, state.written.ResultPath, raw, context, (input) =>
          Promise.all(
            state.branches.map((branch, index) =>
              interpret(
                branch,
                { state: branch.startAt, input, enteredAt: host.now() },
                { ...here, entered: () => {}, place: `${run.place}/${index}` },
              ),
            ),
          ),
        ),
        next: onwards(state),
      }
    case 'Map':
      return {
        output: await shaped(state.shaping, state.written.ResultPath, raw, context, (_input, selected) =>
          mapItems(state, selected, here),
        ),
        next: onwards(state),
      }
    default:
      return state satisfies never
  }
}

/** Runs from a position to the end and returns the output. Rejects with StateFailure or ExecutionStopped. */
export const interpret = async (machine: Machine, from: Position, run: Run): Promise<unknown> => {
  let position = from
  const isWhole = run.place === ''
  for (let visits = 0; ; visits++) {
    run.host.check()
    const state = machine.states.get(position.state)
    if (!state) throw new StateFailure('States.Runtime', `There is no state ${position.state} any more.`)
    run.entered(position)
    const current = position
    // An execution continues at the state it was in. Work inside that state begins again, and takes the same path.
    const place = isWhole ? `/${current.state}@${current.enteredAt}` : `${run.place}/${visits}`
    const { output, next } = await recover(state, current.input, run.host, () =>
      visit(state, current, { ...run, place }),
    )
    run.host.check()
    if (next === undefined) return output
    position = { state: next, input: output, enteredAt: run.host.now() }
  }
}
