// Least privilege must also be enough: the declared rights allow a whole year of a ward agreement.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedEngine, play } from './support/demo-under-rights.ts'
import type { Guard } from './support/rights-guard.ts'

describe('what the roles allow', () => {
  let guard: Guard
  let stop: () => Promise<void>

  beforeAll(async () => {
    const guarded = await guardedEngine()
    guard = guarded.guard
    stop = guarded.stop
  })
  afterAll(() => stop())

  it('is enough for a year of a ward agreement, from the first draft to an alarm that is solved', async () => {
    const { code, said } = await play(guard.endpoint, 'agreement')
    expect(guard.refused).toEqual([])
    expect(said).toContain('Equal to the count by hand')
    expect(said).toMatch(/the alderman has ([1-9]\d*), \1 of them mailed/)
    expect(code, said).toBe(0)
  }, 600_000)
})
