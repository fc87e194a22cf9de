// Builds an outcome in its canonical form.
import type * as z from 'zod'
import type { Counted, Counts } from './counts.ts'
import type { OptionReasoning, Outcome, Quorum, Reason } from './rule.ts'
import { codePointOrder } from './ties.ts'

export type Reasoning = Pick<OptionReasoning, 'reason'> &
  Partial<Pick<OptionReasoning, 'payment' | 'effectiveVotes' | 'load' | 'paidInFull' | 'paidLess' | 'sufficed'>>

type Parts = {
  readonly rule: string
  readonly counts: Counts
  readonly quorum: z.infer<typeof Quorum> | undefined
  /** Winners in the order of selection. */
  readonly order: readonly Counted[]
  readonly reasonFor: (counted: Counted) => Reasoning
  readonly ties: readonly (readonly Counted[])[]
  readonly equalShares?: NonNullable<Outcome['equalShares']>
}

const ids = (options: readonly Counted[]): string[] => options.map(({ option }) => option.id)

/** The outcome of a poll: winners sorted, options sorted, nothing left undefined. */
export const outcomeOf = ({ rule, counts, quorum, order, reasonFor, ties, equalShares }: Parts): Outcome => ({
  rule,
  winners: [...codePointOrder(ids(order))],
  order: ids(order),
  cost: order.reduce((sum, { option }) => sum + option.cost, 0),
  ballots: counts.ballots,
  blanks: counts.blanks,
  ...(quorum && { quorum }),
  tiesBroken: ties.map((group) => [...codePointOrder(ids(group))]),
  ...(equalShares && { equalShares }),
  options: counts.options.map((counted) => {
    const step = order.indexOf(counted)
    const { option, votes, score } = counted
    const won = step >= 0
    return { option: option.id, cost: option.cost, votes, score, won, ...(won && { step }), ...reasonFor(counted) }
  }),
})

/** The outcome of a poll that its quorum made void. */
export const voidOutcome = (rule: string, counts: Counts, quorum: z.infer<typeof Quorum>): Outcome =>
  outcomeOf({ rule, counts, quorum, order: [], ties: [], reasonFor: () => ({ reason: 'void' satisfies Reason }) })
