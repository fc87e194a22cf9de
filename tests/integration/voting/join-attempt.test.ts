// Records everything that passes through the functions, tables and services while a ward votes, and tries to join voters to
// ballots with it. tests/e2e/nobody-can-join.test.ts attacks the traces of a whole system.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { nextNumber } from '../../../client/ballot.ts'
import { engineCall } from '../../../local/emulator/engine-call.ts'
import { ResidentId } from '../../../shared/kernel/ids.ts'
import { ballotHash } from '../../../shared/voting/box/ballot.ts'
import { castBallot, issuePermit } from '../../../shared/voting/operations.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import { mintPermit, privateKeyOf, secretsNamed, signedBallot, whileOpen } from '../../support/builders/voting/polls.ts'
import {
  announce,
  blind,
  close,
  itemsUnder,
  openBallots,
  scan,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'
import { engineClient, engineEndpoint } from '../../support/engine/engine.ts'
import { always, type FaultyEngine, startFaultyEngine } from '../../support/engine/faults.ts'
import { attack, type Channel, type Knowledge } from '../../support/join/attack.ts'
import { type Answered, type HttpInput, httpEvent } from '../../support/services/http-event.ts'

const choices = [['bench'], ['trees'], ['bench', 'swing'], []] as const
const voters = Array.from({ length: 20 }, (_, index) => `${index}-${randomUUID()}`)

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
 * Headers that a browser and a gateway add, with unique values in each request. The values have no common prefix: the attack
 * compares eight bytes at a time, so a prefix shared by all requests would be reported as a match.
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

/** Collects everything written to stdout, stderr and the console, until the mocks are restored. */
const listen = (lines: string[]): void => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0)
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void lines.push(words.join(' ')))
}

/** All records in the stream of a table. */
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

describe('an attacker who has every dump', () => {
  let engine: FaultyEngine
  let voting: Voting
  let poll: Poll
  let knowledge: Knowledge
  const said: string[] = []
  /** By voter: the hash of the ballot, and when permit and ballot were requested, in milliseconds. All these moments differ. */
  const voted = new Map<string, { readonly permitAt: number; readonly castAt: number; readonly hash: string }>()
  /** By voter: everything seen or written when the permit was taken. By hash of the permit: everything about the ballot. */
  const atPermit = new Map<string, readonly unknown[]>()
  const atBallot = new Map<string, readonly unknown[]>()
  const during = { cast: { log: '', aws: 0, main: 0 } }
  let dump: { readonly main: Items; readonly box: Items; readonly stream: Items }
  let moment = Date.parse(whileOpen)
  const nextMoment = () => {
    moment += 7_311
    return moment
  }

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
      const options = choices[voters.indexOf(sub) % 4] ?? []
      inHand.push({ sub, permitAt: nextMoment(), permit: await unblind(answer), options })
    }
    const [before, calls, aws] = [said.length, engine.calls.length, voting.aws.calls.length]
    for (const { sub, permitAt, permit, options } of inHand.sort(() => Math.random() - 0.5)) {
      const body = signedBallot(poll.frozen, {
        permit,
        choice: { options: [...options] },
        number: nextNumber(undefined),
      })
      const input = { params: { pollId: poll.frozen.pollId }, body }
      const { seen } = await ask(voting.functions.castBallot, castBallot, input)
      const hash = ballotHash(permit)
      voted.set(sub, { permitAt, castAt: nextMoment(), hash })
      atBallot.set(hash, [permit, ...seen])
    }
    const toMain = engine.calls.slice(calls).filter(({ tables }) => tables.includes(voting.table.name))
    during.cast = {
      log: said.slice(before).join(''),
      aws: voting.aws.calls.length - aws,
      main: new Set(toMain.map(({ body }) => body)).size,
    }
  }

  beforeAll(async () => {
    listen(said)
    engine = await startFaultyEngine()
    voting = await startVoting(engine.endpoint)
    poll = await announce(voting, { shards: 4 })
    await vote()
    dump = {
      main: await scan(voting.table),
      box: await itemsUnder(voting.box, `POLL#${poll.frozen.pollId}`),
      stream: await streamOf(voting.table.name),
    }
    await close(voting, poll)
    knowledge = knowledgeOf()
    vi.restoreAllMocks()
  })
  afterAll(() => Promise.all([voting.stop(), engine.stop()]))

  const callsTo = (table: string) => engine.calls.filter(({ tables }) => tables.includes(table))
  const keyOf = ({ sk }: Items[number]) => String(sk).replace('BALLOT#', '')

  const channels = (): Channel[] => {
    const toBox = callsTo(voting.box.name)
    const ofBallots = [...atBallot].sort(([one], [other]) => (one < other ? -1 : 1))
    const requested = ofBallots.map(([hash, seen]) => [...seen, ...toBox.filter(({ body }) => body.includes(hash))])
    // Lines and object names are searched separately. Otherwise the poll id in a part with one ballot would count as that ballot’s.
    const lines = [...voting.aws.objects.values()].flatMap((body) => body.toString('latin1').split('\n'))
    const published = [...voting.aws.objects.keys(), ...lines]
    const others = voting.aws.calls.filter(({ service }) => service !== 's3')
    return [
      { name: 'box', records: dump.box, mayName: 'ballots' },
      { name: 'main', records: dump.main, mayName: 'voters' },
      { name: 'stream', records: dump.stream, mayName: 'voters' },
      { name: 'calls to the main table', records: callsTo(voting.table.name), mayName: 'voters' },
      { name: 'requests with ballots, and their calls', records: requested, mayName: 'ballots' },
      { name: 'published', records: published, mayName: 'ballots' },
      { name: 'log', records: said, mayName: 'nobody' },
      { name: 'other services', records: others, mayName: 'nobody' },
    ]
  }

  const knowledgeOf = (): Knowledge => {
    const parts = new Map(dump.box.map((item) => [keyOf(item), String(item.pk)]))
    const people = [...voted].map(([sub, { permitAt, castAt, hash }]) => {
      const voter = { called: [sub], permitAt, castAt: [castAt], ballot: hash, choice: '' }
      return [sub, voter] as const
    })
    return {
      voters: new Map(people),
      known: atPermit,
      ballots: new Map(dump.box.map((item) => [keyOf(item), [item, ...(atBallot.get(keyOf(item)) ?? [])]])),
      replaced: new Map(),
      channels: channels(),
      partOf: (hash) => parts.get(hash) ?? '',
    }
  }

  it('an attacker who has every dump has everything that exists: twenty marks, twenty ballots, their images and their calls', () => {
    const marks = dump.main.filter(({ pk }) => String(pk).includes('#ROLL#'))
    expect([marks.length, dump.box.length]).toEqual([voters.length, voters.length])
    expect(dump.stream.length).toBeGreaterThanOrEqual(voters.length)
    for (const { records } of knowledge.channels.filter(({ name }) => name !== 'log'))
      expect(records.length).toBeGreaterThan(0)
  })

  it('an attacker who has every dump finds no value, moment, order or size by which a voter and a ballot could be joined', () => {
    expect(attack(knowledge)).toEqual([])
  })

  it('an attacker who has every dump finds in the box only the key, sealed bytes, a random number and the digest of a text that nobody can guess', () => {
    const attributes = ['digest', 'number', 'pk', 'sealed', 'sk']
    expect(dump.box.map((item) => Object.keys(item).sort())).toEqual(dump.box.map(() => attributes))
    expect(new Set(dump.box.map(({ number }) => String(number).length))).toEqual(new Set([16]))
  })

  it('an attacker who has every dump finds no order: ballots are sorted by the hash of a random number, and the box has no stream', async () => {
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
    const { Table } = await engineClient().send(new DescribeTableCommand({ TableName: voting.box.name }))
    expect(Table?.LatestStreamArn).toBeUndefined()
  })

  // One unwrapping of the key serves all ballots that a function instance takes, so its record in KMS is not the time of any ballot.
  it('an attacker who has every dump finds no log of casting, and requests outside the box only for the poll and, once, for its key', async () => {
    expect(during.cast).toEqual({ log: '', aws: 1, main: 2 })
  })

  it('an attacker who has every dump finds no log even if casting fails', async () => {
    const lines: string[] = []
    listen(lines)
    const other = await announce(voting)
    engine.choose = always('PutItem', 'lost-before')
    const permit = mintPermit(privateKeyOf(await secretsNamed()))
    const body = signedBallot(other.frozen, { permit, choice: { options: ['bench'] }, number: 1 })
    const input = { params: { pollId: other.frozen.pollId }, body }
    vi.setSystemTime(whileOpen)
    const { answer } = await ask(voting.functions.castBallot, castBallot, input)
    const whenCasting = lines.splice(0)
    const { blindedMessage } = await blind(other)
    const by = { sub: 'anna', ward: 'oude-noorden', birthDate: '1980-05-17' }
    await ask(voting.functions.issuePermit, issuePermit, { ...input, by, body: { blindedMessage } })
    engine.choose = () => undefined
    vi.restoreAllMocks()
    // The same failure of the other request is logged, which shows that the test would have noticed a log line of casting.
    expect(lines.join('')).toContain('operation-failed')
    expect(answer.status).toBe(503)
    expect(JSON.stringify(answer.body)).not.toContain('correlationId')
    expect(whenCasting).toEqual([])
  })
})
