// Withdrawn options are skipped: the rest is counted as if nobody had named them, and their own votes are reported.
import { countProfile } from './counts.ts'
import type { BallotGroup, Option, OptionReasoning, Outcome, Profile, TieOrder } from './rule.ts'
import { byCodePoints } from './ties.ts'

/** A ballot without the withdrawn options. Points stay with the options that they were given to. */
const without = ({ options, points, count }: BallotGroup, gone: ReadonlySet<string>): BallotGroup => ({
  options: options.filter((id) => !gone.has(id)),
  ...(points === undefined ? {} : { points: points.filter((_, place) => !gone.has(options[place] ?? '')) }),
  count,
})

type Count = (profile: Profile, ties: TieOrder) => Outcome

/**
 * Counts the remaining options by a rule. A ballot that named only withdrawn ones still counts for the
 * turnout, and is not blank. If no option remains, nobody wins.
 */
export const passOver = (count: Count, profile: Profile, ties: TieOrder, withdrawn: readonly string[]): Outcome => {
  if (withdrawn.length === 0) return count(profile, ties)
  const gone = new Set(withdrawn)
  const isLeft = ({ id }: Option) => !gone.has(id)
  const left: Profile = {
    ...profile,
    options: profile.options.filter(isLeft),
    ballots: profile.ballots.map((group) => without(group, gone)),
  }
  const outcome = count(
    left,
    ties.filter((id) => !gone.has(id)),
  )
  const all = countProfile(profile)
  const passed = all.options
    .filter(({ option }) => gone.has(option.id))
    .map(
      ({ option, votes, score }): OptionReasoning => ({
        option: option.id,
        cost: option.cost,
        votes,
        score,
        won: false,
        reason: 'withdrawn',
      }),
    )
  return {
    ...outcome,
    blanks: all.blanks,
    options: [...outcome.options, ...passed].sort((a, b) => byCodePoints(a.option, b.option)),
  }
}
