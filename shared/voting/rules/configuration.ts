// The settings of every rule: published with the poll, hashed, and the same at the count.
import * as z from 'zod'

const Percent = z.int().min(0).max(100)
const Money = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** The thresholds of an option, checked before the rule. Share: votes · 100 ≥ share · ballots, including blanks. */
const Thresholds = z
  .strictObject({
    votes: z.int().min(0).optional(),
    score: z.int().min(0).optional(),
    sharePercent: Percent.optional(),
  })
  .default({})
  .meta({ id: 'Thresholds' })

/** Ballots · 100 ≥ percent · electorate, or the poll is void, or is advice only. */
const QuorumRule = z
  .strictObject({ percent: Percent, otherwise: z.enum(['void', 'advisory']) })
  .meta({ id: 'QuorumRule' })

/** The maximum amount for the options of one category or area. */
const Cap = z
  .strictObject({
    by: z.enum(['category', 'area']).meta({ id: 'CapGroup' }),
    name: z.string().min(1).max(100),
    money: Money,
  })
  .meta({ id: 'SpendingCap' })

/** Between equal options: these criteria first, in this order, then the given tie order. */
const Ties = z
  .strictObject({
    first: z
      .array(z.enum(['lowest-cost', 'most-votes']).meta({ id: 'TieCriterion' }))
      .max(2)
      .default([]),
  })
  .prefault({})
  .meta({ id: 'TieCriteria' })

const everyRule = { thresholds: Thresholds, quorum: QuorumRule.optional(), ties: Ties }

/**
 * Down the list by votes or points (`greedy_score`) or by those per cent of cost (`greedy_score_per_cost`), funding what
 * fits. `misfit`: continue after an option that does not fit, or stop there. `leftovers`: a second pass without caps.
 */
const greedyKnobs = {
  ...everyRule,
  budget: Money,
  misfit: z.enum(['skip', 'stop']).meta({ id: 'Misfit' }).default('skip'),
  caps: z.array(Cap).max(500).default([]),
  leftovers: z.enum(['none', 'without-caps']).meta({ id: 'Leftovers' }).default('none'),
}
export const GreedyScore = z.strictObject({ rule: z.literal('greedy_score'), ...greedyKnobs })
export const GreedyScorePerCost = z.strictObject({ rule: z.literal('greedy_score_per_cost'), ...greedyKnobs })
export type GreedyConfiguration = z.infer<typeof GreedyScore> | z.infer<typeof GreedyScorePerCost>

/**
 * Raises every voter's money by `step` cents at a time and keeps the last outcome before the first one that costs more
 * than the budget. `leastPerMille`: the minimum raise, as a part of the budget per voter, so that few voters who share a
 * large budget are not counted a million times (rounded up to a cent for all voters together). `earlyStop`: stop as soon
 * as nothing unfunded fits. `start`: the budget per voter exactly, or rounded down to whole euros.
 */
const Add1 = z
  .strictObject({
    step: z.int().min(1),
    leastPerMille: z.int().min(1).max(1_000).optional(),
    earlyStop: z.boolean().default(false),
    start: z.enum(['exact', 'whole-euros']).meta({ id: 'Add1Start' }).default('exact'),
  })
  .meta({ id: 'Add1' })

/**
 * The Method of Equal Shares. Utility of an option one pays for: its cost (`mes_cost`) or one (`mes_unit`), times the
 * points, if there are any. `comparison`: greedy by score replaces it if more voters get more winners from that.
 * `everythingFits`: if all options that meet the thresholds fit together, fund them all before applying the rule.
 */
const equalSharesKnobs = {
  ...everyRule,
  budget: Money,
  add1: Add1.optional(),
  utilitarian: z.boolean().default(false),
  comparison: z.boolean().default(false),
  everythingFits: z.enum(['fund-all', 'apply-rule']).meta({ id: 'EverythingFits' }).default('fund-all'),
}
export const MesCost = z.strictObject({ rule: z.literal('mes_cost'), ...equalSharesKnobs })
export const MesUnit = z.strictObject({ rule: z.literal('mes_unit'), ...equalSharesKnobs })
export type EqualSharesConfiguration = z.infer<typeof MesCost> | z.infer<typeof MesUnit>

/** Sequential Phragmén. `overspend`: stop at the first purchase beyond the budget, or discard that option and go on. */
export const Phragmen = z.strictObject({
  rule: z.literal('phragmen'),
  ...everyRule,
  budget: Money,
  overspend: z.enum(['stop', 'discard']).meta({ id: 'Overspend' }).default('stop'),
})
export type PhragmenConfiguration = z.infer<typeof Phragmen>

/** Single non-transferable vote: the `seats` options with the most votes. */
export const Sntv = z.strictObject({ rule: z.literal('sntv'), ...everyRule, seats: z.int().min(0) })
export type SntvConfiguration = z.infer<typeof Sntv>

/** A question: `yes` wins if its share of yes and no together is more than `moreThanPercent`. */
export const YesNo = z.strictObject({
  rule: z.literal('yes_no'),
  ...everyRule,
  yes: z.string().max(40).default('yes'),
  no: z.string().max(40).default('no'),
  moreThanPercent: z.int().min(0).max(99).default(50),
})
export type YesNoConfiguration = z.infer<typeof YesNo>

/**
 * The votes of each option, and no winners: the poll is one source of a count among others, as the online ballots of a contest
 * are beside those of its polling stations.
 */
export const VotesOnly = z.strictObject({ rule: z.literal('votes_only'), ...everyRule })
export type VotesOnlyConfiguration = z.infer<typeof VotesOnly>

export const RuleConfiguration = z
  .discriminatedUnion('rule', [GreedyScore, GreedyScorePerCost, MesCost, MesUnit, Phragmen, Sntv, YesNo, VotesOnly])
  .meta({ id: 'CountingRule' })
export type RuleConfiguration = z.infer<typeof RuleConfiguration>
