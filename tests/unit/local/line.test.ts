import { describe, expect, it } from 'vitest'
import { openLine } from '../../../local/emulator/functions/line.ts'

describe('the queue of a function', () => {
  it('the queue of a function runs a limited number in parallel, and the others in order of arrival', async () => {
    const line = openLine(2)
    const begun: number[] = []
    const doors = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
    const all = doors.map(({ promise }, number) =>
      line(async () => {
        begun.push(number)
        await promise
        return number
      }),
    )
    await Promise.resolve()
    expect(begun).toEqual([0, 1])
    doors[1]?.resolve()
    await all[1]
    await Promise.resolve()
    expect(begun).toEqual([0, 1, 2])
    for (const { resolve } of doors) resolve()
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4])
  })

  it('the queue of a function continues after a failure, which only its own caller sees', async () => {
    const line = openLine(1)
    const failing = line(async () => {
      throw new Error('not my day')
    })
    const next = line(async () => 'fine')
    await expect(failing).rejects.toThrow('not my day')
    expect(await next).toBe('fine')
  })
})
