// Ballots as columns of numbers: for each option its groups of supporters, their sizes and their points.
import type { Counted } from './counts.ts'
import type { Profile } from './rule.ts'

/**
 * Options stand in the order given; entries `start[p]` to `start[p + 1]` belong to option p, sorted by points. `group`
 * is a group of voters with the same ballot, `count` how many they are, `points` what each gives. Memory grows with
 * the marks on distinct ballots.
 */
export type Matrix = {
  readonly groups: number
  readonly start: Int32Array
  readonly group: Int32Array
  readonly count: Float64Array
  readonly points: Float64Array
  /** Per option the sum of count · points. */
  readonly weight: Float64Array
}

/** Only marks on the given options: other options do not take part. Marks of 0 points are not support. */
export const matrixOf = (profile: Profile, options: readonly Counted[]): Matrix => {
  const at = new Map(options.map(({ option }, index) => [option.id, index]))
  const start = new Int32Array(options.length + 1)
  const most = profile.ballots.reduce((sum, { options: named }) => sum + named.length, 0)
  // The marks in the order of the ballots: each id is looked up once.
  const markedOption = new Int32Array(most)
  const markedGroup = new Int32Array(most)
  const markedPoints = new Float64Array(most)
  let size = 0
  // Stryker disable next-line BooleanLiteral: sorting what is sorted changes nothing
  let uniform = true
  profile.ballots.forEach(({ options: named, points }, number) => {
    named.forEach((id, place) => {
      const index = at.get(id)
      const given = points?.[place] ?? 1
      if (index === undefined || !(given > 0)) return
      // Stryker disable next-line all: unsorted points cost nodes in the history of payments, and change no outcome
      if (given !== 1) uniform = false
      markedOption[size] = index
      markedGroup[size] = number
      markedPoints[size] = given
      size += 1
      start[index + 1] = (start[index + 1] ?? 0) + 1
    })
  })
  for (let index = 0; index < options.length; index += 1)
    start[index + 1] = (start[index + 1] ?? 0) + (start[index] ?? 0)
  const next = start.slice()
  const group = new Int32Array(size)
  const count = new Float64Array(size)
  const points = new Float64Array(size)
  const weight = new Float64Array(options.length)
  for (let mark = 0; mark < size; mark += 1) {
    const index = markedOption[mark] ?? 0
    const voters = markedGroup[mark] ?? 0
    const given = markedPoints[mark] ?? 0
    const copies = profile.ballots[voters]?.count ?? 0
    const entry = next[index] ?? 0
    next[index] = entry + 1
    group[entry] = voters
    count[entry] = copies
    points[entry] = given
    weight[index] = (weight[index] ?? 0) + copies * given
  }
  const matrix: Matrix = { groups: profile.ballots.length, start, group, count, points, weight }
  // Stryker disable next-line all: as above
  if (!uniform) for (let index = 0; index < options.length; index += 1) sortByPoints(matrix, index)
  return matrix
}

// Stryker disable all: as above
/** By the points given, and within them as before: by group. There are few different points, so each gets a pile. */
const sortByPoints = ({ start, group, count, points }: Matrix, index: number): void => {
  const [from, to] = [start[index] ?? 0, start[index + 1] ?? 0]
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
// Stryker restore all
