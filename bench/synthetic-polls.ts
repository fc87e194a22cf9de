// Large polls from a fixed seed, as large as the heaviest known elections (whose files are not public here).
import type { BallotGroup, Profile } from '../shared/voting/rules/rule.ts'

/** Mulberry32: the same numbers on every machine. */
const seeded = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Measure = {
  readonly seed: number
  readonly voters: number
  readonly options: number
  /** Number of districts: voters choose mostly in their own. */
  readonly districts: number
  /** The share of a voter's choices outside their district. */
  readonly elsewhere: number
  readonly maximumChoices: number
  /** How unequal options are: the weight of the nth is n to the power of minus this. */
  readonly skew: number
  /** Cents. Costs are spread between these, evenly on a logarithmic scale, in whole hundreds of euros. */
  readonly costs: readonly [least: number, most: number]
}

/** Picks an index with a probability proportional to its weight. */
const picker = (weights: readonly number[], random: () => number) => {
  let sum = 0
  const sums = weights.map((weight) => {
    sum += weight
    return sum
  })
  return (): number => {
    const target = random() * sum
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) > target) high = middle
      else low = middle + 1
    }
    return low
  }
}

export const syntheticPoll = (measure: Measure): Profile => {
  const random = seeded(measure.seed)
  const [least, most] = measure.costs
  const options = Array.from({ length: measure.options }, (_, index) => ({
    id: `P${String(index + 1).padStart(3, '0')}`,
    cost: Math.round((least * (most / least) ** random()) / 10_000) * 10_000,
  }))
  const weights = options.map((_, index) => (index + 1) ** -measure.skew)
  const anywhere = picker(weights, random)
  const within = Array.from({ length: measure.districts }, (_, district) =>
    picker(
      weights.map((weight, index) => (index % measure.districts === district ? weight : 0)),
      random,
    ),
  )
  const groups = new Map<string, { readonly options: readonly string[]; count: number }>()
  for (let voter = 0; voter < measure.voters; voter += 1) {
    const home = within[Math.floor(random() * measure.districts)] ?? anywhere
    const size = 1 + Math.floor(random() * measure.maximumChoices)
    const chosen = new Set<string>()
    for (let attempt = 0; chosen.size < size && attempt < 4 * size; attempt += 1) {
      const pick = random() < measure.elsewhere ? anywhere() : home()
      chosen.add(options[pick]?.id ?? '')
    }
    const ids = [...chosen].sort()
    const key = ids.join()
    const group = groups.get(key) ?? { options: ids, count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  const ballots: readonly BallotGroup[] = [...groups.values()]
  return { options, ballots }
}

/** Like Łódź 2022: 90,494 ballots, 160 projects, 23,571 distinct ballots. */
export const likeLodz: Measure = {
  ...{ seed: 2022, voters: 90_494, options: 160, districts: 36, elsewhere: 0.08, maximumChoices: 5, skew: 0.45 },
  costs: [1_000_000, 100_000_000],
}
/** Like Toulouse 2024: 7,260 ballots, 183 projects, about 670 steps of one euro. */
export const likeToulouse: Measure = {
  ...{ seed: 2024, voters: 7_260, options: 183, districts: 8, elsewhere: 0.2, maximumChoices: 7, skew: 0.4 },
  costs: [1_000_000, 50_000_000],
}
