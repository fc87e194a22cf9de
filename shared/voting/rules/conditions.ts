// Conditions before a rule applies: the quorum of the poll and the thresholds of an option.
import type * as z from 'zod'
import type { RuleConfiguration } from './configuration.ts'
import type { Counted, Counts } from './counts.ts'
import type { Profile, Quorum, Reason, Sufficed } from './rule.ts'
import { leastThat } from './search.ts'

/** Reached or not, in integers: ballots · 100 ≥ percent · electorate. Throws if the electorate is unknown. */
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

type Support = Pick<Counted, 'votes' | 'score'>

/** Whether an option meets its thresholds, with this many ballots. */
export const reaches = ({ votes, score }: Support, thresholds: RuleConfiguration['thresholds'], ballots: number) =>
  votes >= (thresholds.votes ?? 0) &&
  score >= (thresholds.score ?? 0) &&
  votes * 100 >= (thresholds.sharePercent ?? 0) * ballots

/**
 * Why an option may not take part in spending money or answering a question; undefined if it may. At least one vote
 * and one point are always needed.
 */
export const excluded = (
  support: Support,
  thresholds: RuleConfiguration['thresholds'],
  ballots: number,
): Extract<Reason, 'no-support' | 'below-threshold'> | undefined => {
  if (support.score < 1) return 'no-support'
  return reaches(support, thresholds, ballots) ? undefined : 'below-threshold'
}

/** What would have sufficed to win, and to take part at all: a lower cost does not replace votes of a threshold. */
export const withThresholds = (
  { votes, score }: Counted,
  { moreSupporters, cost }: Sufficed,
  thresholds: RuleConfiguration['thresholds'],
  ballots: number,
): Sufficed => {
  const passes = (more: number): boolean =>
    !excluded({ votes: votes + more, score: score + more }, thresholds, ballots + more)
  const least = leastThat(passes, 0, 2 ** 40)
  return {
    moreSupporters: moreSupporters === null || least === undefined ? null : Math.max(moreSupporters, least),
    cost: least === 0 ? cost : null,
  }
}
