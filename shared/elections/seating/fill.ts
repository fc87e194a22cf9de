// Filling seats: those of the result, and vacancies (Kieswet W 1, W 2 by analogy).
import type * as z from 'zod'
import { dateInCity, type Instant, type LocalDate } from '../../kernel/clock.ts'
import { digestOf } from '../../kernel/digest.ts'
import { NominationId, type ResidentId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { lotsDrawn, type SessionEvidence } from '../../voting/lots/lots.ts'
import type { EstablishedContest } from '../contests/contest.ts'
import type { Nomination } from '../nominations/nomination.ts'
import { termEndsAfter } from '../planning/calendar.ts'
import type { Result } from '../results/result.ts'
import { answerDueBefore, nextInLine, offerDueBefore } from '../results/succession.ts'
import type { ElectionRules } from '../rules/election-rules.ts'
import { type Around, lineOf, passedFor, reviewBefore, vacanciesBeside } from './line.ts'
import { seats } from './machine.ts'
import { baseOf, type LeavingReason, mandatesLeft, type Seat, type SeatIn, type VacancyReason } from './seat.ts'
import { isAfterTerm, objectionToTerm } from './term.ts'

type Terms = ElectionRules['succession']

/** Each elected person, with the list of the seat. */
const electedOf = ({ outcome }: Result) =>
  outcome.method === 'personal'
    ? outcome.elected.map((id) => ({ id, listId: undefined }))
    : outcome.lists.flatMap(({ id: listId, elected }) => elected.map((id) => ({ id, listId })))

/** The seats of a ward by its result: offered to the elected, the others vacant from the start of the term. */
export const seatsOfResult = (
  contest: EstablishedContest,
  nominations: readonly Nomination[],
  { calendar, succession: terms }: Pick<ElectionRules, 'calendar' | 'succession'>,
) => {
  const { electionId, wardCode, result, establishedAt, termStartsOn } = contest
  const accountOf = new Map<string, ResidentId>(nominations.map(({ id, residentId }) => [id, residentId]))
  const termEndsOn = termEndsAfter(termStartsOn, calendar.term)
  const term = { termStartsOn, termEndsOn, isTermEndFixed: !calendar.term.runsOn, mandates: [] }
  const elected = electedOf(result)
  const filled = elected.map(({ id, listId }, index) => {
    const residentId = accountOf.get(id)
    if (residentId === undefined) throw new Error('An elected person has no nomination')
    return seats.begin('fall', {
      electionId,
      wardCode,
      number: index + 1,
      ...term,
      ...(listId === undefined ? {} : { listId }),
      lots: [],
      voidedLots: [],
      nominationId: NominationId.parse(id),
      residentId,
      offeredAt: establishedAt,
      answerBefore: answerDueBefore(establishedAt, terms, true),
      vacantOn: termStartsOn,
      passedOver: [],
    })
  })
  const empty = Array.from({ length: result.vacantSeats }, (_, index) =>
    seats.begin('fall-vacant', {
      electionId,
      wardCode,
      number: elected.length + index + 1,
      ...term,
      lots: [],
      voidedLots: [],
      vacantOn: termStartsOn,
      because: 'never-filled',
      passedOver: [],
      offerBefore: offerDueBefore(termStartsOn, terms),
    }),
  )
  return { filled, empty }
}

type Vacancy = {
  readonly vacantOn: LocalDate
  readonly because: VacancyReason
  /** The term for the next offer starts on this day. */
  readonly from: LocalDate
  readonly passedOver: readonly NominationId[]
}

export const vacated = (seat: Seat, { from, ...vacancy }: Vacancy, terms: Terms) => ({
  ...baseOf(seat),
  ...vacancy,
  offerBefore: offerDueBefore(from, terms),
})

/** The vacancy continues: the person who was asked is skipped, and the next is to be asked in time. */
const goesOn = (it: SeatIn<'offered' | 'accepted'>, because: VacancyReason, terms: Terms, now: Instant) => {
  const passedOver = [...it.passedOver, it.nominationId]
  return vacated(it, { vacantOn: it.vacantOn, because, from: dateInCity(now), passedOver }, terms)
}

/** The answer to an offer. Not accepted after its term: no answer was a refusal. */
export const answerSeat = (seat: Seat, isAccepted: boolean, terms: Terms, now: Instant) => {
  const objection = seats.objectionTo('accept', seat.status)
  if (objection !== undefined || seat.status !== 'offered')
    return objection ?? refuse('seat-not-offered', { status: seat.status })
  const over = objectionToTerm(seat, now)
  if (over) return over
  if (now >= seat.answerBefore) return refuse('answer-too-late', { answerBefore: seat.answerBefore })
  return isAccepted
    ? seats.take('accept', seat, ({ offeredAt: _, answerBefore: __, ...it }) => ({ ...it, acceptedAt: now }))
    : seats.take('decline', seat, (it) => goesOn(it, 'declined', terms, now))
}

/** Ends an offer that was not answered in time. */
export const lapseOffer = (seat: Seat, terms: Terms, now: Instant) =>
  seats.take('lapse', seat, (it) =>
    now < it.answerBefore
      ? refuse('answer-still-awaited', { answerBefore: it.answerBefore })
      : goesOn(it, 'not-answered', terms, now),
  )

/** The result of the examination of credentials: the person may or may not be a member. */
export const examine = (seat: Seat, isAdmitted: boolean, terms: Terms, now: Instant) =>
  isAdmitted
    ? seats.take(
        'admit',
        seat,
        ({ acceptedAt: _, vacantOn: __, passedOver: ___, ...it }) =>
          objectionToTerm(seat, now) ?? { ...it, admittedAt: now },
      )
    : seats.take('refuse-admission', seat, (it) => objectionToTerm(it, now) ?? goesOn(it, 'not-admitted', terms, now))

/**
 * Oath or promise was made (ordinance, article 9): within the term, and not on a future day. It can be recorded after the
 * term, too, because the mandate existed.
 */
export const takeSeat = (seat: Seat, takenOn: LocalDate, now: Instant) =>
  seats.take('take', seat, ({ admittedAt: _, ...it }) => {
    const { termStartsOn, termEndsOn, nominationId, residentId, mandates } = it
    if (takenOn > dateInCity(now)) return refuse('day-in-the-future', { on: takenOn })
    if (takenOn < termStartsOn) return refuse('before-term', { termStartsOn })
    if (isAfterTerm(it, takenOn)) return refuse('term-over', { termEndsOn })
    return { ...it, takenOn, mandates: [...mandates, { nominationId, residentId, from: takenOn }] }
  })

type Leaving = { readonly because: z.infer<typeof LeavingReason>; readonly vacantOn: LocalDate }

/** A member leaves: the vacancy exists from that day, which may not be in the future. */
export const leaveSeat = (seat: Seat, { because, vacantOn }: Leaving, terms: Terms, now: Instant) =>
  seats.take('leave', seat, (it) => {
    if (vacantOn > dateInCity(now)) return refuse('day-in-the-future', { on: vacantOn })
    const held = it.status === 'in-review' ? it.was : it
    if (held.status === 'accepted') return refuse('seat-not-held', { status: it.status })
    const since = held.status === 'taken' ? held.takenOn : dateInCity(held.admittedAt)
    if (vacantOn < since) return refuse('before-seat-was-held', { since })
    if (isAfterTerm(it, vacantOn)) return refuse('term-over', { termEndsOn: it.termEndsOn })
    // A member who leaves is not asked for the seat they leave.
    const vacancy = { vacantOn, because, from: vacantOn, passedOver: [it.nominationId] }
    const mandates = held.status === 'taken' ? mandatesLeft(it, { on: vacantOn, because }) : it.mandates
    return { ...vacated(it, vacancy, terms), mandates }
  })

/** Offers a vacant seat to the next in line; it waits for a lot between equals, or records that nobody is left. */
export const offerSeat = (seat: Seat, around: Around, terms: Terms, now: Instant) => {
  const objection = seats.objectionTo('offer', seat.status)
  if (objection !== undefined || seat.status !== 'vacant')
    return objection ?? refuse('seat-not-vacant', { status: seat.status })
  const over = objectionToTerm(seat, now)
  if (over) return over
  if (seat.because === 'added-by-decision' && dateInCity(now) < seat.vacantOn)
    return refuse('seat-not-there-yet', { from: seat.vacantOn })
  const review = reviewBefore(seat, around)
  if (review) return refuse('review-first', { seat: review.number })
  const next = nextInLine(lineOf(seat, around), passedFor(seat.passedOver, around), vacanciesBeside(seat, around))
  if (next.kind === 'lot-needed') return awaitLot(seat, next.among, next.places, now)
  const [first] = next.candidates
  const nomination = around.nominations.find(({ id }) => id === first)
  if (nomination === undefined) return seats.take('exhaust', seat, (it) => ({ ...it, followedBy: terms.listExhausted }))
  return seats.take('offer', seat, ({ because: _, offerBefore: __, ...it }) => ({
    ...it,
    nominationId: nomination.id,
    residentId: nomination.residentId,
    offeredAt: now,
    answerBefore: answerDueBefore(now, terms),
  }))
}

const awaitLot = (seat: SeatIn<'vacant'>, equals: readonly string[], places: number, now: Instant) =>
  seats.take('await-lot', seat, (it) => {
    const subject = `elections/${it.electionId}/contests/${it.wardCode}/seats/${it.number}/lots/${it.lots.length + 1}`
    const among = equals.map((id) => NominationId.parse(id))
    return {
      ...it,
      needed: { subject, among, places, poolDigest: digestOf({ subject, among, places }), postedAt: now },
    }
  })

/** The lot between equals, thrown in public session after its pool was posted. */
export const drawSeatLot = (seat: Seat, evidence: SessionEvidence, now: Instant) =>
  seats.take('draw-lot', seat, ({ needed, ...it }) => {
    const over = objectionToTerm(seat, now)
    if (over) return over
    if (evidence.when < needed.postedAt || evidence.when > now)
      return refuse('session-at-another-time', { from: needed.postedAt, to: now })
    const drawn = lotsDrawn({ subject: needed.subject, root: needed.poolDigest, evidence }, needed.among)
    const order = drawn.map(({ id, ticket }) => ({ id: NominationId.parse(id), ticket }))
    return { ...it, lots: [...it.lots, { ...needed, evidence, order }] }
  })

/** Offers a seat for which nobody was left again, because somebody is available again. */
export const reopenSeat = (seat: Seat, now: Instant) =>
  seats.take('reopen', seat, ({ followedBy: _, ...it }) => objectionToTerm(seat, now) ?? it)
