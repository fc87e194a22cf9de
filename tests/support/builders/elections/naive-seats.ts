// A second allocation of seats, by another method, only for comparison: one table of all quotients for highest averages, and floating
// point with small numbers for largest remainders.

type Lists = readonly { readonly votes: number; readonly candidates: number }[]

/** Highest averages: the largest quotients votes/1, votes/2, … win. Undefined if there is a tie for the last seat. */
export const naiveAverages = (lists: Lists, seats: number): number[] | undefined => {
  const table = lists
    .flatMap(({ votes }, list) => Array.from({ length: seats }, (_, n) => ({ list, votes, divisor: n + 1 })))
    .filter(({ votes }) => votes > 0)
    .toSorted((a, b) => b.votes * a.divisor - a.votes * b.divisor)
  const [last, next] = [table[seats - 1], table[seats]]
  if (last && next && last.votes * next.divisor === next.votes * last.divisor) return undefined
  const won = table.slice(0, seats)
  return lists.map((_, list) => won.filter((each) => each.list === list).length)
}

/** The lists with the largest values, for this many places. Undefined if equal values compete for the last place. */
const winners = (values: readonly (readonly [number, number])[], places: number): number[] | undefined => {
  const sorted = values.toSorted(([, a], [, b]) => b - a)
  const [last, next] = [sorted[places - 1], sorted[places]]
  return places > 0 && last && next && last[1] === next[1] ? undefined : sorted.slice(0, places).map(([list]) => list)
}

/**
 * Largest remainders with a threshold of 75 % of the quota, then averages with at most one seat each, then free averages. No
 * majority rule, no exhaustion. Votes × seats must stay far below 2⁵³.
 */
export const naiveRemainders = (lists: Lists, seats: number): number[] | undefined => {
  const total = lists.reduce((sum, { votes }) => sum + votes, 0)
  if (total === 0) return lists.map(() => 0)
  const won = lists.map(({ votes }) => Math.floor((votes * seats) / total))
  const left = () => seats - won.reduce((sum, each) => sum + each, 0)
  const give = (values: readonly (readonly [number, number])[]) => {
    const lucky = winners(values, left())
    for (const list of lucky ?? []) won[list] = (won[list] ?? 0) + 1
    return lucky !== undefined
  }
  // The least common multiple of all possible divisors makes the averages whole numbers.
  const multiple = 27_720
  const remainders = lists.flatMap(({ votes }, list) =>
    votes * seats * 4 >= total * 3 ? [[list, (votes * seats) % total] as const] : [],
  )
  if (!give(remainders)) return undefined
  const averages = () =>
    lists.flatMap(({ votes }, list) =>
      votes > 0 ? [[list, (votes * multiple) / ((won[list] ?? 0) + 1)] as const] : [],
    )
  if (!give(averages())) return undefined
  while (left() > 0) {
    const best = Math.max(...averages().map(([, value]) => value))
    const top = averages().filter(([, value]) => value === best)
    if (top.length > left()) return undefined
    for (const [list] of top) won[list] = (won[list] ?? 0) + 1
  }
  return won
}
