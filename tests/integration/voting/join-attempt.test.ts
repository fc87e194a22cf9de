// Everything anyone could hold after a vote, and an attempt to join voter and ballot with it.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { engineCall } from '../../../local/engine-call.ts'
import { ResidentId } from '../../../shared/kernel/ids.ts'
import { ballotHash } from '../../../shared/voting/ballot.ts'
import { castBallot, issuePermit } from '../../../shared/voting/operations.ts'
import { rollMark } from '../../../shared/voting/permit.ts'
import type { Poll } from '../../../shared/voting/poll.ts'
import { engineClient, engineEndpoint } from '../../support/engine.ts'
import { always, type FaultyEngine, startFaultyEngine } from '../../support/faults.ts'
import { type Answered, type HttpInput, httpEvent } from '../../support/http-event.ts'
import { correlation, joinsByValue, momentsIn, type Records } from '../../support/join.ts'
import { secretsNamed, whileOpen } from '../../support/polls.ts'
import {
  announce,
  blind,
  close,
  itemsUnder,
  openBallots,
  scan,
  startVoting,
  type Voting,
} from '../../support/voting.ts'

const choices = [['bench'], ['trees'], ['bench', 'swing'], []] as const
const voters = Array.from({ length: 12 }, (_, index) => `${index}-${randomUUID()}`)

type Items = Awaited<ReturnType<typeof scan>>
type Handler = (
  event: unknown,
  context: unknown,
) => Promise<{
  readonly statusCode: number
  readonly body?: string
  readonly headers: { readonly [name: string]: string }
}>

/**
 * What a browser and a gateway add to a request, each value nobody else's. Nothing but the value: where all begin alike,
 * eight bytes of which seven are everybody's would be taken for a find.
 */
const tellTales = () => ({
  authorization: randomBytes(40).toString('base64url'),
  'user-agent': randomUUID(),
  'x-forwarded-for': randomBytes(8).toString('hex'),
  'x-amzn-trace-id': randomBytes(12).toString('hex'),
})

const ask = async (handler: Handler, operation: Parameters<typeof httpEvent>[0], input: HttpInput) => {
  const headers = tellTales()
  const event = httpEvent(operation, { at: whileOpen, ...input, headers })
  const { statusCode, headers: answered, body } = await handler(event, { awsRequestId: randomUUID() })
  const answer: Answered = {
    status: statusCode,
    headers: answered,
    body: body === undefined ? undefined : JSON.parse(body),
  }
  return { answer, seen: [headers, event.requestContext.requestId, answer] }
}

/** Everything in the stream of a table since it was made. */
const streamOf = async (name: string): Promise<Items> => {
  const { Table } = await engineClient().send(new DescribeTableCommand({ TableName: name }))
  const call = engineCall(engineEndpoint(), 'DynamoDBStreams_20120810')
  const StreamArn = Table?.LatestStreamArn
  const { StreamDescription } = z
    .object({ StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }) })
    .parse(await call('DescribeStream', { StreamArn }))
  const images: Items = []
  for (const { ShardId } of StreamDescription.Shards) {
    const { ShardIterator } = z
      .object({ ShardIterator: z.string() })
      .parse(await call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }))
    const { Records } = z
      .object({ Records: z.array(z.object({ dynamodb: z.object({ NewImage: z.any().optional() }).loose() })) })
      .parse(await call('GetRecords', { ShardIterator }))
    for (const { dynamodb } of Records)
      images.push({
        ...dynamodb,
        ...(dynamodb.NewImage === undefined ? {} : { NewImage: unmarshall(dynamodb.NewImage) }),
      })
  }
  return images
}

describe('somebody who holds every dump', () => {
  let engine: FaultyEngine
  let voting: Voting
  let poll: Poll
  let people: Records
  let ballots: Records
  const said: string[] = []
  const castOrder: string[] = []
  /** By voter: all that was seen or written when the permit was taken. By the hash of its permit: all about a ballot. */
  const atPermit = new Map<string, unknown[]>()
  const atBallot = new Map<string, unknown[]>()
  const during = { cast: { log: '', aws: 0, main: 0 } }
  let dump: { readonly main: Items; readonly box: Items; readonly stream: Items }

  const vote = async () => {
    const { roll: rollKey } = (await secretsNamed()).secrets
    const inHand = []
    for (const sub of voters) {
      const { blindedMessage, unblind } = await blind(poll)
      const birthDate = `19${50 + voters.indexOf(sub)}-05-17`
      const { answer, seen } = await ask(voting.functions.issuePermit, issuePermit, {
        params: { pollId: poll.frozen.pollId },
        body: { blindedMessage },
        by: { sub, ward: 'oude-noorden', birthDate },
      })
      const mark = rollMark(rollKey, ResidentId.parse(sub))
      atPermit.set(sub, [sub, birthDate, mark, blindedMessage, ...seen])
      inHand.push({ permit: await unblind(answer), options: choices[voters.indexOf(sub) % 4] ?? [] })
    }
    const [before, calls, aws] = [said.length, engine.calls.length, voting.aws.calls.length]
    for (const { permit, options } of inHand.sort(() => Math.random() - 0.5)) {
      const input = { params: { pollId: poll.frozen.pollId }, body: { permit, choice: { options } } }
      const { seen } = await ask(voting.functions.castBallot, castBallot, input)
      castOrder.push(ballotHash(permit))
      atBallot.set(ballotHash(permit), [permit, ...seen])
    }
    const toMain = engine.calls.slice(calls).filter(({ tables }) => tables.includes(voting.table.name))
    during.cast = { log: said.slice(before).join(''), aws: voting.aws.calls.length - aws, main: toMain.length }
  }

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        said.push(String(chunk))
        return true
      })
    engine = await startFaultyEngine()
    voting = await startVoting(engine.endpoint)
    poll = await announce(voting, { shards: 4 })
    await vote()
    dump = {
      main: await scan(voting.table),
      box: await itemsUnder(voting.box, `POLL#${poll.frozen.pollId}`),
      stream: await streamOf(voting.table.name),
    }
    ;[people, ballots] = [voterRecords(), boxRecords()]
    await close(voting, poll)
    vi.restoreAllMocks()
  })
  afterAll(() => Promise.all([voting.stop(), engine.stop()]))

  /** What is known of each voter, with the roll, and with every stream image, call and line that names them anyhow. */
  const voterRecords = (): Records => {
    const others = [
      ...dump.main,
      ...dump.stream,
      ...engine.calls.filter(({ tables }) => tables.includes(voting.table.name)),
    ]
    return new Map(
      voters.map((sub) => {
        const known = atPermit.get(sub) ?? []
        const mark = String(known[2])
        return [sub, [...known, ...others.filter((record) => JSON.stringify(record).includes(mark))]]
      }),
    )
  }
  const boxRecords = (): Records => {
    const calls = engine.calls.filter(({ tables }) => tables.includes(voting.box.name))
    return new Map(
      dump.box.map((item) => {
        const hash = String(item.sk).replace('BALLOT#', '')
        return [hash, [item, ...(atBallot.get(hash) ?? []), ...calls.filter(({ body }) => body.includes(hash))]]
      }),
    )
  }

  it('has what there is to have: twelve marks, twelve ballots, their images and their calls', () => {
    expect([...people.values()].map((records) => records.length)).toEqual(voters.map(() => 10))
    expect([...ballots.values()].map((records) => records.length)).toEqual(voters.map(() => 6))
    expect(dump.stream.length).toBeGreaterThanOrEqual(voters.length)
  })

  it('finds no value, part of a value, or hash of a value that a voter and a ballot have in common', () => {
    expect(joinsByValue(people, ballots)).toEqual([])
  })

  it('finds nothing of a ballot in the main table, its stream, the other services, the log or the events', () => {
    const everythingElse = JSON.stringify([
      dump.main,
      dump.stream,
      said,
      voting.aws.calls.filter(({ service }) => service !== 's3'),
    ])
    for (const { sealed, sk } of dump.box)
      for (const value of [Buffer.from(z.instanceof(Uint8Array).parse(sealed)).toString('base64'), sk])
        for (let at = 0; at + 12 <= String(value).length; at += 12)
          expect(everythingElse).not.toContain(String(value).slice(at, at + 12))
  })

  it('finds nothing of a voter in the box, in what is published, or in any log', () => {
    const published = [...voting.aws.objects].map(([name, bytes]) => name + bytes.toString())
    const theirs = JSON.stringify([dump.box, published, said])
    for (const [sub, known] of atPermit) {
      const [, birthDate, mark, blindedMessage] = known.map(String)
      for (const value of [sub, birthDate, mark, blindedMessage?.slice(0, 40), blindedMessage?.slice(-40)])
        expect(theirs).not.toContain(value)
    }
  })

  it('finds no moment in the box', () => {
    expect(momentsIn(dump.box)).toEqual([])
    expect(dump.box.map((item) => Object.keys(item).sort())).toEqual(dump.box.map(() => ['pk', 'sealed', 'sk']))
  })

  it('finds no order: ballots lie by the hash of a random number, and nothing follows the box', async () => {
    for (const items of Map.groupBy(dump.box, ({ pk }) => pk).values()) {
      const keys = items.map(({ sk }) => String(sk))
      expect(keys).toEqual(keys.toSorted())
    }
    const opened = await openBallots(poll, dump.box)
    for (const [index, { sk }] of dump.box.entries()) {
      const hash = createHash('sha256')
        .update(Buffer.from(String(opened[index]?.permit.message), 'base64url'))
        .digest('hex')
      expect(sk).toBe(`BALLOT#${hash}`)
    }
    expect(
      Math.abs(
        correlation(
          castOrder,
          dump.box.map(({ sk }) => String(sk).replace('BALLOT#', '')),
        ),
      ),
    ).toBeLessThan(0.95)
    const { Table } = await engineClient().send(new DescribeTableCommand({ TableName: voting.box.name }))
    expect(Table?.LatestStreamArn).toBeUndefined()
  })

  // The key is unwrapped once for all ballots that a function takes: what KMS notes of it is no voter's moment.
  it('finds that casting said nothing, and reached beyond the box only once, for the poll and its key', async () => {
    expect(during.cast).toEqual({ log: '', aws: 1, main: 2 })
  })

  it('finds nothing said even when casting fails', async () => {
    const lines: string[] = []
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0)
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation((...words) => void lines.push(words.join(' ')))
    const other = await announce(voting)
    engine.choose = always('PutItem', 'lost-before')
    const [permit] = [...atBallot.values()].map(([first]) => first)
    const input = { params: { pollId: other.frozen.pollId }, body: { permit, choice: { options: ['bench'] } } }
    vi.setSystemTime(whileOpen)
    const { answer } = await ask(voting.functions.castBallot, castBallot, input)
    const whenCasting = lines.splice(0)
    const { blindedMessage } = await blind(other)
    const by = { sub: 'anna', ward: 'oude-noorden', birthDate: '1980-05-17' }
    await ask(voting.functions.issuePermit, issuePermit, { ...input, by, body: { blindedMessage } })
    engine.choose = () => undefined
    vi.restoreAllMocks()
    // The same failure of the other request is said, so this would have heard it.
    expect(lines.join('')).toContain('operation-failed')
    expect(answer.status).toBe(503)
    expect(JSON.stringify(answer.body)).not.toContain('correlationId')
    expect(whenCasting).toEqual([])
  })

  describe('finds a leak when there is one:', () => {
    const leakyBallot = () => String(dump.box[5]?.sk).replace('BALLOT#', '')
    const leaking = (leak: (sub: string) => string): Records =>
      new Map(ballots).set(leakyBallot(), [...(ballots.get(leakyBallot()) ?? []), { note: leak(voters[3] ?? '') }])
    const hash = (text: string) => createHash('sha256').update(text)

    it.each<[string, (sub: string) => string]>([
      ['the name of the voter', (sub) => sub],
      ['its hash in hexadecimal', (sub) => hash(sub).digest('hex')],
      ['its hash in base64', (sub) => hash(sub).digest('base64')],
      ['the beginning of its hash', (sub) => hash(sub).digest('hex').slice(0, 16)],
      [
        'the mark on the roll in base64url',
        (sub) => Buffer.from(String(atPermit.get(sub)?.[2]), 'hex').toString('base64url'),
      ],
      ['a part of the blinded message', (sub) => String(atPermit.get(sub)?.[3]).slice(100, 120)],
      ['the id of the first request', (sub) => String(atPermit.get(sub)?.[5])],
      ['what the browser sent along, in JSON', (sub) => JSON.stringify({ from: atPermit.get(sub)?.[4] })],
    ])('%s beside a ballot', (_, leak) => {
      expect(joinsByValue(people, leaking(leak))).toEqual([`${voters[3]} = ${leakyBallot()}`])
    })

    it('the permit beside a voter', () => {
      const records = new Map(people)
      const [permit] = [...atBallot.values()].map(([first]) => z.object({ message: z.string() }).parse(first))
      records.set('resident-x', [{ lastBallot: permit?.message.slice(10, 40) }])
      expect(joinsByValue(records, ballots)).toHaveLength(1)
    })

    it.each([
      ['a date', whileOpen],
      ['seconds', 1_773_576_000],
      ['milliseconds in a text', '1773576000000'],
      ['an id in order of time', v7()],
      ['a sortable id', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
      ['a counter', 4],
    ])('%s beside a ballot', (_, moment) => {
      expect(momentsIn(dump.box.map((item) => ({ ...item, note: moment })))).toContain('note')
    })

    it('ballots in the order in which they were cast', () => {
      expect(correlation(castOrder, castOrder)).toBe(1)
      expect(correlation(castOrder, castOrder.toReversed())).toBe(-1)
    })
  })
})
