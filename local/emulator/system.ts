// The whole local system as one value: for `npm start`, the tests, the demo and the benchmark.
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { AwsCall } from './aws/endpoint.ts'
import { startAwsEndpoint } from './aws/endpoint.ts'
import { type KeptMail, openMailbox } from './aws/mail/mailbox.ts'
import type { Published } from './bus/event-bus.ts'
import { openQueues } from './bus/queues.ts'
import { control } from './control/control.ts'
import { after } from './control/requests.ts'
import { startEngine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { type Extension, noExtension } from './extension.ts'
import { type FunctionDefinition, functionDefinitions } from './functions/function-definitions.ts'
import type { Outcome } from './functions/function-thread.ts'
import { startFunctions } from './functions/functions.ts'
import { servedApis } from './gateway/apis.ts'
import { jwtAuthoriser } from './gateway/authoriser.ts'
import { openGateway } from './gateway/gateway.ts'
import { emptyHeld, holdData } from './holder.ts'
import { type Claims, openIssuer } from './issuer.ts'
import { openPort, type PublicPort } from './listen.ts'
import { type LogLevel, type LogLine, startLog } from './log.ts'
import type { Execution } from './machines/execution.ts'
import { openState } from './state.ts'
import { createTables } from './tables.ts'
import { readDeployment } from './template/deployment.ts'
import { startActivity } from './time/activity.ts'
import { startAgenda } from './time/agenda.ts'
import { startClock, type VirtualClock } from './time/clock.ts'
import { type Fired, type Journey, startTimeMachine } from './time/time-machine.ts'
import { buildWorkflows } from './workflows.ts'

export type LocalOptions = {
  /** Directory of the cloud assembly. */
  readonly assembly: string
  /** Public port; 0 for any. An open one can be passed. */
  readonly port?: number | PublicPort
  /** The data directory; without it nothing is stored permanently. */
  readonly dataDir?: string
  /** Keeps the tables in memory although there is a data directory: for a system that is started only once. */
  readonly isPassing?: boolean
  /** Empties the data directory first. */
  readonly fresh?: boolean
  readonly log?: LogLevel
  /** The world around the application. */
  readonly extension?: Extension
}

/** Everything that was logged and sent, for tests that look for what must not be there. */
export type Dump = {
  readonly queues: Readonly<Record<string, readonly string[]>>
  readonly events: readonly Published[]
  readonly logs: readonly LogLine[]
  readonly executions: readonly Execution[]
  readonly awsCalls: readonly AwsCall[]
  readonly mails: readonly KeptMail[]
}

export type LocalSystem = {
  /** `http://127.0.0.1:port/v1`: origin and stage. */
  readonly baseUrl: string
  readonly origin: string
  readonly engineEndpoint: string
  readonly awsEndpoint: string
  readonly clock: VirtualClock
  readonly functions: readonly FunctionDefinition[]
  settled(): Promise<void>
  token(claims: Claims): Promise<string>
  /** Invokes a function by name, ARN or part of its logical id. */
  invoke(functionName: string, payload: unknown): Promise<Outcome>
  /** An ISO 8601 duration. */
  advance(duration: string): Promise<readonly Fired[]>
  /** RFC 3339; goes back only if forced. */
  set(instant: string, how?: Journey): Promise<readonly Fired[]>
  dump(): Dump
  /** Resolves with a sentence if a vital part is lost. */
  readonly lost: Promise<string>
  stop(): Promise<void>
}

/** Starts the system on this machine. Throws (Error) on unsupported templates, before anything is served. */
export const startLocal = async (options: LocalOptions): Promise<LocalSystem> => {
  const { dataDir, extension = noExtension } = options
  const port = typeof options.port === 'object' ? options.port : await openPort(options.port ?? 0)
  // Closed in reverse order. Nothing is stored after the functions are killed: their unfinished work is repeated.
  const stops: (() => Promise<void> | void)[] = [() => port.stop()]
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    if (dataDir) stops.push(holdData(dataDir, port.port))
    if (options.fresh && dataDir) emptyHeld(dataDir)
    const log = startLog(options.log ?? 'warnings')
    const deployment = readDeployment(options.assembly)
    const definitions = functionDefinitions(deployment)
    const apis = servedApis(deployment)

    const state = openState(dataDir ? join(dataDir, 'state.db') : ':memory:')
    stops.push(() => state.close())
    const engine = await startEngine(
      dataDir && !options.isPassing ? { dataDir: join(dataDir, 'engine') } : { inMemory: true },
    )
    stops.push(() => engine.stop())
    await createTables(engineCall(engine.endpoint, 'DynamoDB_20120810'), deployment)

    const clock = startClock(state)
    const activity = startActivity()
    const agenda = startAgenda(clock, activity, log.warn)
    const timeMachine = startTimeMachine(clock, agenda, activity)

    // The functions need the endpoint's address and the endpoint needs the functions, so the address comes first.
    const endpoints = { engine: engine.endpoint, aws: '' }
    const functions = startFunctions(definitions, clock, endpoints, log, extension.environment)
    const queues = openQueues(deployment, state, clock)
    const mailbox = openMailbox(clock, dataDir ? join(dataDir, 'mail') : undefined)
    const workflows = buildWorkflows({
      deployment,
      state,
      clock,
      agenda,
      activity,
      log,
      functions,
      queues,
      streams: engineCall(engine.endpoint, 'DynamoDBStreams_20120810'),
      extension,
      mailbox,
      directory: dataDir ?? join('.local', 'passing'),
    })
    stops.push(() => functions.stop())
    stops.push(() => state.close())
    const aws = await startAwsEndpoint(workflows.services, log)
    stops.push(() => aws.stop())
    stops.push(() => agenda.stop())
    endpoints.aws = aws.url
    await workflows.start()
    stops.push(() => workflows.stop())

    const authorised = apis.flatMap((api) => api.routes).find((route) => route.authorisation)?.authorisation
    const issuer = await openIssuer({
      file: dataDir ? join(dataDir, 'issuer.json') : undefined,
      issuer: authorised?.issuer ?? 'local',
      audience: authorised?.audiences[0] ?? 'local',
    })
    const origin = `http://127.0.0.1:${port.port}`
    port.serve({
      control: control({ clock, activity, timeMachine, issuer, origin: () => origin }, extension.control),
      gateway: openGateway(apis, {
        ...{ functions, clock, log, problem: extension.problem },
        authorise: jwtAuthoriser(issuer.publicKey),
      }),
    })
    stops.push(() => port.stop())
    return {
      origin,
      baseUrl: `${origin}${apis.find((api) => api.prefix !== '')?.prefix ?? ''}`,
      engineEndpoint: engine.endpoint,
      awsEndpoint: aws.url,
      clock,
      functions: definitions,
      settled: () => activity.settled(),
      token: (claims) => issuer.token(claims, clock.now()),
      invoke: (name, payload) => {
        const found = functions.find(name) ?? definitions.find(({ id }) => id.includes(name))
        return activity.during(`invocation of ${name}`, () =>
          functions.invoke(found?.name ?? name, JSON.stringify(payload)),
        )
      },
      advance: (duration) => timeMachine.travel(after(clock.now(), Temporal.Duration.from(duration))),
      set: (instant, how) => timeMachine.travel(Date.parse(instant), how),
      dump: () => ({
        queues: queues.bodies(),
        events: workflows.bus.published,
        logs: log.lines,
        executions: workflows.executions.list(),
        awsCalls: aws.calls,
        mails: mailbox.mails,
      }),
      lost: engine.lost,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
