// The money of the voters during one run of Equal Shares: approximately, with a bound on the error, and as the history
// from which its exact value follows.
//
// A voter's money is always the endowment less the prices of what they paid for in full, or nothing. So the history
// of a group of voters is a node of a tree (root: paid nothing yet), and groups with the same history share a node and its money.
// Loops over supporters compare whole numbers where they can: until a loop is compiled, every double in it costs an object.
import type { Matrix } from '../matrix.ts'
import { above, offBy } from '../rounding.ts'

/** The node of voters whose money is spent: exactly zero. */
export const spent = 0
/** The node of voters who have paid for nothing. */
export const root = 1

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
  const nodes = matrix.group.length + 2
  return {
    matrix,
    /** By group of voters. */
    money: new Float64Array(matrix.groups),
    node: new Int32Array(matrix.groups),
    /** The money of each group of voters at a node, and how they came there. */
    balance: new Float64Array(nodes),
    parent: new Int32Array(nodes),
    paidStep: new Int32Array(nodes),
    paidPoints: new Float64Array(nodes),
    child: new Int32Array(nodes),
    childStamp: new Int32Array(nodes),
    logNode: new Int32Array(matrix.groups),
    logCount: new Float64Array(matrix.groups),
    purchases: [] as Purchase[],
    nodeCount: root + 1,
    logLength: 0,
    stamp: 0,
    endowment: 0n,
    /** The same as a double: nobody has more. */
    most: 0,
    /** Upper bound of |money − true money| at any node. */
    error: 0,
  }
}

/** Every voter has `endowment` again and nothing has been bought. */
export const restart = (state: SharesState, endowment: bigint): void => {
  const approximate = Number(endowment)
  state.endowment = endowment
  state.most = approximate
  state.balance[root] = approximate
  state.error = Number.isSafeInteger(approximate) ? 0 : offBy(approximate, 1)
  state.node.fill(root)
  state.money.fill(approximate)
  state.purchases.length = 0
  state.nodeCount = root + 1
  state.logLength = 0
}

/** How far money and what is asked for may be off together; `error` is that of what is asked. Nobody has more than `most`. */
export const marginOf = (state: SharesState, due: number, error: number): number =>
  above(state.error + error + offBy(state.most + due, 4))

/** The node of voters at `from` who pay this much for their points at a step. */
const childOf = (state: SharesState, from: number, step: number, points: number, paid: number): number => {
  const node = state.nodeCount
  state.nodeCount += 1
  state.parent[node] = from
  state.paidStep[node] = step
  state.paidPoints[node] = points
  state.childStamp[node] = 0
  state.balance[node] = (state.balance[from] ?? 0) - paid
  return node
}

/** Whether voters at a node cannot pay in full for their points. */
export type IsShort = (node: number, points: number) => boolean

/**
 * Buys an option at a price per point. `isShort` tells who cannot pay in full (they pay all they have); it must be
 * right for every supporter, whatever the errors.
 */
export const buy = (state: SharesState, option: number, price: number, priceError: number, isShort: IsShort): void => {
  const { matrix, money, node, balance, child, childStamp, logNode, logCount } = state
  const step = state.purchases.length
  const logFrom = state.logLength
  let weight = 0
  let paidInFull = 0
  let paidLess = 0
  let points = 0
  const end = matrix.start[option + 1] ?? 0
  for (let entry = matrix.start[option] ?? 0; entry < end; entry += 1) {
    const group = matrix.group[entry] ?? 0
    const from = node[group] ?? spent
    const count = matrix.count[entry] ?? 0
    if (from === spent) {
      paidLess += count
      continue
    }
    // Entries are sorted by points, so that one stamp serves all with the same points.
    // Stryker disable next-line all: another stamp is another node for the same history
    if (points !== (matrix.points[entry] ?? 0)) state.stamp += 1
    points = matrix.points[entry] ?? 0
    if (childStamp[from] !== state.stamp) {
      childStamp[from] = state.stamp
      child[from] = isShort(from, points) ? spent : childOf(state, from, step, points, price * points)
    }
    const to = child[from] ?? spent
    node[group] = to
    money[group] = balance[to] ?? 0
    if (to === spent) {
      logNode[state.logLength] = from
      logCount[state.logLength] = count
      state.logLength += 1
      paidLess += count
    } else {
      weight += count * points
      paidInFull += count
    }
  }
  // Of those who paid in full nobody had more than the endowment, and nobody gave more points than the last.
  const paid = price * points
  state.error = above(state.error + priceError * points + offBy(state.most + paid, 1))
  state.purchases.push({ option, weight, logFrom, logTo: state.logLength, paidInFull, paidLess })
}
