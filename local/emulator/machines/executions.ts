// Executions of state machines, stored step by step: after a restart each continues at the beginning of its state.
import { createHash, randomUUID } from 'node:crypto'
import { type Host, interpret } from '../asl/interpreter.ts'
import { ExecutionStopped, StateFailure } from '../asl/state-failure.ts'
import type { TaskServices } from '../asl/tasks.ts'
import { AwsRefusal } from '../aws/refusal.ts'
import { parseJson } from '../json.ts'
import type { Log } from '../log.ts'
import type { State } from '../state.ts'
import type { Agenda } from '../time/agenda.ts'
import type { VirtualClock } from '../time/clock.ts'
import { contextOf, Execution, executionFields } from './execution.ts'
import type { StateMachine } from './state-machines.ts'
import { openTaskTokens, type TaskTokens } from './task-tokens.ts'

export type Executions = {
  /** Starts an execution with the semantics of Standard workflows: a name is used once. */
  start(machineArn: string, name: string | undefined, input: string): Execution
  get(executionArn: string): Execution
  list(machineArn?: string): readonly Execution[]
  stop(executionArn: string, error?: string, cause?: string): Execution
  /** Restarts an unsuccessful execution from the state in which it ended. */
  redrive(executionArn: string): Execution
  readonly tokens: TaskTokens
  /** Continues what was running when the process ended. */
  resume(): void
}

/** Standard workflows keep a name taken for 90 days after the execution has ended. */
const nameTakenFor = 90 * 86_400_000
/** How long after its end an execution can be redriven. */
const redrivableFor = 14 * 86_400_000

const executionArn = (machine: StateMachine, name: string) =>
  `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`

/** The executions of all machines. `ended` is called for each that has ended. */
export const openExecutions = (system: {
  readonly machines: readonly StateMachine[]
  readonly services: TaskServices
  readonly state: State
  readonly clock: VirtualClock
  readonly agenda: Agenda
  readonly log: Log
  readonly ended: (execution: Execution) => void
}): Executions => {
  const { services, clock, agenda, log } = system
  const kept = system.state.drawer('executions', Execution)
  const machines = new Map(system.machines.map((machine) => [machine.arn, machine]))
  const stops = new Map<string, AbortController>()
  const tokens = openTaskTokens(system)
  const awaited = new Map<string, ((execution: Execution) => void)[]>()

  const machineOf = (arn: string): StateMachine => {
    const machine = machines.get(arn)
    if (!machine) throw new AwsRefusal('StateMachineDoesNotExist', `State machine ${arn} does not exist.`)
    return machine
  }
  const get = (arn: string): Execution => {
    const execution = kept.get(arn)
    if (!execution) throw new AwsRefusal('ExecutionDoesNotExist', `Execution ${arn} does not exist.`)
    return execution
  }

  /** Resolves when an execution has ended. An execution that nobody waits for any more is stopped, as `.sync` does. */
  const endOf = (arn: string, signal: AbortSignal): Promise<Execution> =>
    new Promise((resolve, reject) => {
      const execution = get(arn)
      if (execution.status !== 'RUNNING') return resolve(execution)
      awaited.set(arn, [...(awaited.get(arn) ?? []), resolve])
      signal.addEventListener(
        'abort',
        () => {
          close(arn, { status: 'ABORTED' })
          reject(new ExecutionStopped())
        },
        { once: true },
      )
    })

  const hostOf = ({ arn, name }: Execution, signal: AbortSignal): Host => ({
    services,
    openToken: (place) => tokens.open(arn, place),
    awaitToken: (token, limits) => tokens.wait(token, limits, signal),
    endToken: tokens.end,
    runNested: async (place, { machineArn, name: given, input }) => {
      // The same name for the same place: after a restart the child is found, not started again.
      const child = given ?? createHash('sha256').update(`${arn} ${place}`).digest('hex').slice(0, 36)
      const childArn = executionArn(machineOf(machineArn), child)
      const present = kept.get(childArn)
      const isOurs = present?.input === input && present.startedBy === `${arn} ${place}`
      if (!isOurs) start(machineArn, child, input, `${arn} ${place}`)
      return executionFields(await endOf(childArn, signal), (moment) => moment)
    },
    now: () => clock.now(),
    check: () => {
      if (signal.aborted) throw new ExecutionStopped()
    },
    waitUntil: (moment, state) =>
      new Promise((resolve, reject) => {
        const cancel = agenda.once(`${name}: ${state}`, moment, () => {
          signal.removeEventListener('abort', stopped)
          resolve()
        })
        const stopped = () => {
          cancel()
          reject(new ExecutionStopped())
        }
        signal.addEventListener('abort', stopped, { once: true })
        if (signal.aborted) stopped()
      }),
  })

  const close = (arn: string, end: Pick<Execution, 'status' | 'output' | 'error' | 'cause'>) => {
    const execution = get(arn)
    if (execution.status !== 'RUNNING') return
    const closed = { ...execution, ...end, stoppedAt: clock.now() }
    kept.put(arn, closed)
    stops.get(arn)?.abort()
    stops.delete(arn)
    tokens.close(arn, end.status === 'SUCCEEDED')
    for (const told of awaited.get(arn) ?? []) told(closed)
    awaited.delete(arn)
    if (end.status !== 'SUCCEEDED')
      log.warn(`execution ${execution.name} ${end.status}: ${end.error ?? ''} ${end.cause ?? ''}`)
    system.ended(closed)
  }

  const run = async (machine: StateMachine, execution: Execution): Promise<void> => {
    const { arn, name } = execution
    const controller = new AbortController()
    stops.set(arn, controller)
    const { timeoutSeconds } = machine.machine
    const cancelTimeout =
      timeoutSeconds === undefined
        ? () => {}
        : agenda.once(`${name}: timeout`, (execution.redrivenAt ?? execution.startedAt) + timeoutSeconds * 1000, () =>
            close(arn, { status: 'TIMED_OUT', error: 'States.Timeout' }),
          )
    try {
      const output = await interpret(machine.machine, execution.position, {
        host: hostOf(execution, controller.signal),
        place: '',
        context: contextOf(machine, execution),
        entered: (position) => kept.put(arn, { ...get(arn), position }),
      })
      close(arn, { status: 'SUCCEEDED', output: JSON.stringify(output ?? {}) })
    } catch (error) {
      if (error instanceof ExecutionStopped) return
      if (!(error instanceof StateFailure)) throw error
      close(arn, { status: 'FAILED', error: error.name, cause: error.cause })
    } finally {
      cancelTimeout()
    }
  }

  const launch = (execution: Execution) => {
    run(machineOf(execution.machineArn), execution).catch((error: unknown) =>
      log.warn(`${execution.name}: ${String(error)}`),
    )
  }

  const start = (machineArn: string, given: string | undefined, input: string, startedBy?: string): Execution => {
    const machine = machineOf(machineArn)
    const name = given ?? randomUUID()
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name))
      throw new AwsRefusal('InvalidName', `${name} is not a valid name.`)
    const parsed = parseInput(input)
    const arn = executionArn(machine, name)
    const earlier = kept.get(arn)
    if (earlier?.status === 'RUNNING' && earlier.input === input) return earlier
    const now = clock.now()
    if (earlier && (earlier.status === 'RUNNING' || now - (earlier.stoppedAt ?? now) < nameTakenFor))
      throw new AwsRefusal('ExecutionAlreadyExists', `Execution already exists: ${arn}`)
    const position = { state: machine.machine.startAt, input: parsed, enteredAt: now }
    const execution: Execution = {
      arn,
      name,
      machineArn: machine.arn,
      input,
      startedAt: now,
      status: 'RUNNING',
      position,
      redriveCount: 0,
      ...(startedBy === undefined ? {} : { startedBy }),
    }
    kept.put(arn, execution)
    launch(execution)
    return execution
  }

  return {
    start: (machineArn, name, input) => start(machineArn, name, input),
    tokens,
    get,
    list: (machineArn) =>
      kept
        .entries()
        .map(([, execution]) => execution)
        .filter((execution) => machineArn === undefined || execution.machineArn === machineArn)
        .sort((a, b) => b.startedAt - a.startedAt),
    stop: (arn, error, cause) => {
      get(arn)
      close(arn, {
        status: 'ABORTED',
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      })
      return get(arn)
    },
    redrive: (arn) => {
      const execution = get(arn)
      const now = clock.now()
      const reason =
        execution.status === 'RUNNING' || execution.status === 'SUCCEEDED'
          ? `Execution is ${execution.status} and cannot be redriven.`
          : now - (execution.stoppedAt ?? now) > redrivableFor
            ? 'Execution is past its redrivable period of 14 days.'
            : undefined
      if (reason !== undefined) throw new AwsRefusal('ExecutionNotRedrivable', reason)
      const { stoppedAt: _, error: __, cause: ___, ...ended } = execution
      const redriven: Execution = {
        ...ended,
        status: 'RUNNING',
        redriveCount: execution.redriveCount + 1,
        redrivenAt: now,
      }
      kept.put(arn, redriven)
      launch(redriven)
      return redriven
    },
    resume: () => {
      for (const [, execution] of kept.entries()) if (execution.status === 'RUNNING') launch(execution)
    },
  }
}

const parseInput = (input: string): unknown => {
  try {
    return parseJson(input)
  } catch {
    throw new AwsRefusal('InvalidExecutionInput', 'The input is not valid JSON.')
  }
}
