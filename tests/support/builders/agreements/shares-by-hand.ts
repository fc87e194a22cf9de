// Equal Shares in the middle of a count, with the money of each group computed by hand.
import { restart, type SharesState, sharesState } from '../../../../shared/voting/rules/equal-shares/shares-state.ts'
import type { Matrix } from '../../../../shared/voting/rules/matrix.ts'

/** A group of voters: its size, the money of each voter with its error bound, and the points that each gives to the option. */
export type Supporters = {
  readonly count: number
  readonly has: number
  readonly error?: number
  readonly points?: number
}

/** The supporters of each option; every group supports one option only. */
export const byHand = (...options: readonly (readonly Supporters[])[]): SharesState => {
  const all = options.flat()
  const start = [0]
  for (const supporters of options) start.push((start.at(-1) ?? 0) + supporters.length)
  const matrix: Matrix = {
    groups: all.length,
    start: Int32Array.from(start),
    group: Int32Array.from(all, (_, group) => group),
    count: Float64Array.from(all, ({ count }) => count),
    points: Float64Array.from(all, ({ points }) => points ?? 1),
    weight: Float64Array.from(options, (supporters) =>
      supporters.reduce((sum, { count, points }) => sum + count * (points ?? 1), 0),
    ),
  }
  const state = sharesState(matrix)
  restart(state, 0n)
  for (const [group, { has, error }] of all.entries()) {
    state.money[group] = has
    state.error[group] = error ?? 0
  }
  return state
}
