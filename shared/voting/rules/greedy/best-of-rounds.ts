// Finds, over all rounds of a count, the minimum and maximum of answers that are expensive to compute exactly but cheap to
// bound: bounds at every round first, then exact answers only for the best bounds.
import type { Sufficed } from '../rule.ts'

/** Bounds at a round: at least this many supporters, at most this cost. Neither integer nor exact. */
export type Bounds = { readonly supporters: number; readonly cost: number }

/** The questions about an option at one round. `hopeless`: a lower bound of the cost found already. */
export type RoundView = {
  readonly boundsOf: (option: number, hopeless: number) => Bounds
  /** Exact answers; supporters may be infinite, a cost below 1 means none. `atMost`: the cost is not above this. */
  readonly exactlyFor: (option: number) => {
    readonly supporters: () => number
    readonly cost: (atMost: number) => number
  }
}

/** Counts again, showing every round in the same order each time. */
export type Replay = (visit: (view: RoundView) => void) => void

type Search = {
  readonly option: number
  readonly supportersAt: number[]
  readonly costAt: number[]
  supporters: number
  cost: number
}

const none = Number.POSITIVE_INFINITY

/** The lowest of the bounds not yet examined, rounded like an answer. */
const openSupporters = ({ supportersAt }: Search): number =>
  supportersAt.reduce((a, b) => Math.min(a, Math.ceil(b)), none)
const openCost = ({ costAt }: Search): number => costAt.reduce((a, b) => Math.max(a, Math.floor(b)), 0)
const isOpen = (search: Search): boolean => openSupporters(search) < search.supporters || openCost(search) > search.cost

/** Each look replaces a bound by an exact answer. */
const look = (search: Search, step: number, view: RoundView): void => {
  const supporters = Math.ceil(search.supportersAt[step] ?? none)
  const cost = Math.floor(search.costAt[step] ?? 0)
  // Stryker disable next-line ConditionalExpression: looking where bounds promise less finds the same with more looks
  const forSupporters = supporters < search.supporters && supporters === openSupporters(search)
  // Stryker disable next-line ConditionalExpression: as above
  const forCost = cost > search.cost && cost === openCost(search)
  if (!forSupporters && !forCost) return
  const exact = view.exactlyFor(search.option)
  if (forSupporters) {
    search.supporters = Math.min(search.supporters, exact.supporters())
    search.supportersAt[step] = none
  }
  if (forCost) {
    search.cost = Math.max(search.cost, exact.cost(cost))
    search.costAt[step] = 0
  }
}

/** By option: the fewest more supporters and the highest cost over all rounds. */
export const bestOfRounds = (losers: readonly number[], replay: Replay): Map<number, Sufficed> => {
  if (losers.length === 0) return new Map()
  const searches = losers.map((option): Search => ({ option, supportersAt: [], costAt: [], supporters: none, cost: 0 }))
  const best = new Float64Array(searches.length)
  replay((view) => {
    searches.forEach((search, at) => {
      const bounds = view.boundsOf(search.option, best[at] ?? 0)
      // Stryker disable next-line MethodExpression: from a lower best the bounds get sharper than anybody needs
      best[at] = Math.max(best[at] ?? 0, bounds.cost)
      search.supportersAt.push(bounds.supporters)
      search.costAt.push(bounds.cost)
    })
  })
  // Stryker disable next-line MethodExpression: one that is not open is looked at in vain
  for (let open = searches.filter(isOpen); open.length > 0; open = open.filter(isOpen)) {
    let step = 0
    replay((view) => {
      for (const search of open) look(search, step, view)
      step += 1
    })
  }
  return new Map(
    searches.map(({ option, supporters, cost }) => [
      option,
      { moreSupporters: supporters === none ? null : supporters, cost: cost < 1 ? null : cost },
    ]),
  )
}
