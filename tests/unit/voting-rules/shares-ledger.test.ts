import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rational } from '../../../shared/kernel/rational.ts'
import type { SharesMachine } from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { spent } from '../../../shared/voting/rules/equal-shares/shares-state.ts'
import { anyCrowd, anyUtility, machineOf } from '../../support/services/machines.ts'
import { runs } from '../../support/sizes.ts'

type Supporter = { readonly node: number; readonly points: number; readonly money: bigint }

/** The exact money of each supporter of an option, times scale. */
const supportersOf = ({ matrix, ledger, state }: SharesMachine, option: number): Supporter[] => {
  const [from, to] = [matrix.start[option] ?? 0, matrix.start[option + 1] ?? 0]
  const entries = Array.from(matrix.group.slice(from, to), (group, at) => ({
    node: state.node[group] ?? spent,
    count: matrix.count[from + at] ?? 0,
    points: matrix.points[from + at] ?? 0,
  }))
  return entries.map(({ node, points }) => {
    const { given } = ledger.split(option, (other) => other === node)
    const alike = entries.reduce((sum, entry) => (entry.node === node ? sum + entry.count : sum), 0)
    return { node, points, money: given / BigInt(alike) }
  })
}

/** Whether the ledger knows who is short, at every price that takes all the money of one of the supporters. */
const knowsWhoIsShort = (machine: SharesMachine): boolean => {
  const { ledger, options } = machine
  ledger.catchUp()
  return options.every((_, option) => {
    const supporters = supportersOf(machine, option)
    return supporters.every(({ money: numerator, points: asked }) => {
      const weight = BigInt(asked)
      const isShort = ledger.isShortAt({ numerator, weight, value: rational(numerator, weight * ledger.scale()) })
      return supporters.every(
        ({ node, points, money }) => isShort(node, points) === money * weight < numerator * BigInt(points),
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
      recognizes(({ state }) => {
        state.error = 1e12
      }),
      { numRuns: runs(1_000) },
    )
  })
})
