// What must hold before a rule looks at anything: the quorum of the poll and the thresholds of an option.
import type * as z from 'zod'
import type { RuleConfiguration } from './configuration.ts'
import type { Counted, Counts } from './counts.ts'
import type { Profile, Quorum, Reason } from './rule.ts'

/** Reached or not, in whole numbers: ballots · 100 ≥ percent · electorate. Throws where the electorate is not known. */
export const quorumOf = (
  rule: RuleConfiguration['quorum'],
  profile: Profile,
  counts: Counts,
): z.infer<typeof Quorum> | undefined => {
  if (rule === undefined) return undefined
  const { electorate } = profile
  if (electorate === undefined) throw new TypeError('A quorum needs the size of the electorate')
  const met = counts.ballots * 100 >= rule.percent * electorate
  return { percent: rule.percent, electorate, ballots: counts.ballots, met, otherwise: rule.otherwise }
}

/** Why an option may not take part, or undefined when it may. One vote is always needed. */
export const excluded = (
  { votes, score }: Pick<Counted, 'votes' | 'score'>,
  thresholds: RuleConfiguration['thresholds'],
  ballots: number,
): Extract<Reason, 'no-support' | 'below-threshold'> | undefined => {
  if (votes < 1 || score < 1) return 'no-support'
  const reached =
    votes >= (thresholds.votes ?? 0) &&
    score >= (thresholds.score ?? 0) &&
    votes * 100 >= (thresholds.sharePercent ?? 0) * ballots
  return reached ? undefined : 'below-threshold'
}
