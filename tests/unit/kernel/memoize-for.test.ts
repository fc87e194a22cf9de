import { describe, expect, it } from 'vitest'
import { memoizeFor } from '../../../shared/kernel/memory.ts'

describe('a value that is cached for a while', () => {
  const counting = () => {
    const asked: string[] = []
    return { asked, find: async (key: string) => `${key}${asked.push(key)}` }
  }

  it('a value that is cached for a while is computed once by key, and again afterwards or if the clock was set back', async () => {
    const { asked, find } = counting()
    const get = memoizeFor(1_000, 10, find)
    expect(await Promise.all([get('a', 0), get('a', 0), get('a', 999)])).toEqual(['a1', 'a1', 'a1'])
    expect([await get('b', 999), await get('a', 1_000), await get('a', 500)]).toEqual(['b2', 'a3', 'a4'])
    expect(asked).toEqual(['a', 'b', 'a', 'a'])
  })

  it('a value that is cached for a while is one of a limited number, and failures are not cached', async () => {
    const { asked, find } = counting()
    const get = memoizeFor(1_000, 1, find)
    await get('a', 0)
    await get('b', 0)
    await get('a', 0)
    expect(asked).toEqual(['a', 'b', 'a'])
    let isBroken = true
    const frail = memoizeFor(1_000, 1, async () => {
      if (isBroken) throw new Error('Not now')
      return 'there'
    })
    await expect(frail('a', 0)).rejects.toThrow('Not now')
    isBroken = false
    expect(await frail('a', 0)).toBe('there')
  })
})
