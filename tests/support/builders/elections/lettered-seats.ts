// The seats of a ward whose candidates are letters, from its result on: answers, oaths, vacancies, offers, and what a recount does.
import type { EstablishedContest } from '../../../../shared/elections/contests/contest.ts'
import type { Nomination } from '../../../../shared/elections/nominations/nomination.ts'
import type { ElectionRules } from '../../../../shared/elections/rules/election-rules.ts'
import * as fill from '../../../../shared/elections/seating/fill.ts'
import { reseat } from '../../../../shared/elections/seating/reseat.ts'
import { reviewSeat } from '../../../../shared/elections/seating/review.ts'
import { holderOf, type Seat } from '../../../../shared/elections/seating/seat.ts'
import type { Refusal } from '../../../../shared/kernel/refusals.ts'
import { at, day, letterOf, nominationOf, rules, terms } from './lettered-ward.ts'

type Step = Refusal | { readonly refused: false; readonly after: Seat }

/** `letters`: all candidates. Each step answers with the state of the seat and its holder, or with the code of the refusal. */
export const letteredSeats = (first: EstablishedContest, letters: string) => {
  let contest = first
  const nominations: Nomination[] = [...letters].map(nominationOf)
  const begun = fill.seatsOfResult(contest, nominations, rules)
  const seats = new Map<number, Seat>([...begun.filled, ...begun.empty].map(({ after }) => [after.number, after]))
  const play = (number: number, step: (seat: Seat) => Step): string => {
    const seat = seats.get(number)
    if (seat === undefined) throw new Error(`No seat ${number}`)
    const taken = step(seat)
    if (taken.refused) return taken.code
    seats.set(number, taken.after)
    return `${taken.after.status} ${letterOf(holderOf(taken.after))}`
  }
  const around = () => ({ result: contest.result, added: contest.added, nominations, seats: [...seats.values()] })
  const accept = (number: number) => play(number, (seat) => fill.answerSeat(seat, true, terms, at('2026-03-26')))
  const take = (number: number) => {
    accept(number)
    play(number, (seat) => fill.examine(seat, true, terms, at('2026-04-10')))
    return play(number, (seat) => fill.takeSeat(seat, day('2026-04-22'), at('2026-04-22')))
  }
  return {
    accept,
    take,
    decline: (number: number) => play(number, (seat) => fill.answerSeat(seat, false, terms, at('2026-03-26'))),
    leave: (number: number, on: string) =>
      play(number, (seat) => fill.leaveSeat(seat, { because: 'resigned', vacantOn: day(on) }, terms, at(on))),
    offer: (number: number, on = '2026-05-01') => play(number, (seat) => fill.offerSeat(seat, around(), terms, at(on))),
    draw: (number: number, seed: string) =>
      play(number, (seat) => {
        const when = at('2026-05-01')
        return fill.drawSeatLot(seat, { source: 'public-session', who: 'Stembureau', when, seed }, when)
      }),
    review: (number: number, outcome: 'stays' | 'leaves', on = '2026-05-02') =>
      play(number, (seat) => reviewSeat(seat, { outcome, decidedOn: day(on) }, around(), terms, at(on))),
    seat: (number: number) => seats.get(number),
    /** Establishes the new result. Returns the steps of the seats. */
    recounted: (after: EstablishedContest, by: Pick<ElectionRules, 'succession' | 'recount'> = rules) => {
      const before = contest.result
      contest = after
      const steps = reseat(contest, before, { nominations, seats: [...seats.values()] }, by, at('2026-05-01'))
      for (const step of steps) seats.set(step.after.number, step.after)
      return steps.map(({ step, after: seat }) => `${seat.number} ${step} ${letterOf(holderOf(seat))}`)
    },
    standing: () => [...seats.values()].map((seat) => `${seat.status} ${letterOf(holderOf(seat))}`).join(', '),
  }
}
