import { describe, expect, it } from 'vitest'
import { marksOf } from '../../../shared/voting/rules/marks.ts'
import { type Matrix, matrixOf } from '../../../shared/voting/rules/matrix.ts'
import { voterLoads } from '../../../shared/voting/rules/phragmen/phragmen-loads.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

const costing = (costs: { readonly [id: string]: number }) => Object.entries(costs).map(([id, cost]) => ({ id, cost }))
const of: Profile = {
  options: costing({ x: 100, a: 700, b: 500 }),
  ballots: [
    { options: ['x', 'a'], count: 1 },
    { options: ['x', 'b'], count: 1 },
    { options: ['x'], count: 1 },
    { options: ['a'], count: 6 },
  ],
}
const options = of.options.map((option) => ({ option, votes: 1, score: 1 }))
const [x, a, b] = [0, 1, 2]

/** How often a supporter is looked at. */
const watched = (matrix: Matrix) => {
  let looks = 0
  const group = new Proxy(matrix.group, {
    get: (target, key) => {
      looks += 1
      return Reflect.get(target, key)
    },
  })
  return { matrix: { ...matrix, group }, looks: () => looks }
}

describe('the loads of voters under Phragmén', () => {
  it('the loads of voters under Phragmén take one look at each supporter of an option for each number of purchases, and none before the first', () => {
    const { matrix, looks } = watched(matrixOf(marksOf(of), options))
    const at = voterLoads(matrix, options)
    expect([x, a, b].map(at.loadAbout)).toEqual([100 / 3, 100, 500])
    expect(looks()).toBe(0)
    at.buy(x)
    expect(looks()).toBe(3)
    expect(at.loadAbout(a)).toBeCloseTo(2_200 / 21)
    expect(at.loadExactly(a)).toEqual({ numerator: 2_200n, denominator: 21n })
    expect(at.paidAbout(a)).toBeCloseTo(100 / 3)
    expect(looks()).toBe(3 + 2)
    at.buy(a)
    expect(looks()).toBe(3 + 2 + 2)
  })

  it('the loads of voters under Phragmén are the exact ones of all purchases, whenever they are asked for', () => {
    const [early, late] = [0, 1].map(() => voterLoads(matrixOf(marksOf(of), options), options))
    for (const option of [x, a, b]) {
      early?.buy(option)
      early?.loads()
      late?.buy(option)
    }
    // One of the seven who buy a has paid 100/3 for x; so has the one who buys b.
    const expected = [100 / 3, 2_200 / 21, 1_600 / 3]
    for (const at of [early, late]) {
      const loads = at?.loads() ?? []
      loads.forEach(({ numerator, denominator }, step) => {
        expect(Number(numerator) / Number(denominator)).toBeCloseTo(expected[step] ?? 0)
      })
      expect(loads).toEqual(early?.loads())
      expect(loads[0]?.denominator).toBe(21n)
    }
  })
})
