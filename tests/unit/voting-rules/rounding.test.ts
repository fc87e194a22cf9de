import { describe, expect, it } from 'vitest'
import { above, below, offBy } from '../../../shared/voting/rules/rounding.ts'

describe('the error bound of doubles', () => {
  it('the error bound of doubles is twice half a unit in the last place for each rounding', () => {
    expect(offBy(2 ** 52, 1)).toBe(1)
    expect(offBy(5 * 2 ** 52, 3)).toBe(15)
    expect(offBy(1_000, 0)).toBe(0)
  })

  it('the error bound of doubles is between a value and the bounds around it', () => {
    expect([above(8, 3), below(8, 3)]).toEqual([8 + 3 * 2 ** -49, 8 - 3 * 2 ** -49])
    expect([above(1), below(1)]).toEqual([1 + 2 ** -50, 1 - 2 ** -50])
  })
})
