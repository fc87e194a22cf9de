// The ballots of a count as columns of numbers, group by group: every name on them is looked up once.
import type { BallotGroup, Profile } from './rule.ts'

/**
 * The marks of ballot group g are the entries `start[g]` to `start[g + 1]`: an option, by its place in the profile, and its
 * points (1 where the form has none). A mark of 0 points is no support: it counts as a vote, but has no entry.
 */
export type Marks = {
  readonly places: ReadonlyMap<string, number>
  readonly start: Int32Array
  readonly option: Int32Array
  readonly points: readonly number[]
  /** How many ballots each group has. */
  readonly ballots: readonly number[]
  /** For each place: its entries, the ballots that name it, and the sum of their points. */
  readonly entries: Int32Array
  readonly votes: readonly number[]
  readonly scores: readonly number[]
}

/** A column of whole numbers. Not a `Float64Array`: code that is not compiled yet makes an object of every number read from it. */
// Stryker disable next-line ArrayDeclaration: an empty one grows, and is read as zeros until then
export const zeros = (length: number): number[] => new Array<number>(length).fill(0)

/** Throws on a ballot that names an unknown option or one twice: ballots are validated before the count. */
export const marksOf = ({ options, ballots: groups }: Profile): Marks => {
  const places = new Map(options.map(({ id }, place) => [id, place]))
  if (places.size !== options.length) throw new TypeError('Two options have the same id')
  const most = groups.reduce((sum, { options: named }) => sum + named.length, 0)
  const start = new Int32Array(groups.length + 1)
  const option = new Int32Array(most)
  const points = zeros(most)
  const ballots = zeros(groups.length)
  const entries = new Int32Array(options.length)
  const votes = zeros(options.length)
  const scores = zeros(options.length)
  const seenIn = new Int32Array(options.length)
  let entry = 0
  // A function for one ballot, not one long loop: V8 would compile such a loop while it runs, for this one time, and be too late.
  const take = ({ options: named, points: given, count }: BallotGroup, group: number): void => {
    if (given !== undefined && given.length !== named.length)
      throw new TypeError('The numbers of points and options on a ballot differ')
    ballots[group] = count
    for (let at = 0; at < named.length; at += 1) {
      const id = named[at] ?? ''
      const place = places.get(id)
      if (place === undefined) throw new TypeError(`A ballot names option ${id}, which does not exist`)
      if (seenIn[place] === group + 1) throw new TypeError(`A ballot names option ${id} twice`)
      seenIn[place] = group + 1
      const worth = given === undefined ? 1 : (given[at] ?? 1)
      votes[place] = (votes[place] ?? 0) + count
      scores[place] = (scores[place] ?? 0) + count * worth
      if (!(worth > 0)) continue
      entries[place] = (entries[place] ?? 0) + 1
      option[entry] = place
      points[entry] = worth
      entry += 1
    }
    start[group + 1] = entry
  }
  groups.forEach(take)
  return { places, start, option, points, ballots, entries, votes, scores }
}
