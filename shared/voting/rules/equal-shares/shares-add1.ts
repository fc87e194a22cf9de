// Raising everybody's money a step at a time (Add1, A.5), until the outcome costs more than there is.
import type { EqualSharesConfiguration } from '../configuration.ts'
import type { Counted } from '../counts.ts'
import type { SharesMachine, SharesRun } from './shares-run.ts'

type Add1 = NonNullable<EqualSharesConfiguration['add1']>

/** The outcome kept, the endowment it belongs to (cents times voters), and how many runs it took. */
export type SharesResult = { readonly run: SharesRun; readonly endowment: bigint; readonly runs: number }

/** Nothing that is not funded would still fit in the budget. */
const isExhaustive = (run: SharesRun, options: readonly Counted[], budget: number): boolean => {
  const bought = new Set(run.bought)
  return options.every(({ option }, index) => bought.has(index) || run.cost + option.cost > budget)
}

const firstEndowment = (budget: number, voters: number, start: 'exact' | 'whole-euros'): bigint => {
  const money = BigInt(budget)
  const wholeEuros = BigInt(voters) * 100n
  return start === 'exact' ? money : (money / wholeEuros) * wholeEuros
}

/** What all voters together get more at a time. */
const raiseOf = ({ step, leastPerMille = 0 }: Add1, budget: number, voters: number): bigint => {
  const byVoter = BigInt(step) * BigInt(voters)
  const least = (BigInt(budget) * BigInt(leastPerMille) + 999n) / 1_000n
  return byVoter > least ? byVoter : least
}

/**
 * Runs with the budget shared out, then with some more each time. Keeps the last outcome before the first one
 * beyond the budget, though outcomes are not monotone in the endowment. Ends when everything with support is funded.
 */
export const runWithAdd1 = (
  machine: SharesMachine,
  options: readonly Counted[],
  voters: number,
  { budget, add1 }: Pick<EqualSharesConfiguration, 'budget' | 'add1'>,
): SharesResult => {
  let endowment = firstEndowment(budget, voters, add1?.start ?? 'exact')
  const raise = add1 === undefined ? 0n : raiseOf(add1, budget, voters)
  let kept: SharesResult = { run: { bought: [], cost: 0, ties: [] }, endowment, runs: 0 }
  for (let runs = 1; ; runs += 1) {
    const run = machine.run(endowment, budget)
    if (run === undefined) return { ...kept, runs }
    kept = { run, endowment, runs }
    const complete = run.bought.length === options.length
    if (add1 === undefined || complete || (add1.earlyStop && isExhaustive(run, options, budget))) return kept
    endowment += raise
  }
}
