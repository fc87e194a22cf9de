import { describe, expect, it } from 'vitest'
import { type Host, interpret } from '../../../local/emulator/asl/interpreter.ts'
import { loadMachine } from '../../../local/emulator/asl/machine.ts'
import { member, parseJson } from '../../../local/emulator/json.ts'

const fn = 'arn:aws:lambda:eu-west-1:000000000000:function:step'
type Play = (event: unknown) => unknown

class Failing extends Error {}

/** Runs a machine. A function stands in for its tasks, and the clock jumps to the end of each wait. */
const play = async (definition: unknown, input: unknown, task: Play = (event) => event) => {
  let now = Date.parse('2026-03-18T00:00:00Z')
  const waits: string[] = []
  const host: Host = {
    now: () => now,
    check: () => {},
    openToken: () => ({ token: 'token', isNew: true }),
    awaitToken: async () => null,
    endToken: () => {},
    runNested: async () => ({ status: 'SUCCEEDED' }),
    waitUntil: async (moment, state) => {
      waits.push(`${state} ${new Date(moment).toISOString()}`)
      now = Math.max(now, moment)
    },
    services: {
      invoke: async (_arn, event) => {
        try {
          return { ok: true, payload: JSON.stringify((await task(parseJson(event))) ?? null) }
        } catch (error) {
          const { name, message } = error instanceof Error ? error : new Failing('?')
          return { ok: false, error: { errorType: name, errorMessage: message } }
        }
      },
      putEvents: async (entries) => ({ Entries: entries }),
      sendMessage: async () => ({}),
      startExecution: async () => ({}),
    },
  }
  const machine = loadMachine(definition)
  const context = { Execution: { Id: 'arn', Name: 'run', StartTime: '2026-03-18T00:00:00.000Z', Input: input } }
  const output = await interpret(
    machine,
    { state: machine.startAt, input, enteredAt: now },
    { host, context, entered: () => {}, place: '' },
  )
  return { output, waits }
}
const only = (state: Readonly<Record<string, unknown>>) => ({ StartAt: 'S', States: { S: state } })
const pass = (parameters: unknown, input: unknown = {}) =>
  play(only({ Type: 'Pass', Parameters: parameters, End: true }), input).then(({ output }) => output)
const failed = (name: string) => Object.assign(new Failing(`it is ${name}`), { name })

describe('loading a definition', () => {
  it.each([
    ['JSONata', { QueryLanguage: 'JSONata', ...only({ Type: 'Succeed' }) }],
    ['an unknown field', only({ Type: 'Pass', End: true, Assign: {} })],
    ['an unknown state type', only({ Type: 'Loop', End: true })],
    ['an activity', only({ Type: 'Task', Resource: 'arn:aws:states:eu-west-1:000000000000:activity:a', End: true })],
    ['a token of a function', only({ Type: 'Task', Resource: `${fn}.waitForTaskToken`, End: true })],
    [
      'a token of the SDK',
      only({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken', End: true }),
    ],
    [
      'two limits at once',
      only({ Type: 'Task', Resource: fn, TimeoutSeconds: 1, TimeoutSecondsPath: '$.t', End: true }),
    ],
    ['a path with a filter', only({ Type: 'Pass', InputPath: '$.a[?(@.b)]', End: true })],
    ['an unknown intrinsic function', only({ Type: 'Pass', Parameters: { 'a.$': 'States.Magic($)' }, End: true })],
    [
      'an unknown comparison',
      only({ Type: 'Choice', Choices: [{ Variable: '$.a', StringSoundsLike: 'b', Next: 'S' }] }),
    ],
    [
      'a distributed map',
      only({
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...only({ Type: 'Succeed' }) },
        End: true,
      }),
    ],
    ['a target that is not there', only({ Type: 'Pass', Next: 'Nowhere' })],
    ['a state that leads nowhere', only({ Type: 'Pass' })],
    ['a wait without a time', only({ Type: 'Wait', End: true })],
  ])('loading a definition refuses %s', (_name, definition) => {
    expect(() => loadMachine(definition)).toThrow()
  })
})

describe('data', () => {
  it('data transforms input and output in the order of the specification', async () => {
    const state = {
      Type: 'Task',
      Resource: fn,
      InputPath: '$.order',
      Parameters: { 'id.$': '$.id', 'run.$': '$$.Execution.Name', 'state.$': '$$.State.Name' },
      ResultSelector: { 'seen.$': '$.id' },
      ResultPath: '$.result',
      OutputPath: '$.result',
      End: true,
    }
    const seen: unknown[] = []
    const { output } = await play(only(state), { order: { id: 7 } }, (event) => {
      seen.push(event)
      return event
    })
    expect(seen).toEqual([{ id: 7, run: 'run', state: 'S' }])
    expect(output).toEqual({ seen: 7 })
  })

  it('data drops a result or an input if its path is null', async () => {
    const state = { Type: 'Task', Resource: fn, InputPath: null, ResultPath: null, End: true }
    const { output } = await play(only(state), { a: 1 }, () => 'ignored')
    expect(output).toEqual({})
  })

  it('data fails on a path that finds nothing', async () => {
    await expect(pass({ 'a.$': '$.missing' })).rejects.toMatchObject({ name: 'States.ParameterPathFailure' })
  })

  it('data computes the intrinsic functions, nested ones too', async () => {
    const input = { id: 'p1', list: [1, 2], json: '{"a":1}', n: 4 }
    expect(
      await pass(
        {
          'format.$': "States.Format('close-{}-{}', $.id, States.MathAdd($.n, -1))",
          'escaped.$': "States.Format('it\\'s \\{\\} {}', $.id)",
          'array.$': "States.Array($.id, 1, true, null, 'x')",
          'range.$': 'States.ArrayRange(0, $.n, 2)',
          'text.$': 'States.JsonToString($.list)',
          'parsed.$': 'States.StringToJson($.json)',
          'length.$': 'States.ArrayLength($.list)',
          'parts.$': 'States.ArrayPartition(States.ArrayRange(1, 5, 1), 2)',
        },
        input,
      ),
    ).toEqual({
      format: 'close-p1-3',
      escaped: "it's {} p1",
      array: ['p1', 1, true, null, 'x'],
      range: [0, 2, 4],
      text: '[1,2]',
      parsed: { a: 1 },
      length: 2,
      parts: [[1, 2], [3, 4], [5]],
    })
  })
})

describe('choices', () => {
  const choose = async (rule: object, input: unknown) => {
    const definition = {
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
        Yes: { Type: 'Pass', Result: true, End: true },
        No: { Type: 'Pass', Result: false, End: true },
      },
    }
    return (await play(definition, input)).output
  }
  it.each([
    [{ Variable: '$.a', NumericGreaterThanEquals: 3 }, { a: 3 }, { a: 2 }],
    [
      { Variable: '$.a', NumericEqualsPath: '$.b' },
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ],
    [{ Variable: '$.a', StringMatches: 'x*z' }, { a: 'xyz' }, { a: 'xy' }],
    [{ Variable: '$.a', BooleanEquals: true }, { a: true }, { a: 'true' }],
    [{ Variable: '$.a', IsPresent: true }, { a: null }, {}],
    [
      { Variable: '$.a', TimestampLessThan: '2026-03-29T01:00:00+01:00' },
      { a: '2026-03-28T23:59:59Z' },
      { a: '2026-03-29T00:00:00Z' },
    ],
    [{ Not: { Variable: '$.a', StringEquals: 'x' } }, { a: 'y' }, { a: 'x' }],
    [
      {
        And: [
          { Variable: '$.a', IsPresent: true },
          {
            Or: [
              { Variable: '$.a', IsNull: true },
              { Variable: '$.a', IsString: true },
            ],
          },
        ],
      },
      { a: 's' },
      { a: 1 },
    ],
  ])('choices: %j', async (rule, yes, no) => {
    expect(await choose(rule, yes)).toBe(true)
    expect(await choose(rule, no)).toBe(false)
  })

  it('choices fail if none matches and there is no default', async () => {
    const definition = only({ Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'S' }] })
    await expect(play(definition, { a: 2 })).rejects.toMatchObject({ name: 'States.NoChoiceMatched' })
  })
})

describe('time', () => {
  it.each([
    [{ Seconds: 75 }, {}, '2026-03-18T00:01:15.000Z'],
    [{ SecondsPath: '$.s' }, { s: 60 }, '2026-03-18T00:01:00.000Z'],
    [{ Timestamp: '2026-03-29T01:30:00Z' }, {}, '2026-03-29T01:30:00.000Z'],
    [{ TimestampPath: '$.at' }, { at: '2026-03-29T03:30:00+02:00' }, '2026-03-29T01:30:00.000Z'],
  ])('time waits as %j says', async (wait, input, moment) => {
    const { waits } = await play(only({ Type: 'Wait', ...wait, End: true }), input)
    expect(waits).toEqual([`S ${moment}`])
  })
})

describe('failures', () => {
  const retry = [
    { ErrorEquals: ['TooEarly'], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 1 },
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 3, MaxDelaySeconds: 20 },
  ]
  const state = {
    Type: 'Task',
    Resource: fn,
    Retry: retry,
    Next: 'Done',
    Catch: [{ ErrorEquals: ['States.TaskFailed'], ResultPath: '$.fault', Next: 'Caught' }],
  }
  const definition = {
    StartAt: 'S',
    States: { S: state, Done: { Type: 'Succeed' }, Caught: { Type: 'Pass', End: true } },
  }

  it('failures are retried with the delays and attempts of each retrier', async () => {
    let calls = 0
    const { output, waits } = await play(definition, { kept: 1 }, () => {
      calls += 1
      throw failed(calls <= 3 ? 'TooEarly' : 'Other')
    })
    const seconds = waits.map((wait) => (Date.parse(wait.slice(-24)) - Date.parse('2026-03-18T00:00:00Z')) / 1000)
    expect(calls).toBe(3)
    expect(seconds).toEqual([60, 120])
    expect(output).toMatchObject({ kept: 1, fault: { Error: 'TooEarly' } })
  })

  it('failures are retried up to the longest delay, then handled by the catcher', async () => {
    const { waits, output } = await play(definition, { kept: 1 }, () => {
      throw failed('Other')
    })
    const seconds = waits.map((wait) => (Date.parse(wait.slice(-24)) - Date.parse('2026-03-18T00:00:00Z')) / 1000)
    expect(seconds).toEqual([5, 20, 40])
    expect(parseJson(String(member(member(output, 'fault'), 'Cause')))).toMatchObject({
      errorType: 'Other',
      errorMessage: 'it is Other',
    })
  })

  it('failures include the error of a Fail state', async () => {
    const end = play(only({ Type: 'Fail', Error: 'NotAllowed', CausePath: '$.why' }), { why: 'because' })
    await expect(end).rejects.toMatchObject({ name: 'NotAllowed', cause: 'because' })
  })
})

describe('maps and branches', () => {
  it('maps and branches keep the order of the items and never run more in parallel than allowed', async () => {
    let running = 0
    let most = 0
    const map = {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 2,
      ItemSelector: { 'value.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index', 'all.$': '$.name' },
      ItemProcessor: only({ Type: 'Task', Resource: fn, End: true }),
      ResultPath: '$.done',
      End: true,
    }
    const { output } = await play(only(map), { name: 'n', items: ['c', 'a', 'b'] }, async (event) => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, member(event, 'value') === 'c' ? 20 : 5))
      running -= 1
      return `${String(member(event, 'index'))}${String(member(event, 'value'))}${String(member(event, 'all'))}`
    })
    expect(member(output, 'done')).toEqual(['0cn', '1an', '2bn'])
    expect(most).toBe(2)
  })

  it('maps and branches return the outputs of parallel branches in order', async () => {
    const branches = [only({ Type: 'Pass', Result: 1, End: true }), only({ Type: 'Pass', Result: 2, End: true })]
    expect((await play(only({ Type: 'Parallel', Branches: branches, End: true }), {})).output).toEqual([1, 2])
  })
})
