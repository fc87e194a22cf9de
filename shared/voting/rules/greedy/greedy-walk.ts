// One walk down a sorted list with money, caps and, if configured, a second walk over the rest.
import type { GreedyConfiguration } from '../configuration.ts'
import type { Counted } from '../counts.ts'

/** `won` in the order of selection; `capped`: only a cap excluded it; `unreached`: the list ended before it. */
export type Walk = {
  readonly won: ReadonlySet<Counted>
  readonly capped: ReadonlySet<Counted>
  readonly unreached: ReadonlySet<Counted>
}

type Knobs = Pick<GreedyConfiguration, 'budget' | 'caps' | 'misfit' | 'leftovers'>

/** Funds in the order of the list. Stopping at a misfit ends the current pass. */
export const walk = (list: readonly Counted[], { budget, caps, misfit, leftovers }: Knobs): Walk => {
  const won = new Set<Counted>()
  const capped = new Set<Counted>()
  const unreached = new Set<Counted>()
  const spentUnder = caps.map(() => 0)
  let left = budget
  const overCap = ({ option }: Counted): boolean =>
    caps.some((cap, index) => option[cap.by] === cap.name && (spentUnder[index] ?? 0) + option.cost > cap.money)
  const fund = (counted: Counted): void => {
    won.add(counted)
    left -= counted.option.cost
    caps.forEach((cap, index) => {
      if (counted.option[cap.by] === cap.name) spentUnder[index] = (spentUnder[index] ?? 0) + counted.option.cost
    })
  }
  const pass = (withCaps: boolean): void => {
    let stopped = false
    for (const counted of list) {
      if (won.has(counted)) continue
      const fits = counted.option.cost <= left
      const keptOut = fits && withCaps && overCap(counted)
      capped.delete(counted)
      unreached.delete(counted)
      if (stopped) unreached.add(counted)
      else if (fits && !keptOut) fund(counted)
      else if (keptOut) capped.add(counted)
      if (!won.has(counted) && misfit === 'stop') stopped = true
    }
  }
  pass(true)
  if (leftovers === 'without-caps') pass(false)
  return { won, capped, unreached }
}
