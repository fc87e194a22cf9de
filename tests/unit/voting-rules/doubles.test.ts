import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRationals, type Rational, rational } from '../../../shared/kernel/rational.ts'
import { type Estimate, estimatePrice } from '../../../shared/voting/rules/equal-shares/shares-price.ts'
import type { SharesMachine } from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { marksOf } from '../../../shared/voting/rules/marks.ts'
import { matrixOf } from '../../../shared/voting/rules/matrix.ts'
import { voterLoads } from '../../../shared/voting/rules/phragmen/phragmen-loads.ts'
import { anyCrowd, anyUtility, machineOf, supportedOf } from '../../support/services/machines.ts'
import { runs } from '../../support/sizes.ts'

/** The exact value of a double as a fraction. */
const fractionOf = (double: number): Rational => {
  let [value, denominator] = [double, 1n]
  while (!Number.isInteger(value)) [value, denominator] = [value * 2, denominator * 2n]
  return rational(BigInt(value), denominator)
}
const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
const times = (a: Rational, by: number): Rational => rational(a.numerator * BigInt(by), a.denominator)
const isWithin = (about: Rational, exact: Rational, error: Rational): boolean => {
  const off = plus(about, times(exact, -1))
  return compareRationals(off.numerator < 0n ? times(off, -1) : off, error) <= 0
}

/** Whether the money of each option's supporters together differs from the exact sum by no more than the error bounds. */
const moneyIsNear = ({ state, ledger, matrix, options }: SharesMachine): boolean => {
  ledger.catchUp()
  return options.every((_, option) => {
    let [about, error] = [rational(0n), rational(0n)]
    for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
      const [group, count] = [matrix.group[entry] ?? 0, matrix.count[entry] ?? 0]
      about = plus(about, times(fractionOf(state.money[group] ?? 0), count))
      error = plus(error, times(fractionOf(state.error), count))
    }
    const { given } = ledger.split(option, () => true)
    return isWithin(about, rational(given, ledger.scale()), error)
  })
}

/** Whether each price is a lower bound of the exact price, and close to it if it is certain, as its error bound says. */
const pricesAreNear = ({ state, ledger, options, voters }: SharesMachine, guess: number): boolean =>
  options.every((counted, option) => {
    const found: Estimate = { price: 0, error: 0, dividedAt: 0, isCertain: false, shortOfMoney: 'no' }
    estimatePrice(state, option, counted.option.cost * voters, 0, guess, found)
    const exact = ledger.exactPrice(option, 0)
    if (found.shortOfMoney === 'yes') return exact === undefined
    if (found.shortOfMoney === 'unclear' || exact === undefined) return true
    const [price, error] = [fractionOf(found.price), fractionOf(found.error)]
    const isLower = compareRationals(plus(price, times(error, -1)), exact.value) <= 0
    return isLower && (!found.isCertain || isWithin(price, exact.value, error))
  })

describe('under equal shares doubles stay within their error bounds', () => {
  /** `guess` is a price from which the estimates may start, in percent of the money of a voter. */
  const watched = (
    holds: (machine: SharesMachine, guess: number) => boolean,
    endowment: fc.Arbitrary<(budget: number) => bigint>,
  ) =>
    fc.property(anyCrowd, anyUtility, endowment, fc.integer({ min: 0, max: 400 }), (poll, by, of, percent) => {
      const machine = machineOf(poll, by)
      const expectToHold = () => expect(holds(machine, (machine.state.most * percent) / 100)).toBe(true)
      machine.run(of(poll.budget), Number.MAX_SAFE_INTEGER, expectToHold)
      expectToHold()
    })
  const asItIs = fc.constant((budget: number) => BigInt(budget))
  const beyondDoubles = fc.constant((budget: number) => 2n ** 60n + BigInt(budget))

  it('under equal shares doubles stay within their error bounds in the money of voters', () => {
    fc.assert(watched(moneyIsNear, asItIs), { numRuns: runs(2_000) })
  })

  it('under equal shares doubles stay within their error bounds in money that no double can represent', () => {
    fc.assert(watched(moneyIsNear, beyondDoubles), { numRuns: runs(500) })
  })

  it('under equal shares doubles stay within their error bounds in the price of an option', () => {
    fc.assert(watched(pricesAreNear, asItIs), { numRuns: runs(2_000) })
  })
})

describe('under Phragmén doubles stay within their error bounds', () => {
  it('under Phragmén doubles stay within their error bounds in what voters have paid, and would pay', () => {
    fc.assert(
      fc.property(anyCrowd, (poll) => {
        const options = supportedOf(poll)
        const at = voterLoads(matrixOf(marksOf(poll.profile), options), options)
        for (const bought of options.keys()) {
          for (const option of options.keys()) {
            const near = (about: number, exact: Rational) =>
              isWithin(fractionOf(about), exact, fractionOf(about * at.relativeError()))
            expect(near(at.loadAbout(option), at.loadExactly(option))).toBe(true)
            expect(near(at.paidAbout(option), at.together(option))).toBe(true)
          }
          at.buy(bought)
        }
      }),
      { numRuns: runs(1_000) },
    )
  })
})
