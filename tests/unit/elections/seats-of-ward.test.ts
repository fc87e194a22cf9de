// The worked examples of succession, applied to the seats of a ward.
import { describe, expect, it } from 'vitest'
import type { Nomination } from '../../../shared/elections/nominations/nomination.ts'
import * as fill from '../../../shared/elections/seating/fill.ts'
import { holderOf, type Seat } from '../../../shared/elections/seating/seat.ts'
import { isTermOver } from '../../../shared/elections/seating/term.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import type { Refusal } from '../../../shared/kernel/refusals.ts'
import {
  at,
  contestOf,
  day,
  idOf,
  letterOf,
  nominationOf,
  rules,
  terms,
} from '../../support/builders/elections/lettered-ward.ts'

/** A ward with an established result: the elected candidates, and the succession. */
const ward = (elected: string, succession: readonly string[], vacantSeats = 0, by: typeof rules = rules) => {
  const contest = contestOf(elected, succession, { vacantSeats })
  const nominations = new Map([...elected, ...succession.join('')].map((letter) => [letter, nominationOf(letter)]))
  const made = fill.seatsOfResult(contest, [...nominations.values()], by)
  const seats = new Map<number, Seat>([...made.filled, ...made.empty].map(({ after }) => [after.number, after]))
  const seatOf = (number: number): Seat => {
    const seat = seats.get(number)
    if (seat === undefined) throw new Error(`No seat ${number}`)
    return seat
  }
  type Step = Refusal | { readonly refused: false; readonly after: Seat }
  const play = (number: number, step: (seat: Seat) => Step): string => {
    const taken = step(seatOf(number))
    if (taken.refused) return taken.code
    seats.set(number, taken.after)
    return `${taken.after.status} ${letterOf(holderOf(taken.after))}`
  }
  const around = () => ({
    result: contest.result,
    added: [],
    nominations: [...nominations.values()],
    seats: [...seats.values()],
  })
  return {
    seatOf,
    set: (letter: string, change: Partial<Nomination>) => {
      const nomination = nominations.get(letter)
      if (nomination?.status === 'valid') nominations.set(letter, { ...nomination, ...change, status: 'valid' })
    },
    install: () => {
      for (const number of [...seats.keys()]) {
        play(number, (seat) => fill.answerSeat(seat, true, terms, at('2026-03-26')))
        play(number, (seat) => fill.examine(seat, true, terms, at('2026-04-10')))
        play(number, (seat) => fill.takeSeat(seat, day('2026-04-22'), at('2026-04-22')))
      }
    },
    leave: (number: number, on: string) =>
      play(number, (seat) => fill.leaveSeat(seat, { because: 'resigned', vacantOn: day(on) }, terms, at(on))),
    offer: (number: number, on: string) => play(number, (seat) => fill.offerSeat(seat, around(), terms, at(on))),
    answer: (number: number, isAccepted: boolean, now: Instant) =>
      play(number, (seat) => fill.answerSeat(seat, isAccepted, terms, now)),
    lapse: (number: number, now: Instant) => play(number, (seat) => fill.lapseOffer(seat, terms, now)),
    draw: (number: number, seed: string, on: string) =>
      play(number, (seat) =>
        fill.drawSeatLot(seat, { source: 'public-session', who: 'Stembureau', when: at(on), seed }, at(on)),
      ),
    examine: (number: number, isAdmitted: boolean) =>
      play(number, (seat) => fill.examine(seat, isAdmitted, terms, at('2026-04-10'))),
    take: (number: number, takenOn: string, now: Instant) =>
      play(number, (seat) => fill.takeSeat(seat, day(takenOn), now)),
  }
}

describe('the seats of a result', () => {
  it('the seats of a result are offered to those elected, for ten days, and the others are vacant from the first day of the term', () => {
    const it = ward('AB', [], 1)
    expect(it.seatOf(1)).toMatchObject({ status: 'offered', answerBefore: '2026-04-04T22:00:00.000Z' })
    expect(it.seatOf(3)).toMatchObject({ status: 'vacant', because: 'never-filled', vacantOn: '2026-04-22' })
    expect(it.offer(3, '2026-04-23')).toBe('exhausted -')
  })

  it('the seats of a result are taken by oath after the examination of credentials, on or after the first day of the term', () => {
    const it = ward('AB', ['C'])
    expect(it.take(1, '2026-04-22', at('2026-04-22'))).toBe('member-not-admitted')
    expect(it.answer(1, true, at('2026-03-26'))).toBe('accepted A')
    expect(it.examine(1, true)).toBe('admitted A')
    expect(it.take(1, '2026-04-21', at('2026-04-22'))).toBe('before-term')
    expect(it.take(1, '2026-04-23', at('2026-04-22'))).toBe('day-in-the-future')
    expect(it.take(1, '2026-04-22', at('2026-04-22'))).toBe('taken A')
  })

  it('the seats of a result go to the next candidate if an office is incompatible with the seat', () => {
    const it = ward('AB', ['C'])
    it.answer(1, true, at('2026-03-26'))
    expect(it.examine(1, false)).toBe('vacant -')
    expect(it.offer(1, '2026-04-11')).toBe('offered C')
  })
})

describe('the end of a term', () => {
  const ruledBy = (runsOn: boolean): typeof rules => ({
    ...rules,
    calendar: { ...rules.calendar, term: { ...rules.calendar.term, runsOn } },
  })

  it.each([
    [true, '2030-04-22', false],
    [false, '2030-04-21', false],
    [false, '2030-04-22', true],
  ] as const)('the end of a term with terms that run on: %s, has come on %s: %s', (runsOn, on, isOver) => {
    expect(isTermOver(ward('ABCDEFG', ['H'], 0, ruledBy(runsOn)).seatOf(1), at(on))).toBe(isOver)
  })
})

describe('a vacancy', () => {
  it('a vacancy is offered in the order of the result, and no answer in 28 days is a refusal (example 7)', () => {
    const it = ward('ABD', ['C', 'E'])
    it.install()
    expect(it.leave(3, '2027-01-18')).toBe('vacant -')
    expect(it.seatOf(3)).toMatchObject({ offerBefore: '2027-02-01T23:00:00.000Z' })
    expect(it.offer(3, '2027-02-01')).toBe('offered C')
    const lastMoment = Instant.parse('2027-03-01T22:59:59.999Z')
    const over = Instant.parse('2027-03-01T23:00:00.000Z')
    expect(it.lapse(3, lastMoment)).toBe('answer-still-awaited')
    expect(it.answer(3, true, over)).toBe('answer-too-late')
    expect(it.lapse(3, over)).toBe('vacant -')
    expect(it.offer(3, '2027-03-02')).toBe('offered E')
  })

  it('a vacancy between equals waits for a lot, whose order also decides the next vacancy (example 6)', () => {
    const it = ward('AB', ['CDE'])
    it.install()
    it.leave(2, '2027-01-18')
    expect(it.offer(2, '2027-01-20')).toBe('lot-needed -')
    expect(it.draw(2, '3 1 4', '2027-01-19')).toBe('session-at-another-time')
    expect(it.draw(2, '3 1 4', '2027-01-21')).toBe('vacant -')
    const order = it.seatOf(2).lots[0]?.order.map(({ id }) => letterOf(id)) ?? []
    expect(order.toSorted()).toEqual(['C', 'D', 'E'])
    expect(it.offer(2, '2027-01-22')).toBe(`offered ${order[0]}`)
    it.leave(1, '2027-02-18')
    expect(it.offer(1, '2027-02-20')).toBe(`offered ${order[1]}`)
  })

  it('a vacancy and another one on the same day are offered to equals together, without a lot (example 9)', () => {
    const it = ward('ABC', ['DE'])
    it.install()
    it.leave(1, '2027-01-18')
    it.leave(2, '2027-01-18')
    expect(it.offer(1, '2027-01-20')).toBe('offered D')
    expect(it.offer(2, '2027-01-20')).toBe('offered E')
  })

  it('a vacancy is not offered to somebody who wants no seat this term, until they take that back (example 10)', () => {
    const it = ward('AB', ['C', 'E'])
    it.install()
    it.set('C', { refusesTermSince: at('2026-06-01') })
    it.leave(1, '2027-01-18')
    expect(it.offer(1, '2027-01-20')).toBe('offered E')
    it.set('C', { refusesTermSince: undefined })
    it.leave(2, '2027-02-18')
    expect(it.offer(2, '2027-02-20')).toBe('offered C')
  })

  it('a vacancy without any candidate left is exhausted, and followed as the rules say', () => {
    const it = ward('AB', ['C'])
    it.install()
    it.leave(1, '2027-01-18')
    it.offer(1, '2027-01-20')
    it.answer(1, false, at('2027-01-21'))
    expect(it.offer(1, '2027-01-22')).toBe('exhausted -')
    // A left the seat, and C declined it.
    expect(it.seatOf(1)).toMatchObject({ followedBy: terms.listExhausted, passedOver: [idOf('A'), idOf('C')] })
  })

  it('a vacancy begins only on a day on which the member had the seat', () => {
    const it = ward('AB', ['C'])
    it.install()
    expect(it.leave(1, '2026-04-21')).toBe('before-seat-was-held')
    expect(it.leave(1, '2026-04-22')).toBe('vacant -')
    expect(it.leave(1, '2026-04-23')).toBe('seat-not-held')
  })
})
