// The order between equals, independent of locale and chance.
import type { Option, TieOrder } from './rule.ts'

/**
 * Compares by Unicode code points. Differs from code units (the plain `<`) only for characters beyond the basic plane,
 * whose first unit sorts below U+E000..U+FFFF.
 */
export const byCodePoints = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue
    return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0)
  }
  return a.length - b.length
}

/** Characters whose code units may sort otherwise than their code points do. */
const beyondUnits = /[\ud800-\uffff]/

/** The tie order that needs no lots: the smallest id first. */
export const codePointOrder = (ids: Iterable<string>): TieOrder => {
  const all = [...ids]
  // Without such characters the engine's own order is the same, and a fresh process sorts several times as fast.
  return all.some((id) => beyondUnits.test(id)) ? all.sort(byCodePoints) : all.sort()
}

export type TieCriteria = readonly ('lowest-cost' | 'most-votes')[]
export type Contender = { readonly option: Option; readonly votes: number }

export type TieBreak = {
  /** Negative when `a` wins a tie with `b`. Never 0 for two different options. */
  readonly compare: (a: Contender, b: Contender) => number
  /** The same before the tie order is applied: 0 means that the tie order has to decide. */
  readonly compareByCriteria: (a: Contender, b: Contender) => number
}

const byCriterion = (criterion: TieCriteria[number], a: Contender, b: Contender): number => {
  switch (criterion) {
    case 'lowest-cost':
      return a.option.cost - b.option.cost
    case 'most-votes':
      return b.votes - a.votes
    default:
      return criterion satisfies never
  }
}

/** Throws if the tie order misses an option or names one twice: such an order is invalid. */
export const tieBreak = (criteria: TieCriteria, order: TieOrder, options: readonly Option[]): TieBreak => {
  const places = new Map(order.map((id, place) => [id, place]))
  if (places.size !== order.length) throw new TypeError('The tie order names an option twice')
  const placeOf = (id: string): number => {
    const place = places.get(id)
    if (place === undefined) throw new TypeError(`The tie order misses option ${id}`)
    return place
  }
  for (const { id } of options) placeOf(id)
  const compareByCriteria = (a: Contender, b: Contender): number => {
    for (const criterion of criteria) {
      const difference = byCriterion(criterion, a, b)
      if (difference !== 0) return difference
    }
    return 0
  }
  return {
    compareByCriteria,
    compare: (a, b) => compareByCriteria(a, b) || placeOf(a.option.id) - placeOf(b.option.id),
  }
}
