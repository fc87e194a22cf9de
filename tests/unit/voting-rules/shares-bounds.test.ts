import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsAt } from '../../../shared/voting/rules/equal-shares/shares-bounds.ts'
import type { Round, SharesMachine, Utility } from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { anyCrowd, anyUtility, machineOf } from '../../support/services/machines.ts'
import { runs } from '../../support/sizes.ts'

const [near, rounding] = [2 ** -26, 2 ** -46]

/** The sum that the supporters pay, in doubles, if each is asked this much per point. */
const raised = ({ matrix, state }: SharesMachine, option: number, due: number): number => {
  let sum = 0
  for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
    const group = matrix.group[entry] ?? 0
    const [has, asked] = [state.money[group] ?? 0, due * (matrix.points[entry] ?? 0)]
    sum += (matrix.count[entry] ?? 0) * (has < asked ? has + state.error : asked)
  }
  return sum
}

/** The greatest cost up to `most` that is raised. There is one, and every lower cost is raised too. */
const greatestRaised = (isRaised: (cost: number) => boolean, most: number): number => {
  let [low, high] = [0, most]
  if (isRaised(most)) return most
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2
    if (isRaised(middle)) low = middle
    else high = middle
  }
  return low
}

/**
 * The definition, by bisection. Rounding may make it seem that supporters raise any cost, or none. `generous` assumes that they
 * raise it.
 */
const naively = (machine: SharesMachine, option: number, { winner, price, error }: Round) => {
  const { options, voters, utility, state } = machine
  const cost = options[option]?.option.cost ?? 0
  const each = Number(state.endowment)
  const rival = winner === undefined ? undefined : options[winner]?.option.cost
  const due = (amount: number) => {
    if (rival === undefined) return Number.POSITIVE_INFINITY
    return utility === 'cost' ? ((price + error) / rival) * amount : price + error
  }
  const missing = cost * voters - raised(machine, option, due(cost))
  const added = Math.min(each, due(cost))
  const greatest = (part: number) =>
    utility === 'cost' && rival !== undefined
      ? greatestRaised((amount) => raised(machine, option, due(amount)) >= amount * voters * part, cost)
      : raised(machine, option, due(cost)) / voters
  return {
    supporters: Math.max(1, missing / added),
    unsure: (cost * voters) / added,
    cost: greatest(1 + rounding),
    generous: greatest(1 - rounding),
  }
}

describe('what would have sufficed at a round of equal shares', () => {
  const everyRound = (utility: fc.Arbitrary<Utility>, changed: (seen: Round, machine: SharesMachine) => Round) =>
    fc.property(anyCrowd, utility, (poll, by) => {
      const machine = machineOf(poll, by)
      machine.run(BigInt(poll.budget), Number.MAX_SAFE_INTEGER, (seen) => {
        const round = changed(seen, machine)
        for (const option of machine.options.keys()) {
          const bounds = boundsAt(machine, option, round, 0)
          const exact = naively(machine, option, round)
          expect(bounds.cost).toBeGreaterThanOrEqual(exact.cost - Math.abs(exact.cost) * rounding)
          expect(bounds.cost).toBeLessThanOrEqual(exact.generous * (1 + near) + near)
          expect(bounds.supporters).toBeLessThanOrEqual(exact.supporters + exact.unsure * rounding)
          expect(bounds.supporters).toBeGreaterThanOrEqual(exact.supporters - exact.unsure * near)
        }
      })
    })

  it('what would have sufficed at a round of equal shares has bounds as tight as doubles allow', () => {
    const asItIs = everyRound(anyUtility, (seen) => seen)
    fc.assert(asItIs, { numRuns: runs(2_000) })
  })

  it('what would have sufficed at a round of equal shares has bounds that include the error of the price', () => {
    const dearer = everyRound(anyUtility, ({ winner, price }) => ({ winner, price, error: price / 8 }))
    fc.assert(dearer, { numRuns: runs(1_000) })
  })

  it('what would have sufficed at a round of equal shares has bounds that include the error of the money', () => {
    const richer = everyRound(fc.constant('unit'), (seen, { state }) => {
      state.error = Math.max(...state.money) / 16
      return seen
    })
    fc.assert(richer, { numRuns: runs(1_000) })
  })

  it('what would have sufficed at a round of equal shares is not computed further if it cannot improve the result', () => {
    const crowd = fc.tuple(anyCrowd).map(([poll]) => machineOf(poll, 'cost'))
    const [machine] = fc.sample(crowd.filter(needsTwoSteps), { seed: 1, numRuns: 1 })
    if (machine === undefined) throw new Error('no such crowd')
    let saved = 0
    machine.run(endowment, Number.MAX_SAFE_INTEGER, (seen) => {
      for (const option of machine.options.keys()) {
        const [sharp, early] = [0, Number.POSITIVE_INFINITY].map((hopeless) =>
          boundsAt(machine, option, seen, hopeless),
        )
        expect(early?.supporters).toBe(sharp?.supporters)
        expect(early?.cost).toBeGreaterThanOrEqual(sharp?.cost ?? 0)
        if ((early?.cost ?? 0) > (sharp?.cost ?? 0)) saved += 1
      }
    })
    expect(saved).toBeGreaterThan(0)
  })
})

const endowment = 1_000n
const needsTwoSteps = (machine: SharesMachine): boolean => {
  let found = false
  machine.run(endowment, Number.MAX_SAFE_INTEGER, (seen) => {
    for (const option of machine.options.keys())
      found ||= boundsAt(machine, option, seen, Number.POSITIVE_INFINITY).cost > boundsAt(machine, option, seen, 0).cost
  })
  return found
}
