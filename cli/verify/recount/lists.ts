// Rules that go through a list in order: greedy (A.3), single non-transferable vote (A.2), yes/no question (A.1).
import type { Reason } from '../../../shared/voting/rules/rule.ts'
import { barredBy, byCriteria, byLot, type Decided, type Election, meetsThresholds, type Row } from './votes.ts'

type RuleNamed<Name> = Extract<Election['rule'], { readonly rule: Name }>
type Greedy = RuleNamed<'greedy_score' | 'greedy_score_per_cost'>

/** Higher score first, or higher score per cent of cost (cross-multiplied). 0 means equal. */
const byWorth =
  (perCost: boolean) =>
  (a: Row, b: Row): number => {
    if (!perCost) return b.score - a.score
    const difference = BigInt(b.score) * BigInt(a.candidate.cost) - BigInt(a.score) * BigInt(b.candidate.cost)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  }

/** Consecutive rows that `alike` finds equal, in groups of two or more. */
export const runsOf = (list: readonly Row[], alike: (a: Row, b: Row) => boolean): Row[][] => {
  const runs: Row[][] = []
  for (const row of list) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && alike(last, row)) run.push(row)
    else runs.push([row])
  }
  return runs.filter(({ length }) => length > 1)
}

/** Funds everything that fits, in the order of a list. */
export const fundInOrder = (list: readonly Row[], budget: number): Row[] => {
  let left = budget
  return list.filter(({ candidate }) => {
    if (candidate.cost > left) return false
    left -= candidate.cost
    return true
  })
}

/** One or two passes. A project without money gets the reason of the last pass. */
const greedyWalk = (list: readonly Row[], rule: Greedy) => {
  const won: Row[] = []
  const lost = new Map<Row, Reason>()
  const spent = (matches: (row: Row) => boolean) =>
    won.filter(matches).reduce((sum, { candidate }) => sum + candidate.cost, 0)
  const isCapped = ({ candidate }: Row) =>
    rule.caps.some(
      ({ by, name, money }) =>
        candidate[by] === name && spent((other) => other.candidate[by] === name) + candidate.cost > money,
    )
  const passes = rule.leftovers === 'without-caps' && rule.caps.length > 0 ? [true, false] : [true]
  for (const capped of passes) {
    let stopped = false
    for (const row of list.filter((each) => !won.includes(each))) {
      const fits = row.candidate.cost <= rule.budget - spent(() => true)
      if (stopped) lost.set(row, 'after-stop')
      else if (!fits) lost.set(row, 'too-expensive')
      else if (capped && isCapped(row)) lost.set(row, 'cap-reached')
      else won.push(row)
      if (!won.includes(row) && rule.misfit === 'stop') stopped = true
    }
  }
  return { won, lost }
}

export const recountGreedy = (election: Election, rule: Greedy, rows: readonly Row[]): Decided => {
  const worth = byWorth(rule.rule === 'greedy_score_per_cost')
  const [criteria, lots] = [byCriteria(election), byLot(election)]
  const list = rows.filter((row) => !barredBy(row, election)).sort((a, b) => worth(a, b) || lots(a, b))
  const { won, lost } = greedyWalk(list, rule)
  return {
    order: won,
    ties: runsOf(list, (a, b) => worth(a, b) === 0 && criteria(a, b) === 0),
    why: (row) => ({ reason: won.includes(row) ? 'chosen' : (barredBy(row, election) ?? lost.get(row) ?? 'chosen') }),
  }
}

export const recountSeats = (election: Election, { seats }: RuleNamed<'sntv'>, rows: readonly Row[]): Decided => {
  const lots = byLot(election)
  const byVotes = (a: Row, b: Row) => b.votes - a.votes || lots(a, b)
  if (rows.length <= seats) return { order: rows.toSorted(byVotes), ties: [], why: () => ({ reason: 'enough-seats' }) }
  const list = rows.filter((row) => meetsThresholds(row, election)).sort(byVotes)
  const order = list.slice(0, seats)
  const last = order.at(-1)?.votes
  const tied = seats > 0 && list[seats]?.votes === last ? list.filter(({ votes }) => votes === last) : []
  const lostFor = (row: Row): Reason => {
    if (!list.includes(row)) return 'below-threshold'
    return tied.includes(row) ? 'lot-lost' : 'not-enough-votes'
  }
  return {
    order,
    ties: tied.length > 0 ? [tied] : [],
    why: (row) => ({ reason: order.includes(row) ? 'chosen' : lostFor(row) }),
  }
}

export const recountQuestion = (election: Election, rule: RuleNamed<'yes_no'>, rows: readonly Row[]): Decided => {
  const yes = rows.filter(({ candidate }) => candidate.id === rule.yes)
  const votesFor = (id: string) => rows.find(({ candidate }) => candidate.id === id)?.votes ?? 0
  const [pro, contra] = [votesFor(rule.yes), votesFor(rule.no)]
  const carried = pro * 100 > rule.moreThanPercent * (pro + contra)
  const order = yes.filter((row) => carried && !barredBy(row, election))
  const lostFor = (row: Row): Reason => (yes.includes(row) ? barredBy(row, election) : undefined) ?? 'not-enough-votes'
  return { order, ties: [], why: (row) => ({ reason: order.includes(row) ? 'chosen' : lostFor(row) }) }
}

/** Only reports the votes, because the winners are decided elsewhere. */
export const recountVotes = (): Decided => ({ order: [], ties: [], why: () => ({ reason: 'counted-elsewhere' }) })
