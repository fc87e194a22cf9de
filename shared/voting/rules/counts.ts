// The sums that every rule starts from: votes, scores, ballots, blanks.
import type { Option, Profile } from './rule.ts'
import { codePointOrder } from './ties.ts'

/** An option with its ballots (`votes`) and its points (`score`; equal to the votes in forms without points). */
export type Counted = { readonly option: Option; readonly votes: number; readonly score: number }

export type Counts = {
  /** Sorted by code points of the id. */
  readonly options: readonly Counted[]
  readonly ballots: number
  readonly blanks: number
}

/** Points of a ranking, best first: `weights[0]` for the first place, and so on. Refuses more places than weights. */
export const rankingPoints = (options: readonly string[], weights: readonly number[]): number[] =>
  options.map((id, place) => {
    const weight = weights[place]
    if (weight === undefined) throw new TypeError(`No weight for place ${place + 1}, option ${id}`)
    return weight
  })

/** Borda's weights for rankings of at most `length` places: length, length − 1, …, 1. */
export const bordaWeights = (length: number): number[] => Array.from({ length }, (_, place) => length - place)

/** Adds up. Throws on a ballot that names an unknown option or one twice: ballots are validated before the count. */
export const countProfile = (profile: Profile): Counts => {
  const at = new Map(profile.options.map((option, index) => [option.id, index]))
  if (at.size !== profile.options.length) throw new TypeError('Two options have the same id')
  const votes = new Float64Array(profile.options.length)
  const scores = new Float64Array(profile.options.length)
  const seenIn = new Int32Array(profile.options.length).fill(-1)
  let ballots = 0
  let blanks = 0
  profile.ballots.forEach((group, number) => {
    ballots += group.count
    if (group.options.length === 0) blanks += group.count
    if (group.points !== undefined && group.points.length !== group.options.length)
      throw new TypeError('The numbers of points and options on a ballot differ')
    group.options.forEach((id, place) => {
      const index = at.get(id)
      if (index === undefined) throw new TypeError(`A ballot names option ${id}, which does not exist`)
      if (seenIn[index] === number) throw new TypeError(`A ballot names option ${id} twice`)
      seenIn[index] = number
      votes[index] = (votes[index] ?? 0) + group.count
      scores[index] = (scores[index] ?? 0) + group.count * (group.points?.[place] ?? 1)
    })
  })
  const options = codePointOrder(profile.options.map(({ id }) => id)).flatMap((id) => {
    const index = at.get(id) ?? 0
    const option = profile.options[index]
    return option === undefined ? [] : [{ option, votes: votes[index] ?? 0, score: scores[index] ?? 0 }]
  })
  return { options, ballots, blanks }
}
