import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rational } from '../../../shared/kernel/rational.ts'
import type { SharesMachine } from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { anyCrowd, anyUtility, machineOf } from '../../support/services/machines.ts'
import { runs } from '../../support/sizes.ts'

type Supporter = { readonly entry: number; readonly group: number; readonly points: bigint; readonly money: bigint }

/** The exact money of each supporter of an option, times scale. */
const supportersOf = ({ matrix, ledger }: SharesMachine, option: number): Supporter[] => {
  const supporters: Supporter[] = []
  for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
    const { given } = ledger.split(option, (other) => other === entry)
    const count = BigInt(matrix.count[entry] ?? 0)
    const points = BigInt(matrix.points[entry] ?? 0)
    supporters.push({ entry, group: matrix.group[entry] ?? 0, points, money: given / count })
  }
  return supporters
}

/** Whether the ledger knows who is short, at every price that takes all the money of one of the supporters. */
const knowsWhoIsShort = (machine: SharesMachine): boolean => {
  const { ledger, options } = machine
  ledger.catchUp()
  return options.every((_, option) => {
    const supporters = supportersOf(machine, option)
    return supporters.every(({ money: numerator, points: weight }) => {
      const isShort = ledger.isShortAt({ numerator, weight, value: rational(numerator, weight * ledger.scale()) })
      return supporters.every(
        ({ entry, group, points, money }) => isShort(entry, group) === money * weight < numerator * points,
      )
    })
  })
}

describe('a supporter with less money than the price', () => {
  const recognizes = (prepare: (machine: SharesMachine) => void) =>
    fc.property(anyCrowd, anyUtility, (poll, utility) => {
      const machine = machineOf(poll, utility)
      machine.run(BigInt(poll.budget), Number.MAX_SAFE_INTEGER, () => {
        prepare(machine)
        expect(knowsWhoIsShort(machine)).toBe(true)
      })
    })

  it('a supporter with less money than the price is distinguished from one with exactly as much', () => {
    fc.assert(
      recognizes(() => undefined),
      { numRuns: runs(1_000) },
    )
  })

  it('a supporter with less money than the price is also distinguished by exact numbers alone', () => {
    fc.assert(
      recognizes(({ state }) => state.error.fill(1e12)),
      { numRuns: runs(1_000) },
    )
  })
})
