import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { loadMachine } from '../../../local/emulator/asl/machine.ts'
import { statesApi } from '../../../local/emulator/aws/states-api.ts'
import { parseJson } from '../../../local/emulator/json.ts'
import { startLog } from '../../../local/emulator/log.ts'
import { openExecutions } from '../../../local/emulator/machines/executions.ts'
import { openState, type State } from '../../../local/emulator/state.ts'
import { startActivity } from '../../../local/emulator/time/activity.ts'
import { startAgenda } from '../../../local/emulator/time/agenda.ts'
import { startClock } from '../../../local/emulator/time/clock.ts'
import { startTimeMachine } from '../../../local/emulator/time/time-machine.ts'

const minute = 60_000
const day = 86_400_000
const arnOf = (name: string) => `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`
const asking = 'arn:aws:states:::lambda:invoke.waitForTaskToken'
const parameters = { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token', 'who.$': '$.who' } }
const ask = { Type: 'Task', Resource: asking, Parameters: parameters }
const machine = (states: object, StartAt = 'Ask') => ({ StartAt, States: states })

type Definitions = { readonly [name: string]: object }
const Asked = z.object({ token: z.string(), who: z.string().optional() })
type Asked = z.infer<typeof Asked>

/** State machines on a virtual clock. Records whom they ask. */
const start = (definitions: Definitions, state: State = openState(':memory:')) => {
  const clock = startClock(state)
  clock.set(Date.parse('2026-03-18T00:00:00Z'))
  const activity = startActivity()
  const agenda = startAgenda(clock, activity, () => {})
  const asked: Asked[] = []
  const executions = openExecutions({
    machines: Object.entries(definitions).map(([name, definition]) => ({
      name,
      arn: arnOf(name),
      machine: loadMachine(definition),
    })),
    services: {
      invoke: async (_arn, event) => {
        asked.push(Asked.parse(parseJson(event)))
        return { ok: true, payload: '"the answer of the function is not the result"' }
      },
      putEvents: async () => ({}),
      sendMessage: async () => ({}),
      startExecution: async () => ({}),
    },
    state,
    clock,
    agenda,
    log: startLog('silent'),
    ended: () => {},
  })
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 5))
  return {
    state,
    asked,
    executions,
    api: statesApi(executions),
    turn,
    travel: async (by: number) => {
      await startTimeMachine(clock, agenda, activity).travel(clock.now() + by)
      await turn()
    },
    begin: async (input: object = {}, name = 'run') => {
      const { arn } = executions.start(arnOf('main'), name, JSON.stringify(input))
      await turn()
      return arn
    },
  }
}
type World = ReturnType<typeof start>
const call = (world: World, operation: string, body: object) => world.api[operation]?.(body)
const outcomeOf = (world: World, arn: string) => {
  const { status, output, error } = world.executions.get(arn)
  return { status, ...(output === undefined ? {} : { output: parseJson(output) }), ...(error && { error }) }
}

describe('a state that waits for its token', () => {
  const waiting = { main: machine({ Ask: { ...ask, ResultPath: '$.answer', End: true } }) }

  it('a state that waits for its token ends with the output that is sent back, not with the answer of the function', async () => {
    const world = start(waiting)
    const arn = await world.begin({ who: 'ada' })
    expect(world.asked).toMatchObject([{ who: 'ada' }])
    expect(outcomeOf(world, arn)).toEqual({ status: 'RUNNING' })
    call(world, 'SendTaskSuccess', { taskToken: world.asked[0]?.token, output: '{"kept":true}' })
    await world.turn()
    expect(outcomeOf(world, arn)).toEqual({ status: 'SUCCEEDED', output: { who: 'ada', answer: { kept: true } } })
  })

  it('a state that waits for its token fails with the error that is sent back', async () => {
    const world = start(waiting)
    const arn = await world.begin({ who: 'ada' })
    call(world, 'SendTaskFailure', { taskToken: world.asked[0]?.token, error: 'Refused', cause: 'no' })
    await world.turn()
    expect(outcomeOf(world, arn)).toEqual({ status: 'FAILED', error: 'Refused' })
  })

  it('a state that waits for its token accepts one answer: a second one, a forged token and an answer that is not JSON are refused', async () => {
    const world = start(waiting)
    await world.begin({ who: 'ada' })
    const taskToken = world.asked[0]?.token
    expect(() => call(world, 'SendTaskSuccess', { taskToken, output: 'yes' })).toThrow(/not valid JSON/)
    call(world, 'SendTaskSuccess', { taskToken, output: '1' })
    for (const operation of ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'])
      expect(() => call(world, operation, { taskToken, output: '2' })).toThrow(/does not wait/)
    expect(() => call(world, 'SendTaskSuccess', { taskToken: 'made-up', output: '1' })).toThrow(/none that was handed/)
  })

  it('a state that waits for its token waits no longer than its timeout, which can be in its input; a late answer is refused', async () => {
    const states = {
      Ask: {
        ...ask,
        TimeoutSecondsPath: '$.seconds',
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.late', Next: 'Late' }],
        End: true,
      },
      Late: { Type: 'Pass', OutputPath: '$.late.Error', End: true },
    }
    const world = start({ main: machine(states) })
    const arn = await world.begin({ who: 'ada', seconds: 3600 })
    await world.travel(59 * minute)
    expect(outcomeOf(world, arn)).toEqual({ status: 'RUNNING' })
    await world.travel(2 * minute)
    expect(outcomeOf(world, arn)).toEqual({ status: 'SUCCEEDED', output: 'States.Timeout' })
    expect(() => call(world, 'SendTaskSuccess', { taskToken: world.asked[0]?.token, output: '1' })).toThrow()
  })

  it('a state that waits for its token continues as long as it gets heartbeats', async () => {
    const world = start({ main: machine({ Ask: { ...ask, HeartbeatSeconds: 600, End: true } }) })
    const arn = await world.begin({ who: 'ada' })
    for (let beat = 0; beat < 5; beat++) {
      await world.travel(9 * minute)
      call(world, 'SendTaskHeartbeat', { taskToken: world.asked[0]?.token })
    }
    expect(outcomeOf(world, arn)).toEqual({ status: 'RUNNING' })
    await world.travel(11 * minute)
    expect(outcomeOf(world, arn)).toEqual({ status: 'FAILED', error: 'States.HeartbeatTimeout' })
  })

  it('a state that waits for its token gets another token when it is retried', async () => {
    const retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 60, MaxAttempts: 1 }]
    const world = start({ main: machine({ Ask: { ...ask, TimeoutSeconds: 60, Retry: retry, End: true } }) })
    const arn = await world.begin({ who: 'ada' })
    await world.travel(3 * minute - 1_000)
    expect(new Set(world.asked.map(({ token }) => token)).size).toBe(2)
    call(world, 'SendTaskSuccess', { taskToken: world.asked[1]?.token, output: '"second"' })
    await world.turn()
    expect(outcomeOf(world, arn)).toEqual({ status: 'SUCCEEDED', output: 'second' })
  })

  it('a state that waits for its token is not asked again after a restart: answered ones keep their answer, the others their token', async () => {
    const each = {
      Each: {
        Type: 'Map',
        ItemsPath: '$.owners',
        ItemProcessor: machine({ Ask: { ...ask, End: true } }),
        End: true,
      },
    }
    const owners = ['parks', 'traffic', 'youth'].map((who) => ({ who }))
    const before = start({ main: machine(each, 'Each') })
    const arn = await before.begin({ owners })
    expect(before.asked.map(({ who }) => who)).toEqual(['parks', 'traffic', 'youth'])
    call(before, 'SendTaskSuccess', { taskToken: before.asked[1]?.token, output: '"done"' })
    await before.turn()

    const after = start({ main: machine(each, 'Each') }, before.state)
    after.executions.resume()
    await after.turn()
    expect(after.asked).toEqual([])
    for (const place of [0, 2])
      call(after, 'SendTaskSuccess', { taskToken: before.asked[place]?.token, output: `"later ${place}"` })
    await after.turn()
    expect(outcomeOf(after, arn)).toEqual({ status: 'SUCCEEDED', output: ['later 0', 'done', 'later 2'] })
  })
})

describe('an execution inside another', () => {
  const nested = (resource: string) => ({
    Type: 'Task',
    Resource: `arn:aws:states:::states:startExecution${resource}`,
    Parameters: { StateMachineArn: arnOf('child'), Input: { 'who.$': '$.who' } },
    End: true,
  })
  const child = machine({ Ask: { ...ask, End: true } })

  it('an execution inside another is waited for; its output is parsed with .sync:2, and a text with .sync', async () => {
    const world = start({ main: machine({ Ask: nested('.sync:2') }), child })
    const arn = await world.begin({ who: 'ada' })
    call(world, 'SendTaskSuccess', { taskToken: world.asked[0]?.token, output: '{"kept":true}' })
    await world.turn()
    expect(outcomeOf(world, arn)).toMatchObject({ status: 'SUCCEEDED', output: { Output: { kept: true } } })

    const asText = start({ main: machine({ Ask: nested('.sync') }), child })
    const other = await asText.begin({ who: 'ada' })
    call(asText, 'SendTaskSuccess', { taskToken: asText.asked[0]?.token, output: '{"kept":true}' })
    await asText.turn()
    expect(outcomeOf(asText, other)).toMatchObject({ output: { Output: '{"kept":true}', Status: 'SUCCEEDED' } })
  })

  it('an execution inside another fails the outer one when it fails, and is stopped with it', async () => {
    const world = start({ main: machine({ Ask: nested('.sync:2') }), child })
    const failed = await world.begin({ who: 'ada' })
    call(world, 'SendTaskFailure', { taskToken: world.asked[0]?.token, error: 'Refused' })
    await world.turn()
    expect(outcomeOf(world, failed)).toEqual({ status: 'FAILED', error: 'States.TaskFailed' })

    const stopped = await world.begin({ who: 'bo' }, 'other')
    world.executions.stop(stopped)
    await world.turn()
    expect(
      world.executions
        .list(arnOf('child'))
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['ABORTED', 'FAILED'])
  })

  it('an execution inside another is found after a restart, not started again', async () => {
    const definitions = { main: machine({ Ask: nested('.sync:2') }), child }
    const before = start(definitions)
    const arn = await before.begin({ who: 'ada' })
    const after = start(definitions, before.state)
    after.executions.resume()
    await after.turn()
    expect(after.executions.list(arnOf('child'))).toHaveLength(1)
    call(after, 'SendTaskSuccess', { taskToken: before.asked[0]?.token, output: '1' })
    await after.turn()
    expect(outcomeOf(after, arn)).toMatchObject({ status: 'SUCCEEDED', output: { Output: 1 } })
  })
})

describe('an execution that is redriven', () => {
  const twoSteps = {
    main: machine({
      Ask: { ...ask, ResultPath: '$.first', Next: 'Again' },
      Again: { ...ask, ResultPath: '$.second', End: true },
    }),
  }
  const failedInSecond = async (world: World) => {
    const arn = await world.begin({ who: 'ada' })
    call(world, 'SendTaskSuccess', { taskToken: world.asked[0]?.token, output: '1' })
    await world.turn()
    call(world, 'SendTaskFailure', { taskToken: world.asked[1]?.token, error: 'Down' })
    await world.turn()
    return arn
  }

  it('an execution that is redriven continues at the failed state, with the earlier outputs', async () => {
    const world = start(twoSteps)
    const arn = await failedInSecond(world)
    call(world, 'RedriveExecution', { executionArn: arn })
    await world.turn()
    expect(world.asked).toHaveLength(3)
    call(world, 'SendTaskSuccess', { taskToken: world.asked[2]?.token, output: '2' })
    await world.turn()
    expect(outcomeOf(world, arn)).toEqual({ status: 'SUCCEEDED', output: { who: 'ada', first: 1, second: 2 } })
    expect(call(world, 'DescribeExecution', { executionArn: arn })).toMatchObject({ redriveCount: 1 })
  })

  it('an execution that is redriven is refused while it runs, once it has succeeded, and fourteen days after its end', async () => {
    const world = start(twoSteps)
    const running = await world.begin({ who: 'ada' })
    expect(() => call(world, 'RedriveExecution', { executionArn: running })).toThrow(/RUNNING/)
    for (const place of [0, 1]) {
      call(world, 'SendTaskSuccess', { taskToken: world.asked[place]?.token, output: '1' })
      await world.turn()
    }
    expect(() => call(world, 'RedriveExecution', { executionArn: running })).toThrow(/SUCCEEDED/)
    const other = start(twoSteps)
    const failed = await failedInSecond(other)
    await other.travel(14 * day + minute)
    expect(() => call(other, 'RedriveExecution', { executionArn: failed })).toThrow(/14 days/)
  })
})
