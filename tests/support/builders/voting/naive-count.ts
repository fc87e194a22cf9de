// A second counter for tests only: one ballot at a time, exact fractions, no grouping, no bounds, no shortcuts. It was written from
// the text of the rules and shares no code with the counter that it checks.

type Fraction = { readonly n: bigint; readonly d: bigint }
const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b))
const frac = (n: bigint, d = 1n): Fraction => {
  const g = divisor(n, d)
  const s = d < 0n ? -1n : 1n
  return { n: (s * n) / g, d: (s * d) / g }
}
const plus = (a: Fraction, b: Fraction) => frac(a.n * b.d + b.n * a.d, a.d * b.d)
const minus = (a: Fraction, b: Fraction) => frac(a.n * b.d - b.n * a.d, a.d * b.d)
const times = (a: Fraction, b: Fraction) => frac(a.n * b.n, a.d * b.d)
const over = (a: Fraction, b: Fraction) => frac(a.n * b.d, a.d * b.n)
const less = (a: Fraction, b: Fraction) => a.n * b.d < b.n * a.d
const equal = (a: Fraction, b: Fraction) => a.n === b.n && a.d === b.d
const zero = frac(0n)

export type NaiveProject = { readonly id: string; readonly cost: number }
/** The ballot of one voter: points by project, 1 for an approval. An empty object is a blank ballot. */
export type NaiveBallot = { readonly [project: string]: number }
export type NaivePoll = {
  readonly projects: readonly NaiveProject[]
  readonly ballots: readonly NaiveBallot[]
  readonly budget: number
  /** The order for ties: the earlier project wins. */
  readonly lots: readonly string[]
}

const score = (poll: NaivePoll, id: string) => poll.ballots.reduce((sum, ballot) => sum + (ballot[id] ?? 0), 0)
const votes = (poll: NaivePoll, id: string) => poll.ballots.filter((ballot) => (ballot[id] ?? 0) > 0).length
const supported = (poll: NaivePoll) => poll.projects.filter(({ id }) => votes(poll, id) > 0)
const lot = (poll: NaivePoll, project: NaiveProject) => poll.lots.indexOf(project.id)

/** Takes the best remaining project again and again, if it fits. */
export const naiveGreedy = (poll: NaivePoll, perCost: boolean, already: readonly string[] = []): string[] => {
  const worth = ({ id, cost }: NaiveProject) => frac(BigInt(score(poll, id)), perCost ? BigInt(cost) : 1n)
  const open = supported(poll).filter(({ id }) => !already.includes(id))
  let left = poll.budget
  for (const { id, cost } of poll.projects) if (already.includes(id)) left -= cost
  const order = [...already]
  while (open.length > 0) {
    let best = 0
    open.forEach((project, at) => {
      const champion = open[best] ?? project
      const better = less(worth(champion), worth(project))
      if (better || (equal(worth(champion), worth(project)) && lot(poll, project) < lot(poll, champion))) best = at
    })
    for (const { id, cost } of open.splice(best, 1)) {
      if (cost > left) continue
      order.push(id)
      left -= cost
    }
  }
  return order
}

/** The smallest ρ with Σ min(money, ρ·utility) = cost, as in textbooks: supporters are sorted by money per utility. */
const rho = (cost: Fraction, supporters: readonly { money: Fraction; utility: Fraction }[]): Fraction | undefined => {
  const total = supporters.reduce((sum, { money }) => plus(sum, money), zero)
  if (less(total, cost)) return undefined
  const sorted = supporters.toSorted((a, b) => (less(over(a.money, a.utility), over(b.money, b.utility)) ? -1 : 1))
  let paid = zero
  let rest = sorted.reduce((sum, { utility }) => plus(sum, utility), zero)
  for (const { money, utility } of sorted) {
    const tried = over(minus(cost, paid), rest)
    if (!less(money, times(tried, utility))) return tried
    paid = plus(paid, money)
    rest = minus(rest, utility)
  }
  return undefined
}

/** Equal Shares with this much money per voter. */
const naiveShares = (poll: NaivePoll, each: Fraction, unit: boolean): string[] => {
  const money = poll.ballots.map(() => each)
  const order: string[] = []
  const utility = (ballot: NaiveBallot, { id, cost }: NaiveProject) =>
    frac(BigInt(ballot[id] ?? 0) * (unit ? 1n : BigInt(cost)))
  for (;;) {
    let best: { project: NaiveProject; rho: Fraction } | undefined
    for (const project of supported(poll)) {
      if (order.includes(project.id)) continue
      const supporters = poll.ballots.flatMap((ballot, at) =>
        (ballot[project.id] ?? 0) > 0 ? [{ money: money[at] ?? zero, utility: utility(ballot, project) }] : [],
      )
      const found = rho(frac(BigInt(project.cost)), supporters)
      if (found === undefined) continue
      const better = best === undefined || less(found, best.rho)
      if (better || (best && equal(found, best.rho) && lot(poll, project) < lot(poll, best.project)))
        best = { project, rho: found }
    }
    if (best === undefined) return order
    order.push(best.project.id)
    const { project, rho: least } = best
    poll.ballots.forEach((ballot, at) => {
      const due = times(least, utility(ballot, project))
      const has = money[at] ?? zero
      if ((ballot[project.id] ?? 0) > 0) money[at] = less(has, due) ? zero : minus(has, due)
    })
  }
}

const costOf = (poll: NaivePoll, ids: readonly string[]) =>
  poll.projects.reduce((sum, { id, cost }) => sum + (ids.includes(id) ? cost : 0), 0)

export type NaiveAdd1 = { readonly step: number; readonly earlyStop: boolean }

/** Equal Shares, with Add1 and utilitarian completion if requested. */
export const naiveEqualShares = (
  poll: NaivePoll,
  unit: boolean,
  add1: NaiveAdd1 | undefined,
  utilitarian: boolean,
): string[] => {
  if (poll.ballots.length === 0) return []
  const share = frac(BigInt(poll.budget), BigInt(poll.ballots.length))
  let order = naiveShares(poll, share, unit)
  for (let raise = 1; add1; raise += 1) {
    const left = poll.budget - costOf(poll, order)
    const all = supported(poll).every(({ id }) => order.includes(id))
    const exhausted = supported(poll).every(({ id, cost }) => order.includes(id) || cost > left)
    if (all || (add1.earlyStop && exhausted)) break
    const next = naiveShares(poll, plus(share, frac(BigInt(add1.step * raise))), unit)
    if (costOf(poll, next) > poll.budget) break
    order = next
  }
  return utilitarian ? naiveGreedy(poll, false, order) : order
}

/** Every voter earns at rate one. The first group whose money together reaches the cost of its project buys it. */
export const naivePhragmen = (poll: NaivePoll, discard: boolean): string[] => {
  const load = poll.ballots.map(() => zero)
  let open = supported(poll).filter(({ cost }) => cost <= poll.budget)
  const order: string[] = []
  let left = poll.budget
  for (;;) {
    let best: { project: NaiveProject; at: Fraction } | undefined
    for (const project of open) {
      const held = poll.ballots.reduce(
        (sum, ballot, i) => ((ballot[project.id] ?? 0) > 0 ? plus(sum, load[i] ?? zero) : sum),
        zero,
      )
      const at = over(plus(frac(BigInt(project.cost)), held), frac(BigInt(votes(poll, project.id))))
      const better = best === undefined || less(at, best.at)
      if (better || (best && equal(at, best.at) && lot(poll, project) < lot(poll, best.project))) best = { project, at }
    }
    if (best === undefined) return order
    const { project, at } = best
    open = open.filter((other) => other !== project)
    if (project.cost > left) {
      if (discard) continue
      return order
    }
    order.push(project.id)
    left -= project.cost
    poll.ballots.forEach((ballot, i) => {
      if ((ballot[project.id] ?? 0) > 0) load[i] = at
    })
  }
}
