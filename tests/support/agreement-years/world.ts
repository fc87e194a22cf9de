// Ward agreements and councils as they are deployed, under the virtual clock: their API, the state machines on the interpreter, the
// sweepers, and the consumers of their events. The test decides which schedules and events come late, twice or never.
import { resolve } from 'node:path'
import { vi } from 'vitest'
import * as z from 'zod'
import { start as seedWards } from '../../../functions/wards/seed-wards.ts'
import { agreementsUnits } from '../../../infra/units/agreements.ts'
import { councilsUnits } from '../../../infra/units/councils.ts'
import { climbAlarm } from '../../../infra/workflows/climb-alarm/workflow.ts'
import { review } from '../../../infra/workflows/review/workflow.ts'
import { loadMachine } from '../../../local/emulator/asl/machine.ts'
import { startAwsEndpoint } from '../../../local/emulator/aws/endpoint.ts'
import { AwsRefusal } from '../../../local/emulator/aws/refusal.ts'
import { schedulerApi } from '../../../local/emulator/aws/scheduler-api.ts'
import { statesApi } from '../../../local/emulator/aws/states-api.ts'
import { readStream } from '../../../local/emulator/bus/stream-reader.ts'
import { deliverTo } from '../../../local/emulator/bus/targets.ts'
import { engineCall } from '../../../local/emulator/engine-call.ts'
import { parseJson } from '../../../local/emulator/json.ts'
import { startLog } from '../../../local/emulator/log.ts'
import { openExecutions } from '../../../local/emulator/machines/executions.ts'
import { openSchedules } from '../../../local/emulator/scheduling/schedules.ts'
import { openState } from '../../../local/emulator/state.ts'
import { startActivity } from '../../../local/emulator/time/activity.ts'
import { startAgenda } from '../../../local/emulator/time/agenda.ts'
import { startClock } from '../../../local/emulator/time/clock.ts'
import { startTimeMachine } from '../../../local/emulator/time/time-machine.ts'
import { agreementsOperations } from '../../../shared/agreements/operations.ts'
import { councilsOperations } from '../../../shared/councils/operations.ts'
import { dateInCity, endOfDayInCity, epochMilliseconds, instantOf } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { awsEnvironment } from '../engine/aws-stub.ts'
import { engineEndpoint, freshTables, tableEnvironment } from '../engine/engine.ts'
import { type Answered, type HttpInput, type Persona, send } from '../services/http-event.ts'

const operations = { ...agreementsOperations, ...councilsOperations }
export type OperationName = keyof typeof operations

/** How events and one-time schedules of a ward are delivered. */
export type Luck = 'good' | 'late' | 'doubled' | 'lost'

type Course = {
  readonly begin: string
  readonly luckOf: (wardCode: string) => Luck
  /** The number of times that the sweepers run in the night before this day. */
  readonly sweepsOn: (day: string) => number
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>
const Entry = z.object({
  start: z.custom<(environment: Environment) => Handler>((value) => typeof value === 'function'),
})
const Reply = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().exactOptional(),
})
const Event = z.looseObject({
  type: z.string(),
  time: z.string(),
  data: z.looseObject({ wardCode: z.string(), agreementId: z.string().optional() }),
})
type Event = z.infer<typeof Event>
const Record = z.object({ dynamodb: z.object({ NewImage: z.object({ detail: z.object({ S: z.string() }) }) }) })

const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`
const machineArn = (name: string) => `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`
const sweepers = ['sweep-agreements', 'sweep-reviews', 'sweep-alarms']
const day = 86_400_000

/** Five minutes after each midnight in the city. */
const nightly = {
  nextAfter: (moment: number) =>
    epochMilliseconds(endOfDayInCity(dateInCity(instantOf(moment - 5 * 60_000)))) + 5 * 60_000,
}

export const startWorld = async ({ begin, luckOf, sweepsOn }: Course) => {
  const tables = await freshTables()
  const state = openState(':memory:')
  const clock = startClock(state)
  clock.set(Date.parse(begin))
  clock.freeze(false)
  vi.setSystemTime(clock.now())
  const activity = startActivity()
  const log = startLog('silent')
  const agenda = startAgenda(clock, activity, (failure) => {
    throw new Error(failure)
  })

  const handlers = new Map<string, Handler>()
  const handlerOf = (name: string): Handler => {
    const handler = handlers.get(name)
    if (handler === undefined) throw new Error(`There is no function ${name}`)
    return handler
  }
  const invoke = (name: string, event: unknown): Promise<unknown> =>
    activity.during(name, async () => {
      vi.setSystemTime(clock.now())
      return handlerOf(name)(event, {})
    })

  const executions = openExecutions({
    machines: [review, climbAlarm].map(({ name, define }) => ({
      ...{ name, arn: machineArn(name) },
      machine: loadMachine(JSON.parse(JSON.stringify(define((step) => functionArn(step))))),
    })),
    services: {
      invoke: async (arn, event) => {
        try {
          return {
            ok: true,
            payload: JSON.stringify(await invoke(arn.slice(functionArn('').length), parseJson(event))),
          }
        } catch (error) {
          const { name, message } = error instanceof Error ? error : new Error(String(error))
          return { ok: false, error: { errorType: name, errorMessage: message } }
        }
      },
      putEvents: async () => ({}),
      sendMessage: async () => ({}),
      startExecution: async () => ({}),
    },
    ...{ state, clock, agenda, log },
    ended: () => {},
  })

  /** The ward of each agreement, from its events. */
  const wardOf = new Map<string, string>()
  /** Delivers something as the ward's luck says: once, late, twice or never. */
  const withLuck = async (wardCode: string, what: string, act: () => Promise<unknown>, late: number) => {
    switch (luckOf(wardCode)) {
      case 'lost':
        return
      case 'late':
        agenda.once(`${what}, late`, clock.now() + late, async () => void (await act()))
        return
      case 'doubled':
        await act()
        await act()
        return
      case 'good':
        await act()
    }
  }

  /** Starting an execution whose name exists already does nothing. */
  const startOnce = (arn: string, name: string | undefined, input: string) => {
    try {
      executions.start(arn, name, input)
    } catch (error) {
      if (!(error instanceof AwsRefusal && error.name === 'ExecutionAlreadyExists')) throw error
    }
  }
  const deliver = deliverTo({
    invokeLater: () => {},
    sendMessage: () => {},
    startExecution: startOnce,
    putEvents: async () => {},
  })
  const Climbing = z.object({ Input: z.string() })
  const Named = z.object({ agreementId: z.string() })
  const schedules = openSchedules({
    ...{ state, clock, agenda, log },
    deliver: (delivery) => {
      const { agreementId } = Named.parse(parseJson(Climbing.parse(parseJson(delivery.input)).Input))
      return withLuck(wardOf.get(agreementId) ?? '', 'schedule', () => deliver(delivery), 30 * 3_600_000)
    },
    deadLetter: () => {},
    groups: ['deadlines'],
  })
  const aws = await startAwsEndpoint(
    {
      targets: { AWSStepFunctions: statesApi(executions) },
      rest: [schedulerApi(schedules)],
      objects: () => ({ status: 501, headers: {}, body: '' }),
    },
    log,
  )
  const environment = {
    ...tableEnvironment(tables),
    ...awsEnvironment({ endpoint: aws.url }),
    REVIEW_ARN: machineArn('review'),
    CLIMB_ALARM_ARN: machineArn('climb-alarm'),
  }
  const load = async (name: string, entry: string) => {
    const { start } = Entry.parse(await import(resolve(entry)))
    handlers.set(name, start(environment))
  }
  const units = [...agreementsUnits, ...councilsUnits]
  const needed = ['agreements-api', 'councils-api', 'release-waits', 'schedule-alarms', ...sweepers]
  for (const { name, entry } of units) if (needed.includes(name)) await load(name, entry)
  for (const { steps } of [review, climbAlarm])
    for (const [step, { entry }] of Object.entries(steps)) await load(step, entry)
  await seedWards(environment)(undefined, {})

  const consumers = units.flatMap(({ name, trigger }) =>
    needed.includes(name) && trigger.kind === 'events' ? [{ name, types: trigger.events.map(({ type }) => type) }] : [],
  )
  const events: Event[] = []
  let position: string | undefined
  const stream = await readStream(engineCall(engineEndpoint(), 'DynamoDBStreams_20120810'), tables.table.name, {
    get: () => position,
    set: (after) => {
      position = after
    },
  })
  /** Delivers all new events to their consumers, in order. */
  const relay = async (): Promise<void> => {
    for (let page = await stream.next(1_000); page.length > 0; page = await stream.next(1_000)) {
      for (const record of page) {
        const { data: outboxRecord } = Record.safeParse(record)
        if (outboxRecord === undefined) continue
        const detail = parseJson(outboxRecord.dynamodb.NewImage.detail.S)
        const { data: event } = Event.safeParse(detail)
        if (event === undefined) continue
        events.push(event)
        const { agreementId, wardCode } = event.data
        if (agreementId !== undefined) wardOf.set(agreementId, wardCode)
        for (const { name, types } of consumers)
          if (types.includes(event.type)) await withLuck(wardCode, name, () => invoke(name, { detail }), 2 * day)
      }
      stream.acknowledge(page.at(-1)?.dynamodb.SequenceNumber ?? '')
    }
  }
  activity.drain(relay)

  const settled = () => activity.settled(600_000)
  agenda.every('sweepers', nightly, clock.now(), async (at) => {
    const runs = sweepsOn(dateInCity(instantOf(at)))
    for (let run = 0; run < runs; run += 1) for (const name of sweepers) await invoke(name, {})
  })
  const timeMachine = startTimeMachine(clock, agenda, activity)

  const serving = new Map(
    units.flatMap(({ name, trigger }) =>
      trigger.kind === 'http' ? trigger.operations.map(({ id }) => [id, name] as const) : [],
    ),
  )
  /** A request at the present moment. */
  const call = (id: OperationName, by: Persona | undefined, input: HttpInput = {}): Promise<Answered> => {
    const handler = handlerOf(serving.get(id) ?? id)
    return send(async (event, context) => Reply.parse(await handler(event, context)), operations[id], {
      at: new Date(clock.now()).toISOString(),
      ...(by === undefined ? {} : { by }),
      ...input,
    })
  }
  return {
    tables,
    executions,
    /** All published events, in order. */
    events,
    call,
    settled,
    now: () => new Date(clock.now()).toISOString(),
    /** Moves the clock. Everything due before the new moment is done. */
    travel: async (to: string) => {
      await timeMachine.travel(Date.parse(to))
      vi.setSystemTime(clock.now())
    },
    stop: async () => {
      agenda.stop()
      await aws.stop()
    },
  }
}
export type World = Awaited<ReturnType<typeof startWorld>>
