// What a recount does to the seats of a ward, with letters for candidates: old result, changes of seats, new result.
import { describe, expect, it } from 'vitest'
import type { ElectionRules } from '../../../shared/elections/rules/election-rules.ts'
import { letteredSeats } from '../../support/builders/elections/lettered-seats.ts'
import { contestOf, rules } from '../../support/builders/elections/lettered-ward.ts'

type Result = readonly [elected: string, succession: readonly string[]]

const ward = ([elected, succession]: Result) => {
  const seats = letteredSeats(contestOf(elected, succession), elected + succession.join(''))
  return {
    ...seats,
    recounted: (
      [winners, next]: Result,
      { added = '', by = rules }: { added?: string; by?: Pick<ElectionRules, 'succession' | 'recount'> } = {},
    ) => seats.recounted(contestOf(winners, next, { added }), by),
  }
}

describe('a recount with the same outcome', () => {
  it('a recount with the same outcome does not change any seat, offer or lot', () => {
    const it = ward(['ABC', ['DE', 'F']])
    it.take(1)
    it.accept(2)
    it.decline(3)
    it.offer(3)
    it.draw(3, '6 2 5')
    const before = it.standing()
    expect(it.recounted(['ABC', ['DE', 'F']])).toEqual([])
    expect(it.standing()).toBe(before)
  })
})

describe('a recount with another winner', () => {
  it('a recount with another winner withdraws the open offer to a former winner, and offers the seat to the new winner in the same step', () => {
    const it = ward(['ABC', ['D', 'E']])
    it.take(1)
    expect(it.recounted(['ABD', ['C', 'E']], { added: 'D' })).toEqual(['3 offer-to-winner D'])
    // The term is ten days, as after the election, because the seat was won in the election itself.
    expect(it.seat(3)).toMatchObject({ status: 'offered', answerBefore: '2026-05-11T22:00:00.000Z' })
  })

  it.each(['accepted', 'taken'])(
    'a recount with another winner reviews a seat that was %s, and does not offer it to anybody yet',
    (status) => {
      const it = ward(['ABC', ['D', 'E']])
      it[status === 'taken' ? 'take' : 'accept'](3)
      expect(it.recounted(['ABD', ['C', 'E']], { added: 'D' })).toEqual(['3 put-in-review C'])
      expect(it.offer(3)).toBe('seat-not-vacant')
      expect(it.review(3, 'stays')).toBe('another-comes-first')
      expect(it.review(3, 'leaves', '2026-04-30')).toBe('before-review')
      expect(it.review(3, 'leaves')).toBe('vacant -')
      expect(it.seat(3)).toMatchObject({ because: 'result-superseded' })
      expect(it.offer(3, '2026-05-03')).toBe('offered D')
    },
  )

  it('a recount with another winner ends the mandate on the day of the decision, and until then the member keeps the seat', () => {
    const it = ward(['ABC', ['D']])
    it.take(3)
    it.recounted(['ABD', ['C']], { added: 'D' })
    expect(it.seat(3)?.mandates).toMatchObject([{ from: '2026-04-22' }])
    expect(it.seat(3)?.mandates[0]).not.toHaveProperty('left')
    it.review(3, 'leaves')
    expect(it.seat(3)?.mandates).toMatchObject([
      { from: '2026-04-22', left: { on: '2026-05-02', because: 'result-superseded' } },
    ])
  })

  it('a recount with another winner lets the member stay if the seat would be offered to them next, because another one left meanwhile', () => {
    const it = ward(['ABC', ['D']])
    for (const seat of [1, 2, 3]) it.take(seat)
    it.recounted(['ABD', ['C']], { added: 'D' })
    it.leave(1, '2026-05-01')
    expect(it.offer(1, '2026-05-02')).toBe('offered D')
    expect(it.review(3, 'stays')).toBe('taken C')
    expect(it.seat(3)).toMatchObject({ takenOn: '2026-04-22' })
    expect(it.review(3, 'leaves')).toBe('seat-not-in-review')
  })

  it('a recount with another winner keeps a member on a taken seat if the rules say so, and offers the winner the next vacancy', () => {
    const { recount } = rules
    if (recount === undefined) throw new Error('No recount')
    const it = ward(['ABC', ['D', 'E']])
    for (const seat of [1, 2, 3]) it.take(seat)
    const by = { ...rules, recount: { ...recount, takenSeats: 'kept' as const } }
    expect(it.recounted(['ABD', ['C', 'E']], { added: 'D', by })).toEqual([])
    it.leave(1, '2026-05-02')
    expect(it.offer(1, '2026-05-03')).toBe('offered D')
  })

  it('a recount with another winner gives the new winner a seat that somebody declined, and the former winner keeps theirs', () => {
    const it = ward(['ABC', ['D', 'E']])
    it.decline(1)
    it.take(3)
    expect(it.recounted(['ABD', ['C', 'E']], { added: 'D' })).toEqual(['1 offer-to-winner D'])
    expect(it.standing()).toBe('offered D, offered B, taken C')
  })

  it('a recount with another winner asks a new winner again who declined as a successor, but nobody who declined a seat that they won', () => {
    const it = ward(['ABC', ['D', 'E']])
    it.decline(1)
    it.offer(1)
    it.decline(1)
    expect(it.recounted(['ABD', ['C', 'E']], { added: 'D' })).toContain('1 offer-to-winner D')
    const other = ward(['ABC', ['D', 'E']])
    other.decline(1)
    expect(other.recounted(['BAC', ['D', 'E']])).toEqual([])
    expect(other.standing()).toBe('vacant -, offered B, offered C')
  })

  it('a recount with another winner reviews only a successor who was overtaken by another candidate', () => {
    const overtaken = ward(['ABC', ['D', 'E', 'F']])
    overtaken.decline(1)
    overtaken.offer(1)
    overtaken.accept(1)
    expect(overtaken.recounted(['ABC', ['E', 'D', 'F']])).toEqual(['1 put-in-review D'])
    expect(overtaken.review(1, 'leaves')).toBe('vacant -')
    expect(overtaken.offer(1, '2026-05-03')).toBe('offered E')
    const ahead = ward(['ABC', ['D', 'E', 'F']])
    ahead.decline(1)
    ahead.offer(1)
    ahead.accept(1)
    expect(ahead.recounted(['ABC', ['D', 'F', 'E']])).toEqual([])
  })

  it('a recount with another winner keeps a lot only if the same persons tie again', () => {
    const drawn = () => {
      const it = ward(['ABC', ['DE', 'F']])
      it.decline(1)
      it.offer(1)
      expect(it.draw(1, '6 2 5')).toBe('vacant -')
      return it
    }
    const same = drawn()
    expect(same.recounted(['BAC', ['DE', 'F']])).toEqual([])
    expect(same.seat(1)?.lots).toHaveLength(1)
    const other = drawn()
    expect(other.recounted(['ABC', ['DEF']])).toEqual(['1 void-lots -'])
    expect(other.seat(1)).toMatchObject({ lots: [], voidedLots: [{ places: 1 }] })
    expect(other.offer(1)).toBe('lot-needed -')
  })

  it('a recount with another winner cancels a pending lot between persons who no longer tie', () => {
    const it = ward(['ABC', ['DE']])
    it.decline(1)
    expect(it.offer(1)).toBe('lot-needed -')
    expect(it.recounted(['ABC', ['E', 'D']])).toEqual(['1 void-needed-lot -'])
    expect(it.offer(1)).toBe('offered E')
  })
})
