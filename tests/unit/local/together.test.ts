import { describe, expect, it } from 'vitest'
import { together } from '../../../local/emulator/functions/together.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('messages between threads', () => {
  it('messages between threads leave together, in their order, at the end of the turn in which they were given', async () => {
    const passed: (readonly number[])[] = []
    const give = together<number>((items) => passed.push(items))
    give(1)
    await Promise.resolve()
    give(2)
    expect(passed).toEqual([])
    await turn()
    give(3)
    await turn()
    await turn()
    expect(passed).toEqual([[1, 2], [3]])
  })

  it('messages between threads can be given while others leave', async () => {
    const passed: (readonly number[])[] = []
    const give = together<number>((items) => {
      passed.push(items)
      if (items.includes(1)) give(2)
    })
    give(1)
    await turn()
    await turn()
    expect(passed).toEqual([[1], [2]])
  })
})
