// API operations on seats after the election: offers, answers, credentials, oath, vacancies and succession.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { InstantInput, LocalDate } from '../../kernel/clock.ts'
import { ElectionId, NominationId, WardCode } from '../../kernel/ids.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'
import { Adjustment } from '../contests/contest.ts'
import { PublicContest } from '../contests/operations.ts'
import { FullNomination } from '../nominations/operations.ts'
import { electionsRefusals } from '../refusals.ts'
import { PublicSeat, SeatNumber } from './public-seat.ts'
import { LeavingReason } from './seat.ts'

const operation = operationsOf('elections', electionsRefusals)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const params = z.strictObject({ electionId: ElectionId, wardCode: WardCode, seat: SeatNumber })
const about = { missing: 'no-seat-offered', notOwner: 'seat-not-yours' } as const
const path = '/elections/{electionId}/contests/{wardCode}/seats'
const onePath = `${path}/{seat}` as const

const listSeats = operation({
  id: 'listSeats',
  method: 'GET',
  path,
  summary: { nl: 'De zetels van een wijk', en: 'The seats of a ward' },
  description: 'From the day the result is established to the end of the term: who holds each, and what is awaited.',
  access: access.public,
  about: { missing: 'contest-not-found' },
  params: contestParams,
  responses: { 200: z.strictObject({ items: z.array(PublicSeat) }) },
})

const getSeat = operation({
  id: 'getSeat',
  method: 'GET',
  path: onePath,
  summary: { nl: 'Een zetel', en: 'A seat' },
  description: 'As everyone may see it, with the lots that were drawn for it.',
  access: access.public,
  about: { missing: 'seat-not-found' },
  params,
  responses: { 200: PublicSeat },
})

const answerSeat = operation({
  id: 'answerSeat',
  method: 'POST',
  path: `${onePath}/_answer`,
  summary: { nl: 'Neem een zetel aan of zeg nee', en: 'Accept a seat or decline it' },
  description:
    'By the person who is asked, within the term: silence is refusal (Kieswet W 2 by analogy). Whoever declines may say that it is for the whole term; that can be taken back.',
  access: access.owner,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({
    answer: z.enum(['accept', 'decline', 'decline-for-term']),
  }),
  responses: { 200: PublicSeat },
  refusals: ['seat-not-offered', 'answer-too-late', 'term-over', 'election-not-found', 'candidate-not-on-list'],
})

const examineMember = operation({
  id: 'examineMember',
  method: 'POST',
  path: `${onePath}/_examine`,
  summary: { nl: 'Leg het onderzoek van geloofsbrieven vast', en: 'Record the examination of credentials' },
  description:
    'Whether the person may be a member: lives in the ward, is old enough, has no office that does not go with a seat.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  body: z.strictObject({ isAdmitted: z.boolean() }),
  responses: { 200: PublicSeat },
  refusals: ['seat-not-accepted', 'term-over', 'election-not-found'],
})

const takeSeat = operation({
  id: 'takeSeat',
  method: 'POST',
  path: `${onePath}/_take`,
  summary: { nl: 'Leg eed of belofte vast', en: 'Record the oath or promise' },
  description:
    'Before the mayor or somebody the mayor designates (ordinance, art. 9), from the first day of the term on. Whoever takes a seat becomes a member of the council.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  body: z.strictObject({ takenOn: LocalDate }),
  responses: { 200: PublicSeat },
  refusals: ['member-not-admitted', 'day-in-the-future', 'before-term', 'term-over'],
})

const vacateSeat = operation({
  id: 'vacateSeat',
  method: 'POST',
  path: `${onePath}/_vacate`,
  summary: { nl: 'Meld dat een zetel vrij is', en: 'Report that a seat is vacant' },
  description: 'The term for an offer runs from the day on which the vacancy exists, not from the report.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  body: z.strictObject({ reason: LeavingReason, vacantOn: LocalDate }),
  responses: { 200: PublicSeat },
  refusals: ['seat-not-held', 'day-in-the-future', 'before-seat-was-held', 'term-over', 'election-not-found'],
})

const offerSeat = operation({
  id: 'offerSeat',
  method: 'POST',
  path: `${onePath}/_offer`,
  summary: { nl: 'Bied een vrije zetel aan', en: 'Offer a vacant seat' },
  description:
    'To the next candidate by the stored result. Equals are asked together if there is a seat for each; otherwise the seat awaits a lot. The seat says so if nobody is left.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  responses: { 200: PublicSeat },
  refusals: [
    'seat-not-vacant',
    'seat-not-there-yet',
    'term-over',
    'election-not-found',
    'recount-going-on',
    'review-first',
  ],
})

const drawSeatLot = operation({
  id: 'drawSeatLot',
  method: 'POST',
  path: `${onePath}/_draw`,
  summary: { nl: 'Leg de loting om een zetel vast', en: 'Record the lot for a seat' },
  description: 'Between equals, after the pool was published. Its order holds for later vacancies of the term, too.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  body: SessionEvidence.omit({ source: true }).extend({ when: InstantInput }),
  responses: { 200: PublicSeat },
  refusals: ['lot-not-needed', 'term-over', 'session-at-another-time'],
})

const reopenSeat = operation({
  id: 'reopenSeat',
  method: 'POST',
  path: `${onePath}/_reopen`,
  summary: { nl: 'Zoek opnieuw een opvolger', en: 'Look for a successor again' },
  description: 'For a seat that nobody was left for, when somebody has taken back their refusal.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  responses: { 200: PublicSeat },
  refusals: ['seat-not-exhausted', 'term-over'],
})

const reviewSeat = operation({
  id: 'reviewSeat',
  method: 'POST',
  path: `${onePath}/_review`,
  summary: { nl: 'Beslis over een zetel na een hertelling', en: 'Decide about a seat after a recount' },
  description:
    'For somebody who accepted or took the seat and does not win it by the new result. They leave it, and the next by that result is asked; or they stay, if the seat would be offered to them next. Until the decision they keep the seat.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params,
  body: z.strictObject({ outcome: z.enum(['stays', 'leaves']), decidedOn: LocalDate }),
  responses: { 200: PublicSeat },
  refusals: [
    'seat-not-in-review',
    'another-comes-first',
    'day-in-the-future',
    'before-review',
    'term-over',
    'election-not-found',
    'recount-going-on',
  ],
})

const takeBackRefusal = operation({
  id: 'takeBackRefusal',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/nominations/{nominationId}/_take-back-refusal',
  summary: { nl: 'Wees weer beschikbaar voor een zetel', en: 'Be available for a seat again' },
  description: 'Takes back that you want no seat for the whole term. You are asked again for the next vacancy.',
  access: access.owner,
  about: { missing: 'nomination-not-found' },
  requires: 'if-match',
  params: contestParams.extend({ nominationId: NominationId }),
  responses: { 200: FullNomination },
  refusals: ['candidate-not-on-list', 'no-refusal-for-term'],
})

const adjustSeats = operation({
  id: 'adjustSeats',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_adjust-seats',
  summary: { nl: 'Leg een besluit over het aantal zetels vast', en: 'Record a decision on the number of seats' },
  description:
    'A decision of the municipal council within the term (ordinance, article 6a). Added seats are vacant from the effective date and are offered by the result that stands. With fewer seats only vacant ones fall away, from the day it is recorded: no member loses a seat.',
  access: access.electionOffice,
  about: { missing: 'contest-not-found' },
  requires: 'if-match',
  params: contestParams,
  body: z.strictObject({
    seats: z.int().min(1).max(60),
    reason: Adjustment.shape.reason.meta({ description: 'Why, for everyone to read: no names of persons.' }),
    decidedOn: LocalDate,
    effectiveOn: LocalDate,
  }),
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'result-not-established',
    'seats-beyond-rules',
    'seats-below-members',
    'seats-already-so',
    'day-in-the-future',
    'effective-outside-term',
    'term-over',
  ],
})

export const operations = {
  listSeats,
  getSeat,
  answerSeat,
  examineMember,
  takeSeat,
  vacateSeat,
  offerSeat,
  drawSeatLot,
  reopenSeat,
  reviewSeat,
  takeBackRefusal,
  adjustSeats,
} as const
