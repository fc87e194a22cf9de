// An attacker who has every dump, and knows the voters and what each of them sent while signed in, and when. Looks for anything that
// could show whose ballot is whose.
import { type BlindSignatures, reusedFactors } from './blinding.ts'
import { keyedDigestsIn } from './guesses.ts'
import { isTelling, momentsIn } from './moments.ts'
import { correlation, isAlike, isOrdered } from './orders.ts'
import { type Known, ownersOf } from './owners.ts'
import { leavesOf } from './readings.ts'
import { type Sighting, searchFor } from './sightings.ts'

/** One source, with its records in stored order. */
export type Channel = {
  readonly name: string
  readonly records: readonly unknown[]
  /** Which names may occur in it. Any other name is a finding. */
  readonly mayName: 'voters' | 'ballots' | 'nobody'
}

export type KnownVoter = {
  /** Id, token, mark: possible inputs of a keyed digest. */
  readonly called: readonly string[]
  /** Milliseconds since 1970, the finest resolution that anyone could have logged. */
  readonly permitAt: number
  readonly castAt: readonly number[]
  /** The hash of the ballot and its choice. Used only to judge whether an order is a finding. */
  readonly ballot: string
  readonly choice: string
}

export type Knowledge = {
  readonly voters: ReadonlyMap<string, KnownVoter>
  /**
   * For each voter: everything seen when the permit was taken, and address, length and id of the request that cast the ballot, as
   * an access log has them.
   */
  readonly known: Known
  /** What is known about each ballot, by its hash. */
  readonly ballots: Known
  /** Sealed ballots of an earlier dump that have been replaced since. */
  readonly replaced: Known
  readonly channels: readonly Channel[]
  /** Files that can be searched only as bytes. */
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer }[]
  /** Lists of choices without other data. */
  readonly unlabelled?: readonly { readonly name: string; readonly choices: readonly string[] }[]
  readonly blind?: BlindSignatures
  /** The part of the box in which a ballot is stored. */
  readonly partOf: (hash: string) => string
}

/** A finding: it joins a voter and a ballot, or narrows down who cast it. */
export type Link = {
  readonly channel: string
  readonly kind: 'value' | 'stray' | 'old image' | 'time' | 'order' | 'counter' | 'size' | 'blinding'
  readonly detail: string
}

type Seen = { readonly channel: Channel; readonly sightings: readonly Sighting[] }

/** Values next to a name may identify the same person or ballot, so all dumps are searched again with the values found first. */
const search = ({ voters, ballots, replaced, channels, ...knowledge }: Knowledge): readonly Seen[] => {
  const names = new Map([...voters].map(([name, { called }]) => [name, called]))
  const digests = keyedDigestsIn(
    channels.flatMap(({ records }) => records),
    names,
  )
  const sought = (alsoVoters: Known, alsoBallots: Known) => ({
    voters: ownersOf(knowledge.known, alsoVoters),
    ballots: ownersOf(ballots, alsoBallots),
    replaced: ownersOf(replaced),
  })
  const look = (find: ReturnType<typeof searchFor>) =>
    channels.map((channel) => ({ channel, sightings: find(channel.records) }))
  const seen = look(searchFor(sought(digests, new Map()))).flatMap(({ sightings }) => sightings)
  const found = besides(seen, 'voters')
  for (const [name, values] of digests) found.set(name, [...(found.get(name) ?? []), ...values])
  return look(searchFor(sought(found, besides(seen, 'ballots'))))
}

/** Values found next to exactly one name. */
const besides = (sightings: readonly Sighting[], kind: 'voters' | 'ballots'): Map<string, readonly unknown[]> => {
  const alone = sightings.filter(({ voters, ballots }) => voters.size + ballots.size === 1)
  const parts = alone.flatMap((sighting) => [...sighting[kind]].map((name) => ({ name, part: sighting.part })))
  return new Map(
    [...Map.groupBy(parts, ({ name }) => name)].map(([name, theirs]) => [name, theirs.map(({ part }) => part)]),
  )
}

const named = ({ channel: { name, mayName }, sightings }: Seen): Link[] =>
  sightings.flatMap(({ voters, ballots, replaced }) => {
    const link = (kind: Link['kind'], names: Iterable<string>): Link => ({
      channel: name,
      kind,
      detail: [...names].join(' '),
    })
    return [
      ...(voters.size > 0 && ballots.size > 0 ? [link('value', [...voters, '=', ...ballots])] : []),
      ...(ballots.size > 0 && mayName !== 'ballots' ? [link('stray', ballots)] : []),
      ...(voters.size > 0 && mayName !== 'voters' ? [link('stray', voters)] : []),
      ...(replaced.size > 0 ? [link('old image', replaced)] : []),
    ]
  })

/** By ballot, the moments of the permits, of the first ballots and of the last ballots. */
const ordersOf = ({ voters }: Knowledge): readonly ReadonlyMap<string, number>[] =>
  [
    ({ permitAt }: KnownVoter) => permitAt,
    ({ castAt }: KnownVoter) => Math.min(...castAt),
    ({ castAt }: KnownVoter) => Math.max(...castAt),
  ].map((moment) => new Map([...voters.values()].map((voter) => [voter.ballot, moment(voter)])))

/** Whether numbers that belong to ballots follow one of these orders. */
const followsVoters = (knowledge: Knowledge, numbers: ReadonlyMap<string, number>): boolean =>
  ordersOf(knowledge).some((order) =>
    isOrdered(
      [...numbers].flatMap(([hash, number]) => {
        const moment = order.get(hash)
        return moment === undefined ? [] : [[hash, number, moment] as const]
      }),
      knowledge.partOf,
    ),
  )

const countsCasts = ({ voters }: Knowledge, numbers: ReadonlyMap<string, number>): boolean =>
  Math.abs(
    correlation(
      [...voters.values()].flatMap(({ ballot, castAt }) => {
        const number = numbers.get(ballot)
        return number === undefined ? [] : [[number, castAt.length] as const]
      }),
    ),
  ) > 0.95

const momentsBeside = (knowledge: Knowledge, channel: Channel, ballots: readonly Sighting[]): Link[] => {
  const vote = [...knowledge.voters.values()].flatMap(({ permitAt, castAt }) => [permitAt, ...castAt])
  return ballots.flatMap(({ part }) =>
    leavesOf(part).flatMap(({ path, value }) =>
      momentsIn(value).some((moment) => isTelling(moment, vote))
        ? [{ channel: channel.name, kind: 'time', detail: `${path} ${value}` } as const]
        : [],
    ),
  )
}

/** By path: a number for each ballot; for bytes, their length. */
const numbersBeside = (ballots: readonly Sighting[]) => {
  const numbers = new Map<string, Map<string, number>>()
  for (const {
    part,
    ballots: [hash = ''],
  } of ballots.map((each) => ({ ...each, ballots: [...each.ballots] })))
    for (const { path, value } of leavesOf(part)) {
      const number = value instanceof Uint8Array ? value.length : Number(value)
      const at = value instanceof Uint8Array ? `${path} (bytes)` : path
      if (!Number.isNaN(number) && value !== '') numbers.set(at, (numbers.get(at) ?? new Map()).set(hash, number))
    }
  return numbers
}

const orderIn = (knowledge: Knowledge, { channel, sightings }: Seen): Link[] => {
  const ballots = sightings.filter((sighting) => sighting.ballots.size === 1)
  const places = new Map<string, number>()
  for (const [place, { ballots: names }] of ballots.entries())
    for (const hash of names) if (!places.has(hash)) places.set(hash, place)
  const link = (kind: Link['kind'], detail: string): Link => ({ channel: channel.name, kind, detail })
  return [
    ...(followsVoters(knowledge, places) ? [link('order', 'ballots lie as they were cast')] : []),
    ...momentsBeside(knowledge, channel, ballots),
    ...[...numbersBeside(ballots)].flatMap(([path, numbers]) => [
      ...(followsVoters(knowledge, numbers) ? [link('order', path)] : []),
      ...(countsCasts(knowledge, numbers) ? [link('counter', path)] : []),
      ...(path.endsWith('(bytes)') && new Set(numbers.values()).size > 1 ? [link('size', path)] : []),
    ]),
  ]
}

const inFiles = (knowledge: Knowledge): Link[] =>
  (knowledge.files ?? []).flatMap(({ name, bytes }) => {
    const found = (ends: 'first' | 'last') =>
      new Map(
        [...knowledge.ballots.keys()].flatMap((hash) => {
          const at = ends === 'first' ? bytes.indexOf(hash) : bytes.lastIndexOf(hash)
          return at < 0 ? [] : [[hash, at] as const]
        }),
      )
    const isThere = (value: unknown) =>
      value instanceof Uint8Array &&
      (['latin1', 'base64'] as const).some((form) =>
        bytes.includes(Buffer.from(value).toString(form).slice(0, 60), 0, 'latin1'),
      )
    return [
      ...([found('first'), found('last')].some((places) => followsVoters(knowledge, places))
        ? [{ channel: name, kind: 'order', detail: 'ballots lie as they were cast' } as const]
        : []),
      ...[...knowledge.replaced].flatMap(([hash, values]) =>
        values.some(isThere) ? [{ channel: name, kind: 'old image', detail: hash } as const] : [],
      ),
    ]
  })

const inLists = ({ voters, unlabelled = [] }: Knowledge): Link[] => {
  const orders = [
    ({ permitAt }: KnownVoter) => permitAt,
    ({ castAt }: KnownVoter) => Math.min(...castAt),
    ({ castAt }: KnownVoter) => Math.max(...castAt),
  ].map((moment) => [...voters.values()].sort((one, other) => moment(one) - moment(other)).map(({ choice }) => choice))
  return unlabelled.flatMap(({ name, choices }) =>
    orders.some((order) => isAlike(order, choices))
      ? [{ channel: name, kind: 'order', detail: 'choices stand as they were cast' } as const]
      : [],
  )
}

/** All findings. If there are none, the dumps do not join any voter to a ballot. */
export const attack = (knowledge: Knowledge): readonly Link[] => {
  const seen = search(knowledge)
  return [
    ...seen.flatMap(named),
    ...seen.flatMap((each) => orderIn(knowledge, each)),
    ...inFiles(knowledge),
    ...inLists(knowledge),
    ...(knowledge.blind === undefined ? [] : reusedFactors(knowledge.blind)).map(
      (detail) => ({ channel: 'permits', kind: 'blinding', detail }) as const,
    ),
  ]
}
