// Leaks that developers might cause without noticing, and the finding expected for each.
import { createHash, createHmac } from 'node:crypto'
import { v7 } from 'uuid'
import type { Knowledge, KnownVoter, Link } from '../join/attack.ts'
import {
  besideBallots,
  box,
  casterOf,
  changed,
  everybody,
  inOrderOf,
  knownAs,
  oneMore,
  only,
  type Plant,
  publishedAs,
  type Somebody,
} from './planting.ts'

const [main, stream, logs] = ['table wijk-local-main, closed', 'stream of wijk-local-main, closed', 'logs, closed']
const [answers, secrets, pb] = ['answers of the API', 'secrets, unwrapped', 'export, pb']

const plant = (kind: Link['kind'], channel: string, leak: string, into: Plant['into']): Plant => ({
  leak,
  channel,
  kind,
  into,
})

const idOf = ({ voter: { called } }: Somebody) => called[0] ?? ''
const lastCast = ({ castAt }: KnownVoter) => Math.max(...castAt)
const iso = (moment: number) => new Date(moment).toISOString()
const hmac = (key: string | Uint8Array, name: string) => createHmac('sha256', key).update(name).digest()
const rollKeyOf = ({ knowledge }: Somebody): Uint8Array => {
  const records = knowledge.channels.find(({ name }) => name === secrets)?.records ?? []
  const [key] = records.map(Object).flatMap(({ purpose, plain }) => (purpose === 'roll' ? [Buffer.from(plain)] : []))
  return key ?? new Uint8Array()
}
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ulid = (moment: number) =>
  Array.from({ length: 26 }, (_, place) =>
    crockford.charAt(place < 10 ? Math.floor(moment / 32 ** (9 - place)) % 32 : Math.floor(Math.random() * 32)),
  ).join('')

const byValue: readonly Plant[] = [
  plant('value', box, 'the voter’s id beside each ballot', besideBallots(idOf)),
  plant(
    'value',
    box,
    'the beginning of its hash',
    besideBallots((of) => createHash('sha256').update(idOf(of)).digest('hex').slice(0, 16)),
  ),
  plant(
    'value',
    box,
    'an HMAC of it under a key that is published',
    besideBallots((of) => hmac(publishedAs(of, answers, 'permitKey'), idOf(of)).toString('base64url'), answers),
  ),
  plant(
    'value',
    box,
    'the mark on the roll, in base64',
    besideBallots((of) => hmac(rollKeyOf(of), idOf(of)).toString('base64'), secrets, main),
  ),
  plant(
    'value',
    box,
    'the id of the request for the permit',
    besideBallots((of) => knownAs(of, 'apigw-requestid')),
  ),
  plant(
    'value',
    box,
    'a part of the blinded message, in hexadecimal',
    besideBallots((of) => Buffer.from(knownAs(of, 'blindedMessage').slice(100, 132), 'base64url').toString('hex')),
  ),
  plant('value', box, 'a trace that a log line has beside the first request', (knowledge) => {
    const traceOf = ({ name }: Somebody) => `trace-${createHash('md5').update(`trace of ${name}`).digest('hex')}`
    return changed(besideBallots(traceOf, logs)(knowledge), logs, () =>
      everybody(knowledge).map((of) => ({ requestId: knownAs(of, 'apigw-requestid'), trace: traceOf(of) })),
    )
  }),
  plant(
    'value',
    logs,
    'a log line with an address and the hash of a permit',
    oneMore(logs, (of) => ({ text: `cast ${of.voter.ballot} from ${knownAs(of, 'address')}` }), box),
  ),
  plant(
    'value',
    main,
    'a part of the permit beside the mark of a voter',
    oneMore(main, (of) => ({
      pk: `RESIDENT#${idOf(of)}`,
      lastBallot: JSON.stringify(of.knowledge.ballots.get(of.voter.ballot))
        .replaceAll('\\"', '"')
        .split('"message":"')[1]
        ?.slice(10, 50),
    })),
  ),
]

const byMoment: readonly Plant[] = [
  plant(
    'time',
    box,
    'when each ballot was cast',
    besideBallots(({ voter }) => iso(lastCast(voter))),
  ),
  plant(
    'time',
    box,
    'the same in seconds',
    besideBallots(({ voter }) => Math.floor(lastCast(voter) / 1_000)),
  ),
  plant(
    'time',
    box,
    'a UUIDv7',
    besideBallots(({ voter }) => v7({ msecs: lastCast(voter) })),
  ),
  plant(
    'time',
    box,
    'a ULID',
    besideBallots(({ voter }) => ulid(lastCast(voter))),
  ),
  plant('time', pb, 'a UUIDv7 as the voter’s id in the export', (knowledge) => {
    const votes = [...knowledge.voters.values()].map((voter) => ({ voterId: v7({ msecs: lastCast(voter) }), vote: '' }))
    const ballots = new Map(votes.map((vote, row) => [`row ${row}`, [vote]]))
    return { ...changed(only(knowledge, pb), pb, () => votes), ballots }
  }),
  plant('time', 'bucket', 'an object for each ballot, with the moment of its making', (knowledge) =>
    changed(only(knowledge, 'bucket'), 'bucket', () =>
      [...knowledge.voters.values()].map((voter) => ({
        key: `ballots/${voter.ballot}`,
        headers: { 'last-modified': iso(lastCast(voter)) },
      })),
    ),
  ),
]

const byOrder: readonly Plant[] = [
  plant('order', box, 'ballots in the order in which they were cast', inOrderOf(box, lastCast)),
  plant(
    'order',
    box,
    'ballots in the order of the permits',
    inOrderOf(box, ({ permitAt }) => permitAt),
  ),
  plant(
    'order',
    box,
    'ballots in the opposite order',
    inOrderOf(box, ({ castAt }) => -Math.min(...castAt)),
  ),
  plant(
    'order',
    box,
    'a number that was counted up',
    besideBallots(
      ({ voter, knowledge }) =>
        [...knowledge.voters.values()].filter((other) => lastCast(other) < lastCast(voter)).length,
    ),
  ),
  plant(
    'counter',
    box,
    'how often each ballot was replaced',
    besideBallots(({ voter }) => voter.castAt.length - 1),
  ),
  plant('size', box, 'ballots that are not padded', (knowledge) =>
    changed(only(knowledge, box), box, (records) =>
      records.map((record) => {
        const { voter } = casterOf(knowledge, record)
        return Object.assign({}, record, { sealed: Object(record).sealed.slice(0, 400 + voter.choice.length) })
      }),
    ),
  ),
  plant('order', pb, 'choices in the export as they were cast', (knowledge) => ({
    ...only(knowledge, pb),
    unlabelled: [
      {
        name: pb,
        choices: [...knowledge.voters.values()].sort((a, b) => lastCast(a) - lastCast(b)).map(({ choice }) => choice),
      },
    ],
  })),
]

const inPassing: readonly Plant[] = [
  plant('old image', stream, 'a stream record with the image of a ballot that was replaced', (knowledge) =>
    oneMore(stream, () => ({ dynamodb: { OldImage: { sealed: [...knowledge.replaced.values()][0]?.[0] } } }))(
      knowledge,
    ),
  ),
  plant(
    'stray',
    logs,
    'a log line with the hash of a permit',
    oneMore(logs, ({ voter }) => ({ text: voter.ballot }), box),
  ),
  plant(
    'stray',
    'queues, closed',
    'a dead letter with a ballot',
    oneMore('queues, closed', ({ voter, knowledge }) => [
      'wijk-local-undelivered',
      [JSON.stringify(knowledge.ballots.get(voter.ballot))],
    ]),
  ),
  plant(
    'stray',
    'events, closed',
    'an event for a voter',
    oneMore('events, closed', (of) => ({ detail: { residentId: idOf(of) } })),
  ),
  plant('old image', 'a disk', 'a file that still holds a ballot that was replaced', (knowledge) => ({
    ...only(knowledge),
    files: [{ name: 'a disk', bytes: Buffer.from(`…${Buffer.from(oldOf(knowledge)).toString('base64')}…`) }],
  })),
  plant('blinding', 'permits', 'a blinding factor that every client has', ({ blind, voters, ...knowledge }) => {
    if (blind === undefined) throw new Error('There are no signatures')
    const given = [...voters].map(
      ([name, { ballot }]) => [name, ((blind.cast.get(ballot) ?? 0n) * 65_537n) % blind.modulus] as const,
    )
    return { ...only({ ...knowledge, voters }), blind: { ...blind, given: new Map(given) } }
  }),
]

const oldOf = ({ replaced }: Knowledge): Uint8Array => {
  const [old] = [...replaced.values()].flat()
  if (!(old instanceof Uint8Array)) throw new Error('No ballot was replaced')
  return old
}

export const plants: readonly Plant[] = [...byValue, ...byMoment, ...byOrder, ...inPassing]
