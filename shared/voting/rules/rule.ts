// The input and output of every counting rule. A rule is a pure function of configuration, ballots and tie order.
import * as z from 'zod'
import type { Bilingual } from '../../kernel/refusals.ts'
import type { RuleConfiguration } from './configuration.ts'

/** An option. `cost` in cents (0 if no money is involved); category and area for caps. */
export type Option = {
  readonly id: string
  readonly cost: number
  readonly category?: string
  readonly area?: string
}

/**
 * A number of identical ballots. One choice, approval and knapsack: the options named. Points and rankings: the same with
 * `points` beside it (see `rankingPoints`). No options: a blank ballot, which is valid.
 */
export type BallotGroup = {
  readonly options: readonly string[]
  readonly points?: readonly number[]
  readonly count: number
}

/**
 * The input of a count: the options, the ballots with identical ones merged (optional, for efficiency), and the
 * size of the electorate if a quorum needs it. The order of both lists never matters.
 */
export type Profile = {
  readonly options: readonly Option[]
  readonly ballots: readonly BallotGroup[]
  readonly electorate?: number
}

/** All option ids, the one that wins a tie first: a drawn lot order, or `codePointOrder` of the ids. */
export type TieOrder = readonly string[]

const Count = z.int().min(0)
/** An exact number as text: an integer or `numerator/denominator` in lowest terms. */
const Fraction = z.string().regex(/^[0-9]+(\/[1-9][0-9]*)?$/)

/**
 * Why an option did or did not win: chosen by the rule, by the utilitarian completion, or because all supported
 * options fit the budget; nobody named it; it missed a threshold; a cap was full; not enough money; the list ended.
 */
export const Reason = z
  .enum([
    'chosen',
    'completion',
    'everything-fits',
    'enough-seats',
    'void',
    'no-support',
    'below-threshold',
    'cap-reached',
    'too-expensive',
    'supporters-short',
    'after-stop',
    'not-enough-votes',
    'lot-lost',
    'withdrawn',
    'counted-elsewhere',
  ])
  .meta({ id: 'OptionFate' })
export type Reason = z.infer<typeof Reason>

/**
 * Which single change would have made a loser win, all else the same: the fewest more ballots naming only it (with one
 * point), or the highest cost; null if none would. The thresholds of other options are not checked again.
 * Under Equal Shares it applies to the money per voter of the final run.
 */
export const Sufficed = z
  .strictObject({ moreSupporters: Count.nullable(), cost: Count.nullable() })
  .meta({ id: 'Sufficed' })
export type Sufficed = z.infer<typeof Sufficed>

/**
 * The reasoning for one option. `votes`: ballots naming it; `score`: what the rule compares. For a winner `step` is its
 * place in the order of selection, and under Equal Shares `payment` is what a supporter with enough left paid (cents,
 * per point where points are given), `paidInFull` and `paidLess` how many supporters did and did not have that much,
 * and `effectiveVotes` the cost divided by the payment; under Phragmén `load` is what each supporter has paid in all
 * by then.  `sufficed` is for losers only.
 */
export const OptionReasoning = z
  .strictObject({
    option: z.string(),
    cost: Count,
    votes: Count,
    score: z.int(),
    won: z.boolean(),
    reason: Reason,
    step: Count.optional(),
    payment: Fraction.optional(),
    effectiveVotes: Fraction.optional(),
    load: Fraction.optional(),
    paidInFull: Count.optional(),
    paidLess: Count.optional(),
    sufficed: Sufficed.optional(),
  })
  .meta({ id: 'OptionReasoning' })
export type OptionReasoning = z.infer<typeof OptionReasoning>

/** The turnout condition of a whole poll: void, the outcome is empty; advisory, it is advice only. */
export const Quorum = z
  .strictObject({
    percent: z.int(),
    electorate: Count,
    ballots: Count,
    met: z.boolean(),
    otherwise: z.enum(['void', 'advisory']),
  })
  .meta({ id: 'QuorumReached' })

/** The answer of a rule, as JSON; the same input gives the same bytes whatever the order of the ballots. */
export const Outcome = z
  .strictObject({
    rule: z.string(),
    /** Sorted by code points. */
    winners: z.array(z.string()),
    /** The same in the order of selection. */
    order: z.array(z.string()),
    /** Of all winners together, in cents. */
    cost: Count,
    ballots: Count,
    blanks: Count,
    quorum: Quorum.optional(),
    /** Groups of options that were equal and between which the tie order decided, in order of occurrence, each sorted. */
    tiesBroken: z.array(z.array(z.string())),
    /** Equal Shares: the money of one voter in cents, how many times the method ran, and whether greedy replaced it. */
    equalShares: z.strictObject({ endowment: Fraction, runs: Count, replacedByGreedy: z.boolean() }).optional(),
    /** One per option, sorted by code points of the id. */
    options: z.array(OptionReasoning),
  })
  .meta({ id: 'Outcome' })
export type Outcome = z.infer<typeof Outcome>

/** Why a configuration cannot be counted with these options; `pointer` is a JSON pointer into it. */
export type ConfigurationProblem = {
  readonly code: string
  readonly pointer: string
  readonly detail: Bilingual
}

/**
 * The detail of an outcome. `winners`: the winners in order, their cost, and the ties that decided. Left out
 * is what takes more counts or exact numbers: the payments or load of a winner, and what would have sufficed for a loser.
 */
export type Depth = 'reasoned' | 'winners'

/** A counting rule. A new one needs one file, one schema in `configuration.ts` and its rows in `catalogue.ts`. */
export type Rule<Configuration extends RuleConfiguration = RuleConfiguration> = {
  readonly decide: (configuration: Configuration, profile: Profile, ties: TieOrder, depth: Depth) => Outcome
}

/** Why a rule cannot count. Separate from the rule, so that functions that only count do not include its texts. */
export type Problems<Configuration extends RuleConfiguration = RuleConfiguration> = (
  configuration: Configuration,
  options: readonly Option[],
) => readonly ConfigurationProblem[]
