// Ballots as columns of numbers: for each option its groups of supporters, their sizes and their points.
import type { Counted } from './counts.ts'
import { type Marks, zeros } from './marks.ts'

/**
 * Options stand in the order given; entries `start[p]` to `start[p + 1]` belong to option p, sorted by points. `group`
 * is a group of voters with the same ballot, `count` how many they are, `points` what each gives. Memory grows with
 * the marks on distinct ballots.
 */
export type Matrix = {
  readonly groups: number
  readonly start: Int32Array
  readonly group: Int32Array
  readonly count: readonly number[]
  readonly points: readonly number[]
  /** Per option the sum of count · points. */
  readonly weight: Float64Array
}

/** Only marks on the given options: other options do not take part. */
export const matrixOf = (marks: Marks, options: readonly Counted[]): Matrix => {
  const { ballots } = marks
  const places = options.map(({ option }) => marks.places.get(option.id) ?? 0)
  const start = new Int32Array(options.length + 1)
  /** By place: the next free entry of an option; none for one that does not take part. */
  const next = new Int32Array(marks.places.size).fill(-1)
  places.forEach((place, index) => {
    next[place] = start[index] ?? 0
    start[index + 1] = (start[index] ?? 0) + (marks.entries[place] ?? 0)
  })
  const size = start[options.length] ?? 0
  const group = new Int32Array(size)
  const count = zeros(size)
  const points = zeros(size)
  // Stryker disable next-line BooleanLiteral: sorting what is sorted changes nothing
  let uniform = true
  // A function for one group, as in `marksOf`.
  const take = (copies: number, voters: number): void => {
    const end = marks.start[voters + 1] ?? 0
    for (let mark = marks.start[voters] ?? 0; mark < end; mark += 1) {
      const place = marks.option[mark] ?? 0
      const entry = next[place] ?? -1
      if (entry < 0) continue
      next[place] = entry + 1
      const given = marks.points[mark] ?? 0
      if (given !== 1) uniform = false
      group[entry] = voters
      count[entry] = copies
      points[entry] = given
    }
  }
  ballots.forEach(take)
  if (!uniform)
    for (let index = 0; index < places.length; index += 1)
      sortByPoints(start[index] ?? 0, start[index + 1] ?? 0, group, count, points)
  const weight = Float64Array.from(places, (place) => marks.scores[place] ?? 0)
  return { groups: ballots.length, start, group, count, points, weight }
}

/**
 * By the points given, and within them as before: by group. Bounds on errors take the points of an option's last entry as its greatest.
 * There are few different points, so each gets a pile.
 */
const sortByPoints = (from: number, to: number, group: Int32Array, count: number[], points: number[]): void => {
  const piles = new Map<number, number[]>()
  for (let entry = from; entry < to; entry += 1) {
    const given = points[entry] ?? 0
    const pile = piles.get(given)
    if (pile === undefined) piles.set(given, [entry])
    else pile.push(entry)
  }
  if (piles.size < 2) return
  const [groups, counts] = [group.slice(from, to), count.slice(from, to)]
  let place = from
  for (const given of Float64Array.from(piles.keys()).sort())
    for (const entry of piles.get(given) ?? []) {
      group[place] = groups[entry - from] ?? 0
      count[place] = counts[entry - from] ?? 0
      points[place] = given
      place += 1
    }
}
