// What a recount does to the seats of a ward with lists: a seat belongs to a list, and lists gain and lose seats.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holderOf } from '../../../shared/elections/seating/seat.ts'
import { letteredSeats } from '../../support/builders/elections/lettered-seats.ts'
import { contestOfLists, type Lists, letterOf } from '../../support/builders/elections/lettered-ward.ts'

const seatsInAll = 6
const shuffled = (letters: string) =>
  fc.shuffledSubarray([...letters], { minLength: letters.length }).map((order) => order.join(''))
/** Six seats over the lists, one at a time to the list that a number names, or to the next with a candidate left. */
const seatsByCuts = (cuts: readonly number[], candidates: readonly number[]): readonly number[] => {
  const won = candidates.map(() => 0)
  for (let seat = 0; seat < seatsInAll; seat += 1) {
    const from = (cuts[seat] ?? seat) % won.length
    const places = won.map((_, index) => (from + index) % won.length)
    const list = places.find((place) => (won[place] ?? 0) < (candidates[place] ?? 0)) ?? 0
    won[list] = (won[list] ?? 0) + 1
  }
  return won
}

/** List P with three seats and one successor, list Q with two and one, and S, who stands alone. */
const before: Lists = { P: ['ABC', ['D']], Q: ['XY', ['Z']], S: ['S', []] }
/** P loses a seat to Q. */
const after: Lists = { P: ['AB', ['C', 'D']], Q: ['XYZ', []], S: ['S', []] }

const ward = (lists: Lists = before) => {
  const seats = letteredSeats(contestOfLists(lists), 'ABCDXYZS')
  return {
    ...seats,
    recounted: (next: Lists, more: Parameters<typeof contestOfLists>[1] = {}) =>
      seats.recounted(contestOfLists(next, more)),
    listOf: (number: number) => seats.seat(number)?.listId,
  }
}

describe('a recount with lists', () => {
  it('a recount with lists changes nothing if every list has the same seats and the same order', () => {
    const it = ward()
    it.take(1)
    it.decline(2)
    it.accept(4)
    const standing = it.standing()
    expect(it.recounted(before)).toEqual([])
    expect(it.standing()).toBe(standing)
  })

  it('a recount with lists asks the next of the list that won a seat, on the seat that another list lost', () => {
    const it = ward()
    expect(it.recounted(after, { added: 'Z' })).toEqual(['3 offer-to-winner Z'])
    expect([1, 2, 3, 4, 5, 6].map(it.listOf)).toEqual(['P', 'P', 'Q', 'Q', 'Q', 'S'])
    expect(it.standing()).toBe('offered A, offered B, offered Z, offered X, offered Y, offered S')
  })

  it('a recount with lists reviews a seat that was taken; its successors are those of the list that won it', () => {
    const it = ward()
    for (const seat of [1, 2, 3]) it.take(seat)
    expect(it.recounted(after, { added: 'Z' })).toEqual(['3 put-in-review C'])
    expect(it.listOf(3)).toBe('Q')
    expect(it.review(3, 'stays')).toBe('another-comes-first')
    expect(it.review(3, 'leaves')).toBe('vacant -')
    expect(it.offer(3, '2026-05-03')).toBe('offered Z')
    expect(it.listOf(3)).toBe('Q')
  })

  it('a recount with lists gives the new winner a vacant seat of the list that lost one, so that no member of it leaves', () => {
    const it = ward()
    it.decline(2)
    it.take(3)
    expect(it.recounted(after, { added: 'Z' })).toEqual(['2 offer-to-winner Z'])
    expect(it.standing()).toBe('offered A, offered Z, taken C, offered X, offered Y, offered S')
    expect([2, 3].map(it.listOf)).toEqual(['Q', 'P'])
  })

  it('a recount with lists changes the person and not the list if only the order on the list changed', () => {
    const it = ward()
    expect(it.recounted({ ...before, P: ['ABD', ['C']] }, { added: 'D' })).toEqual(['3 offer-to-winner D'])
    expect(it.listOf(3)).toBe('P')
  })

  it('a recount with lists gives each of two new winners a seat of the own list, if there is one', () => {
    const it = ward()
    const next: Lists = { P: ['ABD', ['C']], Q: ['XZ', ['Y']], S: ['S', []] }
    expect(it.recounted(next, { added: 'ZD' })).toEqual(['3 offer-to-winner D', '5 offer-to-winner Z'])
    expect([3, 5].map(it.listOf)).toEqual(['P', 'Q'])
  })

  it('a recount with lists leaves a seat to no list if nobody can take it: it goes to the lottery', () => {
    const it = ward()
    const next: Lists = { P: ['AB', ['C', 'D']], Q: ['XY', ['Z']], S: ['S', []] }
    expect(it.recounted(next, { vacantSeats: 1 })).toEqual(['3 withdraw-offer -'])
    expect(it.listOf(3)).toBeUndefined()
    expect(it.offer(3)).toBe('exhausted -')
  })

  it('a recount with lists lets a list that lost its only seat lose it, also if the candidate stood alone', () => {
    const it = ward()
    it.take(6)
    const next: Lists = { P: ['ABCD', []], Q: ['XY', ['Z']], S: ['', ['S']] }
    expect(it.recounted(next, { added: 'D' })).toEqual(['6 put-in-review S'])
    expect(it.listOf(6)).toBe('P')
    expect(it.review(6, 'leaves')).toBe('vacant -')
    expect(it.offer(6, '2026-05-03')).toBe('offered D')
  })

  it('a recount with lists passes over nobody whose seat is in review: first the review, then the vacancy of their list', () => {
    const it = ward()
    for (const seat of [1, 2, 3]) it.take(seat)
    it.recounted(after, { added: 'Z' })
    it.leave(1, '2026-05-01')
    // C is the first successor of P, and holds the seat that is now Q's until the review.
    expect(it.offer(1, '2026-05-02')).toBe('review-first')
    expect(it.review(3, 'leaves')).toBe('vacant -')
    expect(it.offer(1, '2026-05-03')).toBe('offered C')
    expect(it.offer(3, '2026-05-03')).toBe('offered Z')
  })

  it('a recount with lists seats the winners of a second recount, by the result that stands then', () => {
    const it = ward()
    it.recounted(after, { added: 'Z' })
    expect(it.recounted(before, { added: 'C' })).toEqual(['3 offer-to-winner C'])
    expect(it.listOf(3)).toBe('P')
  })
})

describe('the seats after any recount with lists', () => {
  const letters = 'ABCDEFGHIJ'
  /** A result over three lists: how many seats each has, and the order on each. */
  const result = fc
    .record({ orders: fc.tuple(shuffled('ABCD'), shuffled('EFG'), shuffled('HIJ')), cuts: fc.array(fc.nat(4)) })
    .map(({ orders, cuts }): Lists => {
      const seatsOf = seatsByCuts(
        cuts,
        orders.map((order) => order.length),
      )
      return Object.fromEntries(
        orders.map((order, list) => [
          'PQR'[list] ?? '',
          [order.slice(0, seatsOf[list]), [...order.slice(seatsOf[list] ?? 0)]] as const,
        ]),
      )
    })
  const electedIn = (lists: Lists) => Object.values(lists).flatMap(([elected]) => [...elected])
  const addedBy = (old: Lists, next: Lists) =>
    electedIn(next)
      .filter((letter) => !electedIn(old).includes(letter))
      .join('')
  const listsOf = (it: ReturnType<typeof letteredSeats>) =>
    Array.from({ length: seatsInAll }, (_, index) => it.seat(index + 1)?.listId).toSorted()
  const seatsPerList = (lists: Lists) =>
    Object.entries(lists)
      .flatMap(([list, [elected]]) => [...elected].map(() => list))
      .toSorted()

  it('the seats after any recount with lists are offered to exactly the elected if nobody had answered', () => {
    fc.assert(
      fc.property(result, result, (old, next) => {
        const it = letteredSeats(contestOfLists(old), letters)
        it.recounted(contestOfLists(next, { added: addedBy(old, next) }))
        const holders = Array.from({ length: seatsInAll }, (_, index) => it.seat(index + 1))
        expect(holders.map((seat) => seat && letterOf(holderOf(seat))).toSorted()).toEqual(electedIn(next).toSorted())
        for (const seat of holders)
          expect(
            Object.entries(next).find(([, [elected]]) => elected.includes(letterOf(seat && holderOf(seat))))?.[0],
          ).toBe(seat?.listId)
      }),
    )
  })

  it('the seats after any recount with lists are as many for each list as it won, whoever had accepted, taken or declined', () => {
    const answers = fc.array(fc.constantFrom('accept', 'take', 'decline', 'nothing'), {
      minLength: seatsInAll,
      maxLength: seatsInAll,
    })
    fc.assert(
      fc.property(result, result, answers, (old, next, given) => {
        const it = letteredSeats(contestOfLists(old), letters)
        for (const [index, answer] of given.entries()) if (answer !== 'nothing') it[answer](index + 1)
        it.recounted(contestOfLists(next, { added: addedBy(old, next) }))
        expect(listsOf(it)).toEqual(seatsPerList(next))
        const held = it.standing().match(/[A-J](?=,|$)/g) ?? []
        expect(new Set(held).size).toBe(held.length)
      }),
    )
  })
})
