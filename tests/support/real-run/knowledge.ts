// What an attacker knows after a real vote: every dump, what each resident sent while signed in, and when.
import * as z from 'zod'
import type { Channel, Knowledge, KnownVoter } from '../join/attack.ts'
import { votesOf } from './outside.ts'
import type { Resident } from './residents.ts'
import type { Moment, RealRun } from './run.ts'
import type { Item } from './tables.ts'
import type { Exchange } from './wire.ts'

const isBallot = ({ path }: Exchange) => path.endsWith('/ballots')
/** Without the date: the attack has the moment separately, and equal seconds would count as a shared value. */
const sent = ({ answered: { date: _, ...answered }, at: __, ...exchange }: Exchange) => ({ ...exchange, answered })
/** Without what network and gateway add, which is equal for all requests from that address. */
const sentUnsigned = ({ method, path, headers, body, answer, answered }: Exchange) => {
  const { date: _, 'apigw-requestid': __, ...answerHeaders } = answered
  return { method, path, headers, body, answer, answerHeaders }
}
/** A line of an access log that contains more than any of our logs. */
const logged = ({ address, answered, body, answer }: Exchange) => ({
  address,
  requestId: answered['apigw-requestid'],
  lengths: [body.length, answer.length],
})

const castBy = ({ cast, name }: Resident) => {
  if (cast === undefined) throw new Error(`${name} has not voted`)
  return cast
}

const knownOf = ({ sub, token, birthDate, exchanges }: Resident): readonly unknown[] => {
  const [ballots, permits] = [exchanges.filter(isBallot), exchanges.filter((exchange) => !isBallot(exchange))]
  return [sub, token, birthDate, ...permits.map(sent), ...ballots.map(logged)]
}

const voterOf = (resident: Resident): KnownVoter => {
  const { sub, exchanges } = resident
  const permits = exchanges.filter((exchange) => !isBallot(exchange))
  const ballots = exchanges.filter((exchange) => isBallot(exchange) && exchange.status === 200)
  const cast = castBy(resident)
  return {
    called: [sub],
    permitAt: Math.max(...permits.map(({ at }) => at)),
    castAt: ballots.map(({ at }) => at),
    ballot: cast.hash,
    choice: cast.options.toSorted().join(','),
  }
}

const box = (moment: Moment) => moment.tables.find(({ name }) => name.endsWith('ballot-box'))?.items ?? []
const sealedIn = (items: readonly Item[]) =>
  new Map(items.map(({ sk, sealed }) => [String(sk).replace('BALLOT#', ''), z.instanceof(Uint8Array).parse(sealed)]))

const replacedSince = (early: readonly Item[], late: readonly Item[]) => {
  const after = sealedIn(late)
  return [...sealedIn(early)].filter(
    ([hash, sealed]) => !Buffer.from(sealed).equals(after.get(hash) ?? new Uint8Array()),
  )
}

const channelsOf = (when: string, moment: Moment): Channel[] => {
  const channel = (name: string, records: readonly unknown[], mayName: Channel['mayName']) => ({
    name: `${name}, ${when}`,
    records,
    mayName,
  })
  const whom = (table: string) => (table.endsWith('ballot-box') ? 'ballots' : 'voters')
  return [
    ...moment.tables.flatMap(({ name, items, stream }) => [
      channel(`table ${name}`, items, whom(name)),
      ...(stream === undefined ? [] : [channel(`stream of ${name}`, stream, 'voters')]),
    ]),
    // A log line about a failed request contains its request id, as an access log does.
    channel('logs', moment.logs, 'voters'),
    channel('events', moment.events, 'nobody'),
    channel('queues', Object.entries(moment.queues), 'nobody'),
    channel('executions', moment.executions, 'nobody'),
    channel('schedules', moment.schedules, 'nobody'),
    channel('calls to services', moment.awsCalls, 'nobody'),
    ...moment.disk.engine.tables.map(({ name, rows }) => channel(`engine’s disk, ${name}`, rows, whom(name))),
    ...moment.disk.runner.tables.map(({ name, rows }) => channel(`runner’s disk, ${name}`, rows, 'nobody')),
  ]
}

const filesOf = (when: string, { disk }: Moment) =>
  Object.entries(disk).flatMap(([whose, { files }]) =>
    files.map(({ name, bytes }) => ({ name: `${whose}’s disk, ${name}, ${when}`, bytes })),
  )

const numberIn = (base64url: string) => BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`)
const Jwk = z.object({ n: z.string() })
const BlindAnswer = z.object({ blindSignature: z.string() })
const CastBody = z.object({ permit: z.object({ message: z.string(), signature: z.string() }) })

const answersOf = <Body>({ exchanges }: Resident, end: string, schema: z.ZodType<Body>, side: 'answer' | 'body') =>
  exchanges
    .filter(({ path, status }) => path.endsWith(end) && status === 200)
    .map((exchange) => schema.parse(JSON.parse(exchange[side])))

/** The signatures given to voters and those on ballots, and the modulus of the poll's permit key. */
const blindOf = async ({ poll, residents }: RealRun) => {
  const der = Buffer.from(poll.permitKey, 'base64')
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  const key = await crypto.subtle.importKey('spki', der, algorithm, true, ['verify'])
  const { n } = Jwk.parse(await crypto.subtle.exportKey('jwk', key))
  const byResident = residents.map((resident) => ({
    name: resident.name,
    hash: castBy(resident).hash,
    given: answersOf(resident, '/permits', BlindAnswer, 'answer')[0]?.blindSignature ?? '',
    cast: answersOf(resident, '/ballots', CastBody, 'body')[0]?.permit.signature ?? '',
  }))
  return {
    modulus: numberIn(n),
    given: new Map(byResident.map(({ name, given }) => [name, numberIn(given)])),
    cast: new Map(byResident.map(({ hash, cast }) => [hash, numberIn(cast)])),
  }
}

export const knowledgeOf = async (run: RealRun): Promise<Knowledge> => {
  const { residents, early, open, closed, secrets, openedBox, objects, outside } = run
  const sealed = sealedIn(box(closed))
  const byHash = residents.toSorted((one, other) => (castBy(one).hash < castBy(other).hash ? -1 : 1))
  const unsigned = byHash.map((resident) => ({
    hash: castBy(resident).hash,
    requests: resident.exchanges.filter(isBallot).map(sentUnsigned),
  }))
  const votes = votesOf(outside.pb)
  const rows = votes.map((vote, row) => [`row ${row} of the .pb file`, [vote]] as const)
  const ballots = unsigned.map(({ hash, requests }) => [hash, [hash, requests, sealed.get(hash)]] as const)
  return {
    voters: new Map(residents.map((resident) => [resident.name, voterOf(resident)])),
    known: new Map(residents.map((resident) => [resident.name, knownOf(resident)])),
    ballots: new Map<string, readonly unknown[]>([...ballots, ...rows]),
    replaced: new Map(replacedSince(early, box(closed)).map(([hash, bytes]) => [`${hash}, replaced`, [bytes]])),
    channels: [
      ...channelsOf('open', open),
      ...channelsOf('closed', closed),
      { name: 'secrets, unwrapped', records: secrets, mayName: 'nobody' },
      { name: 'ballots, opened before the close', records: openedBox, mayName: 'ballots' },
      { name: 'requests with ballots', records: unsigned, mayName: 'ballots' },
      { name: 'bucket', records: objects, mayName: 'ballots' },
      { name: 'answers of the API', records: [outside.poll, outside.result, ...outside.counted], mayName: 'ballots' },
      { name: 'export, ndjson', records: [outside.ndjson], mayName: 'ballots' },
      { name: 'export, pb', records: votes, mayName: 'ballots' },
    ],
    files: [...filesOf('open', open), ...filesOf('closed', closed)],
    unlabelled: [{ name: 'export, pb', choices: votes.map(({ vote }) => vote.split(',').toSorted().join(',')) }],
    blind: await blindOf(run),
    partOf: () => 'the only part',
  }
}
