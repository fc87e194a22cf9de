// Seats after the election: offers and answers, credentials, oath, vacancies, and successors.
import { refuseTerm, returnToSuccession } from '../../../shared/elections/nominations/nominate.ts'
import { presentContest, presentNomination } from '../../../shared/elections/present.ts'
import { adjustSeats } from '../../../shared/elections/seating/adjust.ts'
import * as fill from '../../../shared/elections/seating/fill.ts'
import { operations } from '../../../shared/elections/seating/operations.ts'
import { presentSeat } from '../../../shared/elections/seating/present.ts'
import { reviewSeat } from '../../../shared/elections/seating/review.ts'
import type { Seat, SeatIn } from '../../../shared/elections/seating/seat.ts'
import {
  getSeats,
  keptSeats,
  listSeats,
  noteForCouncil,
  seated,
  seatedNoMore,
} from '../../../shared/elections/seating/store.ts'
import {
  getContest,
  getElection,
  getNomination,
  getNominations,
  keptContests,
  keptNominations,
} from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf, unchanged } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { reply } from '../../runtime/http.ts'
import { about, change, type Keeper, read, together } from '../../runtime/things.ts'
import { contestsIn, nominationsIn, type OfSeat, seatsIn } from '../subjects.ts'

type HeldSeat = SeatIn<'offered' | 'accepted' | 'admitted' | 'taken' | 'in-review'>

/** Seats that a resident holds or has been offered. */
const heldSeatsIn = (table: Table): Keeper<OfSeat, HeldSeat, Seat> => ({
  table,
  kept: keptSeats,
  find: async (of) => {
    const seat = await seatsIn(table).find(of)
    return seat !== undefined && 'residentId' in seat ? seat : undefined
  },
  wardOf: ({ wardCode }) => wardCode,
  ownerOf: ({ residentId }) => residentId,
})

const present = (seat: Seat, { now }: { readonly now: Instant }) => presentSeat(seat, now)

export const seating = (table: Table) => {
  const seats = seatsIn(table)
  const termsOf = async ({ electionId }: Seat) => (await getElection(table, electionId))?.rules.succession

  /** What decides who comes next: the result that stands, the other seats, and the terms of an offer. */
  const basisOf = async (seat: Seat) => {
    const { electionId, wardCode } = seat
    const [terms, contest, nominations, all] = await Promise.all([
      termsOf(seat),
      getContest(table, electionId, wardCode),
      getNominations(table, electionId, wardCode),
      getSeats(table, electionId, wardCode),
    ])
    if (terms === undefined || contest === undefined) return refuse('election-not-found')
    if (contest.status !== 'established') return refuse('recount-going-on', { status: contest.status })
    const around = { result: contest.result, added: contest.added, nominations, seats: all }
    return { refused: false as const, terms, contest, around }
  }

  return {
    listSeats: about(operations.listSeats, contestsIn(table), async ({ thing, now }) => {
      const all = await listSeats(table, thing.electionId, thing.wardCode)
      return reply(200, { items: all.map((seat) => presentSeat(seat, now)) })
    }),

    getSeat: read(operations.getSeat, seats, present),

    answerSeat: change(
      operations.answerSeat,
      heldSeatsIn(table),
      async ({ thing, body, now }) => {
        const terms = await termsOf(thing)
        if (terms === undefined) return refuse('election-not-found')
        const answered = fill.answerSeat(thing, body.answer === 'accept', terms, now)
        if (answered.refused || answered.step === 'accept') return answered
        if (body.answer === 'decline') return together(answered, seatedNoMore(thing))
        const nomination = await getNomination(table, thing.electionId, thing.wardCode, thing.nominationId)
        if (nomination === undefined) return refuse('candidate-not-on-list')
        const refused = refuseTerm(nomination, now)
        if (refused.refused) return refused
        return together(answered, seatedNoMore(thing), changeOf(keptNominations, refused))
      },
      present,
    ),

    examineMember: change(
      operations.examineMember,
      seats,
      async ({ thing, body, now }) => {
        const terms = await termsOf(thing)
        if (terms === undefined) return refuse('election-not-found')
        const examined = fill.examine(thing, body.isAdmitted, terms, now)
        if (examined.refused || examined.step === 'admit' || !('nominationId' in thing)) return examined
        return together(examined, seatedNoMore(thing))
      },
      present,
    ),

    takeSeat: change(
      operations.takeSeat,
      seats,
      ({ thing, body, now }) => {
        const taken = fill.takeSeat(thing, body.takenOn, now)
        return taken.refused ? taken : together(taken, noteForCouncil(taken.after, now))
      },
      present,
    ),

    vacateSeat: change(
      operations.vacateSeat,
      seats,
      async ({ thing, body: { reason, vacantOn }, now }) => {
        const terms = await termsOf(thing)
        if (terms === undefined) return refuse('election-not-found')
        const left = fill.leaveSeat(thing, { because: reason, vacantOn }, terms, now)
        if (left.refused || !('nominationId' in thing)) return left
        return together(left, seatedNoMore(thing), noteForCouncil(left.after, now))
      },
      present,
    ),

    offerSeat: change(
      operations.offerSeat,
      seats,
      async ({ thing, now }) => {
        const basis = await basisOf(thing)
        if (basis.refused) return basis
        const offered = fill.offerSeat(thing, basis.around, basis.terms, now)
        if (offered.refused) return offered
        // No seat goes to the next by a result that is counted again meanwhile.
        const stands = unchanged(keptContests, basis.contest)
        if (!('nominationId' in offered.after)) return together(offered, stands)
        return together(offered, seated(offered.after), stands)
      },
      present,
    ),

    reviewSeat: change(
      operations.reviewSeat,
      seats,
      async ({ thing, body, now }) => {
        const basis = await basisOf(thing)
        if (basis.refused) return basis
        const reviewed = reviewSeat(thing, body, basis.around, basis.terms, now)
        if (reviewed.refused) return reviewed
        const stands = unchanged(keptContests, basis.contest)
        return reviewed.step === 'lose-in-review' && 'nominationId' in thing
          ? together(reviewed, stands, seatedNoMore(thing), noteForCouncil(reviewed.after, now))
          : together(reviewed, stands)
      },
      present,
    ),

    drawSeatLot: change(
      operations.drawSeatLot,
      seats,
      ({ thing, body, now }) => fill.drawSeatLot(thing, { source: 'public-session', ...body }, now),
      present,
    ),

    reopenSeat: change(operations.reopenSeat, seats, ({ thing, now }) => fill.reopenSeat(thing, now), present),

    adjustSeats: change(
      operations.adjustSeats,
      contestsIn(table),
      async ({ thing, body, now }) => {
        const [election, all] = await Promise.all([
          getElection(table, thing.electionId),
          getSeats(table, thing.electionId, thing.wardCode),
        ])
        if (election === undefined) return refuse('election-not-found')
        const adjusted = adjustSeats(thing, all, election.rules, body, now)
        if (adjusted.refused) return adjusted
        return together(adjusted.taken, ...adjusted.steps.map((step) => changeOf(keptSeats, step)))
      },
      presentContest,
    ),

    takeBackRefusal: change(
      operations.takeBackRefusal,
      nominationsIn(table),
      ({ thing }) => returnToSuccession(thing),
      presentNomination,
    ),
  }
}
