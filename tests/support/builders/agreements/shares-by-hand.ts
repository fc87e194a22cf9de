// Equal Shares in the middle of a count, with the money of each group computed by hand.
import {
  restart,
  root,
  type SharesState,
  sharesState,
} from '../../../../shared/voting/rules/equal-shares/shares-state.ts'
import type { Matrix } from '../../../../shared/voting/rules/matrix.ts'

/** A group of voters: its size, the money of each voter, and the points that each gives to the option. All money may be off by the greatest `error`. */
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
    count: all.map(({ count }) => count),
    points: all.map(({ points }) => points ?? 1),
    weight: Float64Array.from(options, (supporters) =>
      supporters.reduce((sum, { count, points }) => sum + count * (points ?? 1), 0),
    ),
  }
  const state = sharesState(matrix)
  restart(state, BigInt(Math.ceil(Math.max(...all.map(({ has }) => has)))))
  state.error = Math.max(...all.map(({ error }) => error ?? 0))
  // Each group has a history of its own.
  for (const [group, { has }] of all.entries()) {
    const node = root + group
    state.money[group] = has
    state.node[group] = node
    state.balance[node] = has
  }
  state.nodeCount = root + all.length
  return state
}
