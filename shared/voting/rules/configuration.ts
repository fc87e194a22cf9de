// The knobs of every rule: published with the poll, hashed, and the same at the count.
import * as z from 'zod'

const Percent = z.int().min(0).max(100)
const Money = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What an option must reach before the rule looks at it. Share: votes · 100 ≥ share · ballots, blanks included. */
const Thresholds = z
  .strictObject({
    votes: z.int().min(0).optional(),
    score: z.int().min(0).optional(),
    sharePercent: Percent.optional(),
  })
  .default({})

/** Ballots · 100 ≥ percent · electorate, or the poll is void, or is advice only. */
const QuorumRule = z.strictObject({ percent: Percent, otherwise: z.enum(['void', 'advisory']) })

/** At most so much money for the options of one category or area. */
const Cap = z.strictObject({ by: z.enum(['category', 'area']), name: z.string().min(1), money: Money })

/**
 * Between equal options: these criteria first, in this order, then the tie order that the count is given. `order` says
 * which that is: the code points of the ids, or the lots drawn after the close.
 */
const Ties = z
  .strictObject({
    first: z
      .array(z.enum(['lowest-cost', 'most-votes']))
      .max(2)
      .default([]),
    order: z.enum(['code-points', 'lots']).default('code-points'),
  })
  .prefault({})

const everyRule = { thresholds: Thresholds, quorum: QuorumRule.optional(), ties: Ties }

/**
 * Down the list by votes or points (`greedy_score`) or by those per cent of cost (`greedy_score_per_cost`), funding what
 * fits. `misfit`: go on past what does not fit, or stop there. `leftovers`: a second pass without caps.
 */
const greedyKnobs = {
  ...everyRule,
  budget: Money,
  misfit: z.enum(['skip', 'stop']).default('skip'),
  caps: z.array(Cap).default([]),
  leftovers: z.enum(['none', 'without-caps']).default('none'),
}
export const GreedyScore = z.strictObject({ rule: z.literal('greedy_score'), ...greedyKnobs })
export const GreedyScorePerCost = z.strictObject({ rule: z.literal('greedy_score_per_cost'), ...greedyKnobs })
export type GreedyConfiguration = z.infer<typeof GreedyScore> | z.infer<typeof GreedyScorePerCost>

export const RuleConfiguration = z.discriminatedUnion('rule', [GreedyScore, GreedyScorePerCost])
export type RuleConfiguration = z.infer<typeof RuleConfiguration>
