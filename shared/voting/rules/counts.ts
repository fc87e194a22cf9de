// The sums that every rule starts from: votes, scores, ballots, blanks.
import { type Marks, marksOf } from './marks.ts'
import type { Option, Profile } from './rule.ts'
import { codePointOrder } from './ties.ts'

/** An option with its ballots (`votes`) and its points (`score`; equal to the votes in forms without points). */
export type Counted = { readonly option: Option; readonly votes: number; readonly score: number }

export type Counts = {
  /** Sorted by code points of the id. */
  readonly options: readonly Counted[]
  readonly ballots: number
  readonly blanks: number
  readonly marks: Marks
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

/** Adds up. Throws as `marksOf` does. */
export const countProfile = (profile: Profile): Counts => {
  const marks = marksOf(profile)
  const options = codePointOrder(marks.places.keys()).flatMap((id) => {
    const place = marks.places.get(id) ?? 0
    const option = profile.options[place]
    return option === undefined ? [] : [{ option, votes: marks.votes[place] ?? 0, score: marks.scores[place] ?? 0 }]
  })
  let ballots = 0
  let blanks = 0
  for (const { count, options: named } of profile.ballots) {
    ballots += count
    if (named.length === 0) blanks += count
  }
  return { options, ballots, blanks, marks }
}
