import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { envelopeOf } from '../../../events/envelope.ts'
import { pollCancelled } from '../../../events/voting.ts'
import { consume, on } from '../../../functions/runtime/consumer.ts'
import { implement, reply, serve } from '../../../functions/runtime/http.ts'
import { task } from '../../../functions/runtime/task.ts'
import { access } from '../../../shared/api/access.ts'
import { operationsOf } from '../../../shared/api/operation.ts'
import { languageOf, Problem } from '../../../shared/api/problem.ts'
import { send } from '../../support/services/http-event.ts'
import { fieldsOf, linesLogged } from '../../support/services/log-lines.ts'

type Handler = (event: unknown, context: unknown) => Promise<unknown>

const operation = operationsOf('wards', {})
const declaration = {
  method: 'GET',
  summary: { nl: 'Een ding', en: 'A thing' },
  access: access.public,
  responses: { 200: z.strictObject({ name: z.string() }) },
} as const
const getThing = operation({ ...declaration, id: 'getThing', path: '/thing' })
const castThing = operation({ ...declaration, id: 'castThing', path: '/silent', isSilent: true })

const servingWith = (answer: () => Promise<{ readonly status: 200; readonly body: { readonly name: string } }>) =>
  serve({ getThing, castThing }, { getThing: implement(getThing, answer), castThing: implement(castThing, answer) })
const failingWith = (fault: Error) => servingWith(async () => Promise.reject(fault))

const named = (name: string, message = 'arn:aws:dynamodb:eu-west-1:123456789012:table/secret') =>
  Object.assign(new Error(message), { name })

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a fault', () => {
  it.each(['ThrottlingException', 'TimeoutError', 'ProvisionedThroughputExceededException'])(
    '%s gets an answer with a retry in a few seconds',
    async (name) => {
      linesLogged()
      const { status, headers } = await send(failingWith(named(name)), getThing)
      expect([status, headers['retry-after']]).toEqual([503, '3'])
    },
  )

  it('a fault that was not expected reveals nothing internal', async () => {
    linesLogged()
    const { status, body } = await send(failingWith(named('AccessDeniedException')), getThing)
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toMatch(/arn:aws|secret|AccessDenied|\.ts/)
  })

  it('a fault is logged once, with its name and its request, without its message', async () => {
    const lines = linesLogged()
    const { body } = await send(failingWith(named('AccessDeniedException')), getThing)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('AccessDeniedException')
    expect(lines[0]).toContain(Problem.parse(body).correlationId)
    expect(lines[0]).not.toContain('secret')
  })

  it('a fault on a silent path has no log line and no correlation id', async () => {
    const lines = linesLogged()
    const { status, body } = await send(failingWith(named('AccessDeniedException')), castThing)
    expect([status, lines, Problem.parse(body).correlationId]).toEqual([500, [], undefined])
  })
})

describe('an answer', () => {
  it('an answer with undeclared fields is not sent', async () => {
    linesLogged()
    const secret = { name: 'Bo', iban: 'NL91ABNA0417164300' }
    const { status, body } = await send(
      servingWith(async () => reply(200, secret)),
      getThing,
    )
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('NL91')
  })
})

describe('the language of an answer', () => {
  it.each([
    [undefined, 'nl'],
    ['', 'nl'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['de, fr;q=0.9', 'nl'],
    ['nl;q=0.2, en;q=0.3', 'en'],
    ['en;q=0, nl;q=0.1', 'nl'],
    ['en;q=0', 'nl'],
    ['*', 'nl'],
  ] as const)('the language of an answer of %s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language)
  })
})

describe('a step of a state machine', () => {
  const step: Handler = task({
    name: 'count',
    input: z.strictObject({ shard: z.int() }),
    output: z.strictObject({ ballots: z.int().max(6) }),
    facts: ({ shard }) => ({ shard }),
    run: async ({ shard }) => (shard < 0 ? Promise.reject(named('TooEarlyError')) : { ballots: shard }),
  })

  it('a step of a state machine refuses input that does not conform to its schema', async () => {
    await expect(step({ shard: 'one' }, {})).rejects.toThrow(z.ZodError)
  })

  it('a step of a state machine fails with an error name that the state machine retries, and logs the step and the thing', async () => {
    const lines = linesLogged()
    await expect(step({ shard: -1 }, {})).rejects.toMatchObject({ name: 'TooEarlyError' })
    expect(fieldsOf(lines)).toMatchObject([{ level: 'ERROR', message: 'task-failed', operation: 'count', shard: -1 }])
    expect(lines.join()).toContain('TooEarlyError')
    expect(lines.join()).not.toContain('secret')
  })

  it('a step of a state machine fails if its output does not conform to its schema, so that the next step does not get it', async () => {
    const lines = linesLogged()
    await expect(step({ shard: 0.5 }, {})).rejects.toThrow(z.ZodError)
    await expect(step({ shard: 7 }, {})).rejects.toThrow(z.ZodError)
    expect(fieldsOf(lines)).toMatchObject([{ message: 'task-failed', shard: 7 }])
  })

  it('a step of a state machine returns its output and logs nothing', async () => {
    const lines = linesLogged()
    expect([await step({ shard: 3 }, {}), lines]).toEqual([{ ballots: 3 }, []])
  })
})

describe('a consumer of the bus', () => {
  const received: string[] = []
  const consumer: Handler = consume(on(pollCancelled, async ({ data }) => void received.push(data.wardCode)))
  const detail = {
    specversion: '1.0',
    id: '0193c3c6-7a00-7000-8000-0000000000aa',
    source: 'nl.wijk',
    type: pollCancelled.type,
    subject: 'polls/0193c3c6-7a00-7000-8000-0000000000cc',
    time: '2026-03-02T09:00:00.000Z',
    datacontenttype: 'application/json',
    data: { pollId: '0193c3c6-7a00-7000-8000-0000000000cc', wardCode: 'pernis' },
  }

  it('a consumer of the bus reacts to its event', async () => {
    expect(envelopeOf(pollCancelled).safeParse(detail).success).toBe(true)
    await consumer({ detail }, {})
    expect(received).toEqual(['pernis'])
  })

  it('a consumer of the bus fails on an event of another type, because the rule on the bus is wrong', async () => {
    await expect(consumer({ detail: { ...detail, type: 'nl.wijk.other.v1' } }, {})).rejects.toThrow('No reaction')
  })

  it('a consumer of the bus fails on an event that does not conform to its schema, and does nothing', async () => {
    linesLogged()
    await expect(consumer({ detail: { ...detail, data: { wardCode: 'pernis' } } }, {})).rejects.toThrow(z.ZodError)
    expect(received).toEqual(['pernis'])
  })
})
