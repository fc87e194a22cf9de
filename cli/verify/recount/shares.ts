// The Method of Equal Shares (A.4) with its completions (A.5), implemented a second time. Money is stored as whole numbers over one
// common denominator, and every decision is exact.
import { asDouble, compare, type Fraction, fraction, inWords } from './fraction.ts'
import { fundInOrder, runsOf } from './lists.ts'
import { barredBy, byCriteria, byLot, type Decided, type Election, type Reasoned, type Row, votersIn } from './votes.ts'

type Rule = Extract<Election['rule'], { readonly rule: 'mes_cost' | 'mes_unit' }>
type Supporter = { readonly purse: number; readonly points: bigint; readonly voters: bigint }
type Project = { readonly row: Row; readonly supporters: readonly Supporter[] }
type Asked = { readonly project: Project; readonly price: Fraction; readonly rank: Fraction }
type Purchase = Asked & { readonly full: bigint; readonly less: bigint }
type Ties = readonly (readonly Row[])[]
type Run = {
  readonly bought: readonly Purchase[]
  readonly cost: number
  readonly ties: Ties
  readonly isOver: boolean
}
/**
 * The remaining money of each group of voters: `money[i] / unit` cents. `about` has the same amounts as doubles, whose error is far
 * below `doubt`. They only sort groups that clearly differ, and decide nothing.
 */
type Purses = {
  money: bigint[]
  unit: bigint
  readonly about: number[]
  readonly doubt: number
}

/** The same money for every voter: `endowment` cents for all voters together. */
const fullPurses = (groups: number, endowment: bigint, voters: bigint): Purses => {
  const each = asDouble(fraction(endowment, voters))
  return {
    money: Array.from({ length: groups }, () => endowment),
    unit: voters,
    about: Array.from({ length: groups }, () => each),
    doubt: each * 2 ** -30,
  }
}

const costOf = (rows: readonly Row[]): number => rows.reduce((sum, { candidate }) => sum + candidate.cost, 0)

/** The lowest price per point at which supporters can pay the cost with their own money; undefined if they cannot. */
const priceOf = ({ row, supporters }: Project, { money, unit, about, doubt }: Purses): Fraction | undefined => {
  const has = ({ purse }: Supporter) => money[purse] ?? 0n
  const hasAbout = ({ purse, points }: Supporter) => (about[purse] ?? 0) / Number(points)
  const sorted = supporters.toSorted((a, b) => {
    const apart = hasAbout(a) - hasAbout(b)
    if (Math.abs(apart) > doubt) return apart
    const [left, right] = a.points === b.points ? [has(a), has(b)] : [has(a) * b.points, has(b) * a.points]
    return left < right ? -1 : left > right ? 1 : 0
  })
  let due = BigInt(row.candidate.cost) * unit
  let points = sorted.reduce((sum, supporter) => sum + supporter.points * supporter.voters, 0n)
  for (const supporter of sorted) {
    if (due * supporter.points <= has(supporter) * points) return fraction(due, points * unit)
    due -= has(supporter) * supporter.voters
    points -= supporter.points * supporter.voters
  }
  return undefined
}

/** Takes the price from the purses, and counts who paid in full. */
const pay = (asked: Asked, purses: Purses): Purchase => {
  const { n, d } = asked.price
  const before = purses.money
  purses.money = before.map((has) => has * d)
  const price = asDouble(asked.price)
  let [full, less] = [0n, 0n]
  for (const { purse, points, voters } of asked.project.supporters) {
    const left = (purses.money[purse] ?? 0n) - n * points * purses.unit
    purses.money[purse] = left > 0n ? left : 0n
    purses.about[purse] = left > 0n ? (purses.about[purse] ?? 0) - price * Number(points) : 0
    if (left >= 0n) full += voters
    else less += voters
  }
  purses.unit *= d
  return { ...asked, full, less }
}

/**
 * The best open project, and those equal to it. A rank never improves while money is spent, so a project whose last known rank is
 * worse than the present best does not have to be computed again.
 */
const leastOf = (open: Map<Project, Fraction>, purses: Purses, perCost: boolean): readonly Asked[] => {
  let best: Asked[] = []
  for (const [project, known] of [...open].sort(([, a], [, b]) => compare(a, b))) {
    const [leader] = best
    if (leader && compare(known, leader.rank) > 0) break
    const price = priceOf(project, purses)
    if (price === undefined) {
      open.delete(project)
      continue
    }
    const rank = perCost ? fraction(price.n, price.d * BigInt(project.row.candidate.cost)) : price
    open.set(project, rank)
    const sign = leader ? compare(rank, leader.rank) : -1
    if (sign < 0) best = [{ project, price, rank }]
    else if (sign === 0) best.push({ project, price, rank })
  }
  return best
}

/** One run with this much money for all voters together. It stops as soon as it spends more than the budget. */
const run = (projects: readonly Project[], purses: Purses, election: Election, rule: Rule): Run => {
  const open = new Map(projects.map((project) => [project, fraction(0n, 1n)]))
  const [criteria, lots] = [byCriteria(election), byLot(election)]
  const bought: Purchase[] = []
  const ties: Row[][] = []
  for (;;) {
    const best = leastOf(open, purses, rule.rule === 'mes_cost').toSorted((a, b) => lots(a.project.row, b.project.row))
    const [winner] = best
    const cost = costOf(bought.map(({ project }) => project.row))
    if (winner === undefined) return { bought, cost, ties, isOver: false }
    const equal = best.map(({ project }) => project.row).filter((row) => criteria(winner.project.row, row) === 0)
    if (equal.length > 1) ties.push(equal)
    if (cost + winner.project.row.candidate.cost > rule.budget) return { bought, cost, ties, isOver: true }
    bought.push(pay(winner, purses))
    open.delete(winner.project)
  }
}

type Kept = { readonly run: Run; readonly endowment: bigint; readonly runs: number; readonly dropped: Ties }

/** Add1: raises everybody's money step by step until the outcome costs more than the budget. Returns the last outcome before that. */
const runs = (projects: readonly Project[], election: Election, rule: Rule): Kept => {
  const voters = BigInt(votersIn(election.groups))
  const whole = rule.add1?.start === 'whole-euros' ? 100n * voters : 1n
  const start = (BigInt(rule.budget) / whole) * whole
  const { step = 0, leastPerMille = 0 } = rule.add1 ?? {}
  // In thousandths, so that the share of the budget is rounded only once, upwards.
  const thousandths = [BigInt(step) * voters * 1_000n, BigInt(rule.budget) * BigInt(leastPerMille)]
  const raise = thousandths.reduce((most, each) => (each > most ? each : most), 0n)
  let kept: Kept = { run: { bought: [], cost: 0, ties: [], isOver: false }, endowment: start, runs: 0, dropped: [] }
  for (let raised = 0n; ; raised += 1n) {
    const endowment = start + raised * (raise / 1_000n + (raise % 1_000n > 0n ? 1n : 0n))
    const next = run(projects, fullPurses(election.groups.length, endowment, voters), election, rule)
    if (next.isOver) return { ...kept, runs: kept.runs + 1, dropped: next.ties }
    kept = { run: next, endowment, runs: kept.runs + 1, dropped: [] }
    const funded = new Set(next.bought.map(({ project }) => project))
    const left = projects.filter((project) => !funded.has(project))
    const nothingFits = left.every(({ row }) => next.cost + row.candidate.cost > rule.budget)
    if (rule.add1 === undefined || left.length === 0 || (rule.add1.earlyStop && nothingFits)) return kept
  }
}

/** Whether more voters get more of their named options from the first list than from the second. */
const isPreferred = (election: Election, first: readonly Row[], second: readonly Row[]): boolean => {
  const lead = election.groups.map(({ points, voters }) => {
    const named = (rows: readonly Row[]) => rows.filter(({ candidate }) => points.has(candidate.id)).length
    return voters * Math.sign(named(first) - named(second))
  })
  return lead.reduce((sum, each) => sum + each, 0) > 0
}

const bought = ({ price, project, full, less }: Purchase): Pick<Reasoned, 'reason'> & Partial<Reasoned> => ({
  reason: 'chosen',
  payment: inWords(price),
  effectiveVotes: inWords(fraction(BigInt(project.row.candidate.cost) * price.d, price.n)),
  paidInFull: Number(full),
  paidLess: Number(less),
})

const projectsOf = (eligible: readonly Row[], { groups }: Election): Project[] =>
  eligible.map((row) => ({
    row,
    supporters: groups.flatMap(({ points, voters }, purse) => {
      const given = points.get(row.candidate.id)
      return given === undefined ? [] : [{ purse, points: BigInt(given), voters: BigInt(voters) }]
    }),
  }))

/** Each group of equals once, even if several runs met it. */
const once = (ties: Ties): Ties => [
  ...new Map(
    ties.map((group) => [
      [...group]
        .map(({ candidate }) => candidate.id)
        .sort()
        .join(' '),
      group,
    ]),
  ).values(),
]

export const recountShares = (election: Election, rule: Rule, rows: readonly Row[]): Decided => {
  const voters = BigInt(votersIn(election.groups))
  const lots = byLot(election)
  const barred = (row: Row) => barredBy(row, election)
  if (voters === 0n) return { order: [], ties: [], why: () => ({ reason: 'no-support' }) }
  const eligible = rows.filter((row) => !barred(row))
  const list = eligible.toSorted((a, b) => b.score - a.score || lots(a, b))
  const told = (endowment: bigint, count: number, replacedByGreedy = false) => ({
    equalShares: { endowment: inWords(fraction(endowment, voters)), runs: count, replacedByGreedy },
  })
  if (rule.everythingFits === 'fund-all' && costOf(eligible) <= rule.budget) {
    const why = (row: Row) => ({ reason: barred(row) ?? 'everything-fits' })
    return { order: list, ties: [], why, ...told(BigInt(rule.budget), 0) }
  }
  const kept = runs(projectsOf(eligible, election), election, rule)
  const chosen = new Map(kept.run.bought.map((purchase) => [purchase.project.row, bought(purchase)]))
  const rest = list.filter((row) => !chosen.has(row))
  const completed = rule.utilitarian ? fundInOrder(rest, rule.budget - kept.run.cost) : []
  const order = [...chosen.keys(), ...completed]
  const greedy = fundInOrder(list, rule.budget)
  const criteria = byCriteria(election)
  const equals = (a: Row, b: Row) => a.score === b.score && criteria(a, b) === 0
  const ties = once([
    ...kept.run.ties,
    ...(rule.utilitarian ? runsOf(rest, equals) : []),
    ...(rule.comparison ? runsOf(list, equals) : []),
    ...kept.dropped,
  ])
  if (rule.comparison && isPreferred(election, greedy, order)) {
    const why = (row: Row) => ({ reason: greedy.includes(row) ? 'chosen' : (barred(row) ?? 'supporters-short') })
    return { order: greedy, ties, why, ...told(kept.endowment, kept.runs, true) }
  }
  const lost = (row: Row) => ({ reason: barred(row) ?? 'supporters-short' })
  return {
    order,
    ties,
    why: (row) => chosen.get(row) ?? (completed.includes(row) ? { reason: 'completion' } : lost(row)),
    ...told(kept.endowment, kept.runs),
  }
}
