// Raises the money of all voters step by step (Add1, A.5), until the outcome costs more than the budget.
import type { EqualSharesConfiguration } from '../configuration.ts'
import type { Counted } from '../counts.ts'
import { below } from '../rounding.ts'
import type { SharesMachine, SharesRun } from './shares-run.ts'
import { sharesStability } from './shares-stability.ts'
import type { SharesState } from './shares-state.ts'

type Add1 = NonNullable<EqualSharesConfiguration['add1']>

/**
 * The final outcome, its endowment (cents times voters), the number of runs, and the ties of the run that
 * was dropped: they decide when raising stops.
 */
export type SharesResult = {
  readonly run: SharesRun
  readonly endowment: bigint
  readonly runs: number
  readonly droppedTies: SharesRun['ties']
}

/** Whether two runs bought the same in the same order from as many supporters with enough money. */
const isSame = (a: SharesState['purchases'], b: SharesState['purchases']): boolean =>
  a.length === b.length &&
  a.every(({ option, weight, paidLess }, step) => {
    const other = b[step]
    return option === other?.option && weight === other.weight && paidLess === other.paidLess
  })

/** Fewer raises skipped do not repay looking for them, which takes about as long as five runs. */
const worthwhile = 8
const mostPatient = 64

/**
 * Skips raises that surely change nothing: small polls have thousands of runs, but few different ones. It looks for them once a
 * run was repeated often enough: at once where the last look was worthwhile, ever later where it was not.
 */
const raiseSkipper = (machine: SharesMachine, raise: bigint) => {
  const stability = sharesStability(machine, 2 * Number(raise))
  let before: SharesState['purchases'] = []
  let repeats = 0
  let patience = worthwhile
  let isLooking = false
  return {
    run: (endowment: bigint, limit: number): SharesRun => {
      isLooking = repeats >= patience
      return machine.run(endowment, limit, isLooking ? stability.watch : undefined)
    },
    /** How many raises after a run surely repeat it. */
    skip: (): number => {
      const { purchases } = machine.state
      repeats = isSame(purchases, before) ? repeats + 1 : 0
      if (repeats === 0) before = purchases.slice()
      if (!isLooking) return 0
      const raises = Math.floor(below(stability.least() / Number(raise)))
      patience = raises > worthwhile ? 0 : Math.min(mostPatient, 2 * patience + worthwhile / 2)
      if (!Number.isFinite(raises)) return 0
      repeats += raises
      return raises
    },
  }
}

/** Nothing unfunded still fits in the budget. */
const isExhaustive = (run: SharesRun, options: readonly Counted[], budget: number): boolean => {
  const bought = new Set(run.bought)
  return options.every(({ option }, index) => bought.has(index) || run.cost + option.cost > budget)
}

const firstEndowment = (budget: number, voters: number, start: 'exact' | 'whole-euros'): bigint => {
  const money = BigInt(budget)
  const wholeEuros = BigInt(voters) * 100n
  return start === 'exact' ? money : (money / wholeEuros) * wholeEuros
}

/** The raise of all voters together. */
const raiseOf = ({ step, leastPerMille = 0 }: Add1, budget: number, voters: number): bigint => {
  const byVoter = BigInt(step) * BigInt(voters)
  const least = (BigInt(budget) * BigInt(leastPerMille) + 999n) / 1_000n
  return byVoter > least ? byVoter : least
}

/**
 * Runs with the budget divided equally, then with repeated raises. Keeps the last outcome before the first one
 * beyond the budget, although outcomes are not monotone in the endowment. Ends when every supported option is funded.
 */
export const runWithAdd1 = (
  machine: SharesMachine,
  options: readonly Counted[],
  voters: number,
  { budget, add1 }: Pick<EqualSharesConfiguration, 'budget' | 'add1'>,
): SharesResult => {
  let endowment = firstEndowment(budget, voters, add1?.start ?? 'exact')
  const raise = add1 === undefined ? 0n : raiseOf(add1, budget, voters)
  const nothing: SharesRun = { bought: [], cost: 0, ties: [], isOver: false }
  let kept: SharesResult = { run: nothing, endowment, runs: 0, droppedTies: [] }
  const skipper = add1 && raiseSkipper(machine, raise)
  for (let runs = 1; ; runs += 1, endowment += raise) {
    const run = skipper ? skipper.run(endowment, budget) : machine.run(endowment, budget)
    if (run.isOver) return { ...kept, runs, droppedTies: run.ties }
    const complete = run.bought.length === options.length
    const isLast = complete || (add1?.earlyStop && isExhaustive(run, options, budget))
    const skipped = isLast ? 0 : (skipper?.skip() ?? 0)
    runs += skipped
    endowment += BigInt(skipped) * raise
    kept = { run, endowment, runs, droppedTies: [] }
    if (isLast || skipper === undefined) return kept
  }
}
