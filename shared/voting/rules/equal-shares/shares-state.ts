// The money of the voters during one run of Equal Shares: approximately, with a bound on the error, and as the history
// from which its exact value follows.
//
// A voter's money is always the endowment less the prices of what they paid for in full, or nothing. So the history
// of a group of voters is a node of a tree (root: paid nothing yet), and groups with the same history share a node.
import type { Matrix } from '../matrix.ts'
import { above, offBy } from '../rounding.ts'

/** The node of voters whose money is spent: exactly zero. */
export const spent = -1

/** One purchase. `weight`: Σ count · points of those who paid in full; the others, by node, are in the log. */
export type Purchase = {
  readonly option: number
  readonly weight: number
  readonly logFrom: number
  readonly logTo: number
  readonly paidInFull: number
  readonly paidLess: number
}

/** Money is in cents times the number of voters, so that every endowment and cost is a whole number. */
export type SharesState = ReturnType<typeof sharesState>

export const sharesState = (matrix: Matrix) => {
  const nodes = matrix.group.length + 1
  const state = {
    matrix,
    money: new Float64Array(matrix.groups),
    /** Upper bound of |money − true money|. */
    error: new Float64Array(matrix.groups),
    node: new Int32Array(matrix.groups),
    parent: new Int32Array(nodes),
    paidStep: new Int32Array(nodes),
    paidPoints: new Float64Array(nodes),
    child: new Int32Array(nodes),
    childStamp: new Int32Array(nodes),
    logNode: new Int32Array(matrix.groups),
    logCount: new Float64Array(matrix.groups),
    purchases: [] as Purchase[],
    nodeCount: 1,
    logLength: 0,
    stamp: 0,
    endowment: 0n,
  }
  return state
}

/** Every voter has `endowment` again and nothing has been bought. */
export const restart = (state: SharesState, endowment: bigint): void => {
  const approximate = Number(endowment)
  state.endowment = endowment
  state.money.fill(approximate)
  state.error.fill(Number.isSafeInteger(approximate) ? 0 : offBy(approximate, 1))
  state.node.fill(0)
  state.purchases.length = 0
  state.nodeCount = 1
  state.logLength = 0
}

/**
 * Buys an option at a price per point. `isShort` tells who cannot pay in full (they pay all they have); it must be
 * right for every supporter, whatever the errors.
 */
export const buy = (
  state: SharesState,
  option: number,
  price: number,
  priceError: number,
  isShort: (entry: number, group: number) => boolean,
): void => {
  const { matrix, money, error, node, parent, paidStep, paidPoints, child, childStamp, logNode, logCount } = state
  const step = state.purchases.length
  const logFrom = state.logLength
  let weight = 0
  let paidInFull = 0
  let paidLess = 0
  let points = -1
  for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
    const group = matrix.group[entry] ?? 0
    const from = node[group] ?? spent
    const count = matrix.count[entry] ?? 0
    if (from === spent) {
      paidLess += count
      continue
    }
    if (isShort(entry, group)) {
      logNode[state.logLength] = from
      logCount[state.logLength] = count
      state.logLength += 1
      paidLess += count
      money[group] = 0
      error[group] = 0
      node[group] = spent
      continue
    }
    // Entries are sorted by points, so that one stamp serves all with the same points.
    // Stryker disable next-line all: another stamp is another node for the same history
    if (points !== (matrix.points[entry] ?? 0)) state.stamp += 1
    points = matrix.points[entry] ?? 0
    if (childStamp[from] !== state.stamp) {
      childStamp[from] = state.stamp
      child[from] = state.nodeCount
      parent[state.nodeCount] = from
      paidStep[state.nodeCount] = step
      paidPoints[state.nodeCount] = points
      childStamp[state.nodeCount] = 0
      state.nodeCount += 1
    }
    node[group] = child[from] ?? 0
    const left = money[group] ?? 0
    money[group] = left - price * points
    error[group] = above((error[group] ?? 0) + priceError * points + offBy(left + price * points, 1))
    weight += count * points
    paidInFull += count
  }
  state.purchases.push({ option, weight, logFrom, logTo: state.logLength, paidInFull, paidLess })
}
