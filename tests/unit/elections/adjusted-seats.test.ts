// The number of seats during a term, as the municipal council decides it (ordinance, article 6a).
import { describe, expect, it } from 'vitest'
import type { Contest } from '../../../shared/elections/contests/contest.ts'
import { adjustSeats } from '../../../shared/elections/seating/adjust.ts'
import * as fill from '../../../shared/elections/seating/fill.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import { endTermOn } from '../../../shared/elections/seating/term.ts'
import {
  at,
  contestOf,
  day,
  letterOf,
  nominationOf,
  rules,
  terms,
} from '../../support/builders/elections/lettered-ward.ts'

const reason = 'De wijk is weer op volle sterkte.'
/** Heijplaat in February 2025: it had five seats because it had five candidates; the municipal council restored seven seats. */
const decision = (seats: number, change: object = {}) => ({
  ...{ seats, reason, decidedOn: day('2027-02-20'), effectiveOn: day('2027-03-01') },
  ...change,
})

const ward = (succession: readonly string[] = [], elected = 'ABCDE') => {
  let contest: Contest = contestOf(elected, succession)
  const nominations = [...elected, ...succession.join('')].map(nominationOf)
  const made = fill.seatsOfResult(contestOf(elected, succession), nominations, rules)
  const seats = new Map<number, Seat>(made.filled.map(({ after }) => [after.number, after]))
  return {
    decide: (seatsNow: number, change: object = {}, on = '2027-02-21') => {
      const decided = adjustSeats(contest, [...seats.values()], rules, decision(seatsNow, change), at(on))
      if (decided.refused) return decided
      contest = decided.taken.after
      for (const { after } of decided.steps) seats.set(after.number, after)
      return decided.steps.map(({ step, after }) => `${after.number} ${step} ${after.status}`)
    },
    decline: (number: number) => {
      const declined = fill.answerSeat(seatOf(number), false, terms, at('2026-03-26'))
      if (declined.refused) throw new Error(declined.code)
      seats.set(number, declined.after)
    },
    offer: (number: number, on: string) => {
      const around = {
        result: contestOf(elected, succession).result,
        added: [],
        nominations,
        seats: [...seats.values()],
      }
      const offered = fill.offerSeat(seatOf(number), around, terms, at(on))
      if (offered.refused) return offered.code
      return `${offered.after.status} ${'nominationId' in offered.after ? letterOf(offered.after.nominationId) : '-'}`
    },
    /** The next council has been elected, and its term begins on this day. */
    succeed: (on: string) => {
      for (const seat of seats.values()) {
        const moved = endTermOn(seat, day(on), at('2030-03-27'))
        if (moved !== undefined) seats.set(seat.number, moved.after)
      }
    },
    seatOf,
    history: () => ('adjustments' in contest ? contest.adjustments : []),
  }
  function seatOf(number: number): Seat {
    const seat = seats.get(number)
    if (seat === undefined) throw new Error(`No seat ${number}`)
    return seat
  }
}

describe('a decision on the number of seats within a term', () => {
  it('a decision on the number of seats within a term adds vacant seats from the effective date, offered by the present result', () => {
    const it = ward(['F'])
    expect(it.decide(7)).toEqual(['6 fall-vacant vacant', '7 fall-vacant vacant'])
    expect(it.seatOf(6)).toMatchObject({
      because: 'added-by-decision',
      vacantOn: '2027-03-01',
      offerBefore: '2027-03-15T23:00:00.000Z',
    })
    expect(it.offer(6, '2027-02-28')).toBe('seat-not-there-yet')
    expect(it.offer(6, '2027-03-01')).toBe('offered F')
    const { recordedAt: _, ...recorded } = it.history()[0] ?? { recordedAt: undefined }
    expect(recorded).toEqual({ from: 5, to: 7, reason, decidedOn: '2027-02-20', effectiveOn: '2027-03-01' })
  })

  it('a decision on the number of seats within a term removes only vacant seats, the last ones first, and no member loses a seat', () => {
    const it = ward([], 'ABCDEFG')
    it.decline(2)
    it.decline(6)
    const now = { effectiveOn: day('2027-02-20') }
    expect(it.decide(4, now)).toMatchObject({ code: 'seats-beyond-rules' })
    expect(it.decide(6, now)).toEqual(['6 fall-away ended'])
    expect(it.decide(5, now)).toEqual(['2 fall-away ended'])
    it.decline(1)
    expect(it.decide(8, now)).toHaveLength(3)
    expect(it.history().map(({ from, to }) => [from, to])).toEqual([
      [7, 6],
      [6, 5],
      [5, 8],
    ])
    const full = ward([], 'ABCDEFG')
    expect(full.decide(6, now)).toMatchObject({ code: 'seats-below-members', facts: { members: 7 } })
  })

  it('a decision on the number of seats within a term requires a different number, dates in the term, and no reduction below seats that are needed earlier', () => {
    const it = ward()
    expect(it.decide(5)).toMatchObject({ code: 'seats-already-so' })
    expect(it.decide(7, { decidedOn: day('2027-02-22') })).toMatchObject({ code: 'day-in-the-future' })
    expect(it.decide(7, { effectiveOn: day('2027-02-19') })).toMatchObject({ code: 'effective-outside-term' })
    expect(it.decide(7, { effectiveOn: day('2030-04-22') })).toMatchObject({ code: 'effective-outside-term' })
    it.succeed('2030-04-24')
    expect(it.decide(7, {}, '2030-04-24')).toMatchObject({ code: 'term-over' })
    const seven = ward([], 'ABCDEFG')
    seven.decline(7)
    expect(seven.decide(6)).toMatchObject({ code: 'day-in-the-future' })
  })
})
