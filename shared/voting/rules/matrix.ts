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
  const marks = (visit: (index: number, group: number, count: number, points: number) => void): void => {
    profile.ballots.forEach(({ options: named, points, count }, group) => {
      named.forEach((id, place) => {
        const index = at.get(id)
        const given = points?.[place] ?? 1
        if (index !== undefined && given > 0) visit(index, group, count, given)
      })
    })
  }
  // Stryker disable next-line BooleanLiteral: sorting what is sorted changes nothing
  let uniform = true
  marks((index, _group, _count, points) => {
    start[index + 1] = (start[index + 1] ?? 0) + 1
    // Stryker disable next-line all: unsorted points cost nodes in the history of payments, and change no outcome
    if (points !== 1) uniform = false
  })
  for (let index = 0; index < options.length; index += 1)
    start[index + 1] = (start[index + 1] ?? 0) + (start[index] ?? 0)
  const size = start[options.length] ?? 0
  const next = start.slice()
  const group = new Int32Array(size)
  const count = new Float64Array(size)
  const points = new Float64Array(size)
  const weight = new Float64Array(options.length)
  marks((index, number, copies, given) => {
    const entry = next[index] ?? 0
    next[index] = entry + 1
    group[entry] = number
    count[entry] = copies
    points[entry] = given
    weight[index] = (weight[index] ?? 0) + copies * given
  })
  const matrix: Matrix = { groups: profile.ballots.length, start, group, count, points, weight }
  // Stryker disable next-line all: as above
  if (!uniform) for (let index = 0; index < options.length; index += 1) sortByPoints(matrix, index)
  return matrix
}

// Stryker disable all: as above
const sortByPoints = ({ start, group, count, points }: Matrix, index: number): void => {
  const from = start[index] ?? 0
  const to = start[index + 1] ?? 0
  const rows = Array.from({ length: to - from }, (_, row) => ({
    group: group[from + row] ?? 0,
    count: count[from + row] ?? 0,
    points: points[from + row] ?? 0,
  }))
  rows.sort((a, b) => a.points - b.points || a.group - b.group)
  rows.forEach((row, place) => {
    group[from + place] = row.group
    count[from + place] = row.count
    points[from + place] = row.points
  })
}
// Stryker restore all
