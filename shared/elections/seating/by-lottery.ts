// Seats that no candidate is left for, offered to residents in the order of a lottery (Lotingsregeling wijkraden).
import { dateInCity, endOfDayInCity, type Instant, plusDays } from '../../kernel/clock.ts'
import type { NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { endTurn, isUsedUp, type Lottery, type LotteryIn, type Turn, takeTurns } from '../lottery/lottery.ts'
import { nominations } from '../nominations/machine.ts'
import type { NominationContent } from '../nominations/nomination.ts'
import type { LotteryRules } from '../rules/election-rules.ts'
import { seats } from './machine.ts'
import type { Seat, SeatIn } from './seat.ts'
import { objectionToTerm } from './term.ts'

/** Somebody in the drawn order. `passed`: why they are not asked, by what is known of the roll and the register. */
export type Drawn = { readonly place: number; readonly entry: string; readonly passed?: Turn['because'] }

/** The lottery that a seat waits for: the last one of its ward, drawn. */
export const drawnLottery = (all: readonly Lottery[]) => {
  const last = all.findLast(({ status }) => status !== 'void')
  if (last === undefined) return refuse('no-lottery')
  return last.status === 'drawn'
    ? { refused: false as const, lottery: last }
    : refuse('lottery-not-drawn', { status: last.status })
}

/** The lottery in which somebody is asked for this seat: a later one may have been announced meanwhile. */
export const lotteryAsking = (seat: Seat, all: readonly Lottery[]) => {
  if (seat.status !== 'asked') return refuse('nobody-asked', { status: seat.status })
  const lottery = all.find(({ number }) => number === seat.turn.lottery)
  if (lottery?.status !== 'drawn') throw new Error('The drawn lottery of the seat was not found')
  return { refused: false as const, lottery }
}

/** Whether somebody may be asked for this seat by lottery. */
export const objectionToAsk = (seat: Seat, now: Instant) => {
  const objection = seats.objectionTo('ask', seat.status)
  if (objection !== undefined || seat.status !== 'exhausted')
    return objection ?? refuse('seat-not-exhausted', { status: seat.status })
  if (seat.followedBy === 'vacant') return refuse('seat-stays-vacant')
  return objectionToTerm(seat, now)
}

/**
 * Asks the next resident in the drawn order for a seat. `next`: the places after the last turn, in order, as far as looked up.
 * Those who are passed over are recorded. If nobody is left, the seat stays vacant.
 */
export const askNext = (
  seat: Seat,
  lottery: LotteryIn<'drawn'>,
  next: readonly Drawn[],
  { answerWithinDays }: LotteryRules,
  now: Instant,
) => {
  const objection = objectionToAsk(seat, now)
  if (objection) return objection
  const first = next.findIndex(({ passed }) => passed === undefined)
  const turns = next
    .slice(0, first === -1 ? next.length : first + 1)
    .map(
      ({ place, entry, passed }): Turn =>
        passed === undefined
          ? { place, entry, outcome: 'asked', seat: seat.number, at: now }
          : { place, entry, outcome: 'passed', because: passed, at: now },
    )
  const gone = turns.length === 0 ? undefined : takeTurns(lottery, turns)
  if (gone?.refused) return gone
  const asked = next[first]
  if (asked === undefined) {
    if (!isUsedUp(gone?.after ?? lottery)) throw new Error('Somebody in the drawn order was not looked up')
    const vacant = seats.take('leave-vacant', seat, (it) =>
      it.status === 'exhausted' ? { ...it, followedBy: 'vacant' as const } : it,
    )
    return vacant.refused ? vacant : { refused: false as const, seat: vacant, lottery: gone }
  }
  const taken = seats.take('ask', seat, ({ followedBy: _, ...it }) => ({
    ...it,
    turn: { lottery: lottery.number, place: asked.place, entry: asked.entry },
    askedAt: now,
    answerBefore: endOfDayInCity(plusDays(dateInCity(now), answerWithinDays)),
  }))
  return taken.refused ? taken : { refused: false as const, seat: taken, lottery: gone }
}

/** Nobody took the seat in this turn: the next one can be asked. */
const goesOn = ({ turn: _, askedAt: __, answerBefore: ___, ...it }: SeatIn<'asked'>) => ({
  ...it,
  followedBy: 'lottery' as const,
})

const ended = (seat: Seat, lottery: Lottery, end: Pick<Turn, 'outcome' | 'because'>, now: Instant) => {
  if (seat.status !== 'asked') return refuse('nobody-asked', { status: seat.status })
  const freed = seats.take('end-draw', seat, goesOn)
  if (freed.refused) return freed
  const turn = endTurn(lottery, seat.turn.place, end, now)
  return turn.refused ? turn : { refused: false as const, seat: freed, lottery: turn }
}

const objectionToAnswer = (seat: SeatIn<'asked'>, now: Instant) =>
  objectionToTerm(seat, now) ??
  (now >= seat.answerBefore ? refuse('draw-answer-too-late', { answerBefore: seat.answerBefore }) : undefined)

/** Whether the entry in the pool of whoever answers is the one that is asked for this seat. */
export const turnOf = (seat: Seat, entry: string) =>
  seat.status === 'asked' && seat.turn.entry === entry
    ? { refused: false as const, place: seat.turn.place }
    : refuse('not-drawn-for-seat')

/** The resident who was drawn declines: always allowed, without a reason. */
export const declineDraw = (seat: Seat, lottery: Lottery, now: Instant) =>
  (seat.status === 'asked' ? objectionToAnswer(seat, now) : undefined) ??
  ended(seat, lottery, { outcome: 'declined' }, now)

/** Ends an offer by lottery that was not answered in time: silence is refusal. */
export const lapseDraw = (seat: Seat, lottery: Lottery, now: Instant) =>
  seat.status === 'asked' && now < seat.answerBefore
    ? refuse('answer-still-awaited', { answerBefore: seat.answerBefore })
    : ended(seat, lottery, { outcome: 'not-answered' }, now)

/** The office takes the offer back, with a reason: the person died, moved away, or may not be a member. */
export const passOver = (seat: Seat, lottery: Lottery, because: Turn['because'], now: Instant) =>
  ended(seat, lottery, { outcome: 'passed', because }, now)

type Accepting = {
  readonly id: NominationId
  readonly residentId: ResidentId
  readonly requestDigest: string
  readonly content: Pick<NominationContent, 'ballotName' | 'text'>
  /** The ward in which the resident lives now, by their token. */
  readonly livesIn: WardCode
}

/** The resident who was drawn accepts, and becomes known: what follows is as with whoever was elected. */
export const acceptDraw = (seat: Seat, lottery: Lottery, { livesIn, ...accepting }: Accepting, now: Instant) => {
  if (livesIn !== seat.wardCode) return refuse('drawn-lives-elsewhere', { wardCode: livesIn })
  if (seat.status !== 'asked') return refuse('nobody-asked', { status: seat.status })
  const objection = objectionToAnswer(seat, now)
  if (objection) return objection
  const { electionId, wardCode, turn } = seat
  const { id, residentId } = accepting
  const nomination = nominations.begin('come-in-by-lot', {
    ...accepting,
    electionId,
    wardCode,
    submittedAt: now,
    turn: { lottery: turn.lottery, place: turn.place },
  })
  const taken = seats.take(
    'accept-draw',
    seat,
    ({ turn: _, askedAt: __, answerBefore: ___, because: ____, offerBefore: _____, ...it }) => ({
      ...it,
      nominationId: id,
      residentId,
      acceptedAt: now,
    }),
  )
  if (taken.refused) return taken
  const turnEnded = endTurn(lottery, turn.place, { outcome: 'accepted' }, now)
  return turnEnded.refused ? turnEnded : { refused: false as const, seat: taken, lottery: turnEnded, nomination }
}
