// Raises the money of all voters step by step (Add1, A.5), until the outcome costs more than the budget.
import type { EqualSharesConfiguration } from '../configuration.ts'
import type { Counted } from '../counts.ts'
import type { SharesMachine, SharesRun } from './shares-run.ts'

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

/**
 * How many raises surely change nothing after a run. Where every supporter of every purchase paid in full, they buy the same
 * at the same prices with more money, as long as the supporters of other options cannot afford them even with all they have.
 * This keeps a few voters with a large budget from being counted millions of times.
 */
const raisesWithoutEffect = (machine: SharesMachine, contending: number, endowment: bigint, raise: bigint): bigint => {
  const { state, options, matrix, voters } = machine
  if (state.purchases.some(({ paidLess }) => paidLess > 0)) return 0n
  const bought = new Set(state.purchases.map(({ option }) => option))
  let least: bigint | undefined
  for (let index = 0; index < contending; index += 1) {
    if (bought.has(index)) continue
    let supporters = 0
    for (let entry = matrix.start[index] ?? 0; entry < (matrix.start[index + 1] ?? 0); entry += 1)
      supporters += matrix.count[entry] ?? 0
    if (supporters === 0) continue
    const cost = BigInt(options[index]?.option.cost ?? 0) * BigInt(voters)
    const needed = (cost + BigInt(supporters) - 1n) / BigInt(supporters)
    if (least === undefined || needed < least) least = needed
  }
  const raises = least === undefined ? 0n : (least - 1n - endowment) / raise - 1n
  return raises > 0n ? raises : 0n
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
  for (let runs = 1; ; runs += 1) {
    const run = machine.run(endowment, budget)
    if (run.isOver) return { ...kept, runs, droppedTies: run.ties }
    kept = { run, endowment, runs, droppedTies: [] }
    const complete = run.bought.length === options.length
    if (add1 === undefined || complete || (add1.earlyStop && isExhaustive(run, options, budget))) return kept
    const skipped = raisesWithoutEffect(machine, options.length, endowment, raise)
    endowment += (skipped + 1n) * raise
    runs += Number(skipped)
  }
}
