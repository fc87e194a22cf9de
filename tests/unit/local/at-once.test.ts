import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../local/play/scenario/at-once.ts'

describe('running a limited number of things in parallel', () => {
  it('running a limited number of things in parallel does each once, returns results in order, and never runs more than the limit', async () => {
    let [running, most] = [0, 0]
    const done = await atOnce([30, 1, 20, 5, 10], 2, async (milliseconds, index) => {
      most = Math.max(most, ++running)
      await pause(milliseconds)
      running -= 1
      return `${index}: ${milliseconds}`
    })
    expect(done).toEqual(['0: 30', '1: 1', '2: 20', '3: 5', '4: 10'])
    expect(most).toBe(2)
  })

  it('running a limited number of things in parallel leaves nothing out, not even undefined values', async () => {
    expect(await atOnce(Array.from({ length: 3 }), 8, async (_, index) => index)).toEqual([0, 1, 2])
  })

  it('running a limited number of things in parallel fails with the first failure', async () => {
    const act = async (item: number) => {
      if (item === 2) throw new Error('two')
    }
    await expect(atOnce([1, 2, 3], 2, act)).rejects.toThrow('two')
  })
})
