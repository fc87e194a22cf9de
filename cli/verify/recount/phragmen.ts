// Sequential Phragmén (A.6), implemented a second time: all voters earn at the same rate, and the first group that can pay, pays.
import type { Reason } from '../../../shared/voting/rules/rule.ts'
import { compare, type Fraction, fraction, inWords } from './fraction.ts'
import { barredBy, byCriteria, byLot, type Decided, type Election, type Row } from './votes.ts'

type Rule = Extract<Election['rule'], { readonly rule: 'phragmen' }>
type Next = { readonly row: Row; readonly load: Fraction }

/** The loads of the groups of voters, as `loads[i] / unit`. */
type Loads = { loads: bigint[]; unit: bigint }

const loadOf = (row: Row, { groups }: Election, { loads, unit }: Loads): Fraction => {
  const held = groups.reduce(
    (sum, { points, voters }, at) => (points.has(row.candidate.id) ? sum + BigInt(voters) * (loads[at] ?? 0n) : sum),
    0n,
  )
  return fraction(BigInt(row.candidate.cost) * unit + held, unit * BigInt(row.votes))
}

const buy = ({ row, load }: Next, { groups }: Election, state: Loads): void => {
  const before = state.unit
  state.loads = groups.map(({ points }, at) =>
    points.has(row.candidate.id) ? load.n * before : (state.loads[at] ?? 0n) * load.d,
  )
  state.unit = before * load.d
}

export const recountPhragmen = (election: Election, rule: Rule, rows: readonly Row[]): Decided => {
  const [criteria, lots] = [byCriteria(election), byLot(election)]
  const state: Loads = { loads: election.groups.map(() => 0n), unit: 1n }
  const bought = new Map<Row, string>()
  const lost = new Map<Row, Reason>()
  const ties: Row[][] = []
  const isDear = (row: Row): boolean => row.candidate.cost > rule.budget
  let open = rows.filter((row) => !barredBy(row, election) && !isDear(row))
  let left = rule.budget
  while (open.length > 0) {
    const next = open.map((row): Next => ({ row, load: loadOf(row, election, state) }))
    next.sort((a, b) => compare(a.load, b.load) || lots(a.row, b.row))
    const [best] = next
    if (best === undefined) break
    const equal = next.filter(({ row, load }) => compare(load, best.load) === 0 && criteria(row, best.row) === 0)
    if (equal.length > 1) ties.push(equal.map(({ row }) => row))
    open = open.filter((row) => row !== best.row)
    if (best.row.candidate.cost <= left) {
      left -= best.row.candidate.cost
      bought.set(best.row, inWords(best.load))
      buy(best, election, state)
    } else {
      lost.set(best.row, 'too-expensive')
      if (rule.overspend === 'stop') break
    }
  }
  const lostFor = (row: Row): Reason =>
    barredBy(row, election) ?? (isDear(row) ? 'too-expensive' : (lost.get(row) ?? 'after-stop'))
  return {
    order: [...bought.keys()],
    ties,
    why: (row) => {
      const load = bought.get(row)
      return load === undefined ? { reason: lostFor(row) } : { reason: 'chosen', load }
    },
  }
}
