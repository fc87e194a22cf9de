// Connects everything that does work later: bus, pipes, schedules, state machines, asynchronous invocations.
import type { Services } from './aws/endpoint.ts'
import { eventsApi } from './aws/events-api.ts'
import { kmsApi } from './aws/keys/kms-api.ts'
import { openKmsKeys } from './aws/keys/kms-keys.ts'
import { lambdaApi } from './aws/lambda-api.ts'
import { mailApi } from './aws/mail/mail-api.ts'
import type { Mailbox } from './aws/mail/mailbox.ts'
import { openBuckets } from './aws/objects/buckets.ts'
import { objectApi } from './aws/objects/object-api.ts'
import { queueApi } from './aws/queue-api.ts'
import { schedulerApi } from './aws/scheduler-api.ts'
import { statesApi } from './aws/states-api.ts'
import { type EventBus, openEventBus } from './bus/event-bus.ts'
import { type Pipe, startPipe } from './bus/pipe.ts'
import { pipeDefinitions } from './bus/pipe-definitions.ts'
import { startQueueConsumers } from './bus/queue-consumers.ts'
import type { Queues } from './bus/queues.ts'
import { eventRules } from './bus/rules.ts'
import { deliverTo } from './bus/targets.ts'
import type { EngineCall } from './engine-call.ts'
import type { Extension } from './extension.ts'
import { openAsyncInvocations } from './functions/async-invocations.ts'
import type { Functions } from './functions/functions.ts'
import { messageOf } from './json.ts'
import type { Log } from './log.ts'
import type { Execution } from './machines/execution.ts'
import { type Executions, openExecutions } from './machines/executions.ts'
import { stateMachines } from './machines/state-machines.ts'
import { openSchedules } from './scheduling/schedules.ts'
import { armRules, armSchedules } from './scheduling/template-schedules.ts'
import type { State } from './state.ts'
import type { Deployment } from './template/deployment.ts'
import type { Activity } from './time/activity.ts'
import type { Agenda } from './time/agenda.ts'
import type { VirtualClock } from './time/clock.ts'

export type Foundations = {
  readonly deployment: Deployment
  readonly state: State
  readonly clock: VirtualClock
  readonly agenda: Agenda
  readonly activity: Activity
  readonly log: Log
  readonly functions: Functions
  readonly queues: Queues
  readonly streams: EngineCall
  readonly extension: Extension
  readonly mailbox: Mailbox
  /** For the bytes of the buckets. */
  readonly directory: string
}

export type Workflows = {
  readonly services: Services
  readonly bus: EventBus
  readonly executions: Executions
  /** Starts the active parts; unfinished work of an earlier run continues. */
  start(): Promise<void>
  stop(): void
}

const ended = (execution: Execution) => ({
  Source: 'aws.states',
  DetailType: 'Step Functions Execution Status Change',
  Detail: JSON.stringify({
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startedAt,
    stopDate: execution.stoppedAt,
    input: execution.input,
    output: execution.output ?? null,
  }),
})

/** Builds everything; nothing runs before `start`. Throws on templates with unsupported parts. */
export const buildWorkflows = (foundations: Foundations): Workflows => {
  const { deployment, state, clock, agenda, activity, log, functions, queues } = foundations
  const rules = eventRules(deployment)
  const pipes = pipeDefinitions(deployment)
  const later = openAsyncInvocations(foundations)
  const deadLetter = (queue: string, body: string) => {
    queues.send(queue, body)
  }
  const putEvents = async (entries: readonly unknown[]) => {
    for (const entry of entries) await bus.publish(entry)
  }
  const deliver = deliverTo({
    invokeLater: later.accept,
    sendMessage: deadLetter,
    startExecution: (machineArn, name, input) => {
      executions.start(machineArn, name, input)
    },
    putEvents,
  })
  const bus = openEventBus(rules, deliver, deadLetter, clock, log)
  const executions = openExecutions({
    ...foundations,
    machines: stateMachines(deployment),
    ended: (execution) => {
      bus.publish(ended(execution)).catch((error: unknown) => log.warn(`${execution.name}: ${messageOf(error)}`))
    },
    services: {
      invoke: (functionArn, event) =>
        activity.during(`task ${functionArn}`, () => functions.invoke(functionArn, event)),
      putEvents: (entries) =>
        putEvents(entries.map((entry) => withTextDetail(entry))).then(() => ({ FailedEntryCount: 0, Entries: [] })),
      sendMessage: async (queue, body) => ({ MessageId: queues.send(queue, body).id }),
      startExecution: async (machineArn, name, input) => ({
        ExecutionArn: executions.start(machineArn, name, input).arn,
      }),
    },
  })
  const schedules = openSchedules({
    ...foundations,
    deliver,
    deadLetter,
    groups: deployment.ofType('AWS::Scheduler::ScheduleGroup').map(({ name }) => name),
  })
  const running: Pipe[] = []

  return {
    bus,
    executions,
    services: {
      targets: {
        TrentService: kmsApi(openKmsKeys(deployment, state)),
        AWSStepFunctions: statesApi(executions),
        AWSEvents: eventsApi(bus),
        AmazonSQS: queueApi(queues),
      },
      rest: [
        schedulerApi(schedules),
        lambdaApi(functions),
        mailApi(foundations.mailbox),
        foundations.extension.service(clock),
      ],
      objects: objectApi(openBuckets(deployment, state, clock, foundations.directory)),
    },
    start: async () => {
      armSchedules(deployment, schedules)
      armRules(rules, deliver, agenda, clock, log)
      startQueueConsumers(foundations)
      later.resume()
      executions.resume()
      for (const definition of pipes) running.push(await startPipe(definition, { ...foundations, deliver, deadLetter }))
      for (const pipe of running) activity.drain(pipe.drain)
      functions.onDone(() => {
        for (const pipe of running) pipe.nudge()
      })
    },
    stop: () => {
      for (const pipe of running) pipe.stop()
    },
  }
}

/** Step Functions lets a task give `Detail` as an object. */
const withTextDetail = (entry: unknown): unknown => {
  if (typeof entry !== 'object' || entry === null || !('Detail' in entry)) return entry
  return typeof entry.Detail === 'string' ? entry : { ...entry, Detail: JSON.stringify(entry.Detail) }
}
