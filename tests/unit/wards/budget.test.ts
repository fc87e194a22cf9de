import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { Cents } from '../../../shared/kernel/money.ts'
import { setWardBudget } from '../../../shared/wards/budgets/budget.ts'

const of2026 = { wardCode: WardCode.parse('pernis'), year: 2026 }
const cents = (amount: number) => Cents.parse(amount)

describe('the budget of a ward', () => {
  it('the budget of a ward cannot be set below the amount already committed', () => {
    const standing = { ...of2026, totalCents: cents(1_000), remainingCents: cents(300), version: 4 }
    expect(setWardBudget(of2026, standing, cents(699))).toMatchObject({
      refused: true,
      code: 'budget-below-committed',
      facts: { committedCents: 700 },
    })
  })

  it('the budget of a ward is completely available when it is first set', () => {
    expect(setWardBudget(of2026, undefined, cents(7_000_000))).toMatchObject({
      value: { totalCents: 7_000_000, remainingCents: 7_000_000, version: 1 },
    })
  })

  it('the budget of a ward keeps the committed amount whatever the total becomes', () => {
    const keepsCommitted = () =>
      fc.assert(
        fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(20_000), (committed, left, total) => {
          const standing = { ...of2026, totalCents: cents(committed + left), remainingCents: cents(left), version: 1 }
          const decision = setWardBudget(of2026, standing, cents(total))
          if (decision.refused) return total < committed
          return decision.value.totalCents - decision.value.remainingCents === committed
        }),
      )
    expect(keepsCommitted).not.toThrow()
  })
})
