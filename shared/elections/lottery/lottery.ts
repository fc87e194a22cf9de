// A lottery among the residents of a ward, for seats that no candidate is left for (Kiesreglement wijkraden, articles 13 and
// 21; Lotingsregeling wijkraden). The pool is frozen and posted before the randomness that decides exists. The allowed steps
// are in machine.ts.
import * as z from 'zod'
import { epochMilliseconds, Instant, plusMilliseconds } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Prose } from '../../kernel/text.ts'
import { type BeaconNetwork, beaconFrom, beaconRoundAt } from '../../voting/lots/beacon.ts'
import { FixedLots, LotEvidence } from '../../voting/lots/lots.ts'
import type { Seat } from '../seating/seat.ts'
import { lotteries } from './machine.ts'

/** Where the order comes from: announced with the lottery. */
export const LotterySource = z.enum(['drand', 'public-session']).meta({ id: 'LotterySource' })
export type LotterySource = z.infer<typeof LotterySource>

/** Why the office passes over somebody who was drawn. */
export const PassReason = z
  .enum(['died', 'moved-away', 'is-member', 'is-candidate', 'does-not-meet-requirements', 'cannot-be-reached'])
  .meta({ id: 'LotteryPassReason' })

/** How a turn ended. `passed` with its reason: nobody was asked, or the office took the offer back. */
const Turn = z.strictObject({
  /** Place in the drawn order, from 1. */
  place: z.int().min(1),
  /** The entry of the pool: an opaque digest. */
  entry: Sha256,
  outcome: z.enum(['asked', 'accepted', 'declined', 'not-answered', 'passed']),
  /** The seat; absent where nobody was asked. */
  seat: z.int().min(1).optional(),
  /** Not public: it may be about a person's health. */
  because: z.union([PassReason, z.enum(['struck-from-roll', 'moved-by-correction', 'do-not-draw'])]).optional(),
  at: Instant,
})
export type Turn = z.infer<typeof Turn>

const maximumTurns = 1_000

const lottery = {
  electionId: ElectionId,
  wardCode: WardCode,
  /** Counted from 1 in its ward. */
  number: z.int().min(1).max(99),
  source: LotterySource,
  announcedAt: Instant,
  /** The announcement: a retry makes no second lottery. */
  requestId: z.uuid(),
  requestDigest: Sha256,
  version: z.int().min(1),
}
/** Once the pool is frozen. `root`: SHA-256 of the published file. `fixed`: the source of the seed, with its round. */
const posted = {
  root: Sha256,
  entries: z.int().min(0),
  fixed: FixedLots,
  postedAt: Instant,
}

export const Lottery = z.discriminatedUnion('status', [
  /** `without`: digests on the roll of members and candidates, who cannot be drawn. Removed once the pool is frozen. */
  z.object({ ...lottery, status: z.literal('announced'), without: z.array(Sha256).max(200).readonly() }),
  z.object({ ...lottery, ...posted, status: z.literal('posted') }),
  z.object({
    ...lottery,
    ...posted,
    status: z.literal('drawn'),
    evidence: LotEvidence,
    drawnAt: Instant,
    turns: z.array(Turn).max(maximumTurns).readonly(),
  }),
  z.object({ ...lottery, status: z.literal('void'), reason: Prose(1_000, 10), voidedAt: Instant }),
])
export type Lottery = z.infer<typeof Lottery>
export type LotteryIn<Status extends Lottery['status']> = Extract<Lottery, { readonly status: Status }>

type Of = Pick<Lottery, 'electionId' | 'wardCode' | 'number'>

/** The subject of the draw: part of its seed. */
export const subjectOfLottery = ({ electionId, wardCode, number }: Of): string =>
  `elections/${electionId}/contests/${wardCode}/lotteries/${number}`

/** The facts of a lottery in every state. */
const baseOf = ({ electionId, wardCode, number, source, announcedAt, requestId, requestDigest }: Lottery) => ({
  ...{ electionId, wardCode, number, source, announcedAt, requestId, requestDigest },
})

/** Whether everybody in the drawn order has had their turn. */
export const isUsedUp = (it: LotteryIn<'drawn'>): boolean => (it.turns.at(-1)?.place ?? 0) >= it.entries

/** Whether another lottery may be announced in the ward. */
const isOver = (it: Lottery): boolean => it.status === 'void' || (it.status === 'drawn' && isUsedUp(it))

type Announcement = {
  readonly electionId: ElectionId
  readonly wardCode: WardCode
  readonly source: LotterySource
  readonly requestId: string
  readonly requestDigest: string
  readonly without: readonly string[]
}

/** Announces a lottery: there is a seat that it is for, and no other lottery of the ward is going on. */
export const announceLottery = (
  { without, ...announcement }: Announcement,
  { seats, earlier }: { readonly seats: readonly Seat[]; readonly earlier: readonly Lottery[] },
  now: Instant,
) => {
  if (!seats.some((seat) => seat.status === 'exhausted' && seat.followedBy === 'lottery'))
    return refuse('no-seat-for-lottery')
  const going = earlier.find((each) => !isOver(each))
  if (going !== undefined) return refuse('lottery-going-on', { number: going.number })
  return lotteries.begin('announce', {
    ...announcement,
    number: earlier.length + 1,
    announcedAt: now,
    without: [...new Set(without)],
  })
}

type FrozenPool = { readonly root: string; readonly entries: number }

/** Posts the frozen pool. A beacon is fixed now: the first one an hour later, which nobody can know yet. */
export const postPool = (
  it: Lottery,
  pool: FrozenPool,
  network: Pick<BeaconNetwork, 'chainHash' | 'genesisSeconds' | 'periodSeconds'>,
  now: Instant,
) =>
  lotteries.take('post', it, (announced) => ({
    ...baseOf(announced),
    ...pool,
    fixed:
      announced.source === 'drand'
        ? {
            source: 'drand' as const,
            chainHash: network.chainHash,
            round: beaconRoundAt(epochMilliseconds(beaconFrom(now)), network),
          }
        : { source: 'public-session' as const },
    postedAt: now,
  }))

/** If a beacon is not recorded this long after the pool was posted, a public session takes its place. */
const beaconPatience = 25 * 60 * 60_000

const objectionToEvidence = ({ fixed, postedAt }: LotteryIn<'posted'>, evidence: LotEvidence, now: Instant) => {
  if (evidence.source === 'drand')
    return fixed.source === 'drand' && fixed.round === evidence.round && fixed.chainHash === evidence.chainHash
      ? undefined
      : refuse('beacon-of-other-round', fixed.source === 'drand' ? { round: fixed.round } : {})
  const from = fixed.source === 'drand' ? plusMilliseconds(postedAt, beaconPatience) : postedAt
  if (fixed.source === 'drand' && now < from) return refuse('lottery-by-beacon', { sessionFrom: from })
  return evidence.when < from || evidence.when > now ? refuse('session-at-another-time', { from, to: now }) : undefined
}

/** Records the draw: the beacon that was fixed (verified before), or what was thrown in public session afterwards. */
export const drawLottery = (it: Lottery, evidence: LotEvidence, now: Instant) =>
  lotteries.take(
    'draw',
    it,
    (standing) => objectionToEvidence(standing, evidence, now) ?? { ...standing, evidence, drawnAt: now, turns: [] },
  )

/** Ends a lottery before anyone was drawn. It stays readable, with the reason. */
export const voidLottery = (it: Lottery, reason: string, now: Instant) =>
  lotteries.take('void', it, (standing) => ({ ...baseOf(standing), reason, voidedAt: now }))

/** Records the next turns: those who were passed over, and who is asked at last. */
export const takeTurns = (it: Lottery, turns: readonly Turn[]) =>
  lotteries.take('take-turns', it, (drawn) => {
    const all = [...drawn.turns, ...turns]
    return all.length > maximumTurns ? refuse('lottery-too-long', { maximumTurns }) : { ...drawn, turns: all }
  })

/** Records how the turn of somebody who was asked ended. */
export const endTurn = (it: Lottery, place: number, end: Pick<Turn, 'outcome' | 'because'>, now: Instant) =>
  lotteries.take('end-turn', it, (drawn) => ({
    ...drawn,
    turns: drawn.turns.map((turn) => (turn.place === place ? { ...turn, ...end, at: now } : turn)),
  }))
