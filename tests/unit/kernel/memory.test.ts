import { describe, expect, it } from 'vitest'
import { once } from '../../../shared/kernel/memory.ts'

describe('a value that is made once', () => {
  it('a value that is made once is made when it is first requested, and never again', () => {
    let made = 0
    const value = once(() => {
      made += 1
      return undefined
    })
    expect(made).toBe(0)
    expect([value(), value()]).toEqual([undefined, undefined])
    expect(made).toBe(1)
  })

  it('a value that is made once is made again if the first attempt failed', () => {
    let tries = 0
    const value = once(() => {
      tries += 1
      if (tries === 1) throw new Error('not yet')
      return tries
    })
    expect(() => value()).toThrow('not yet')
    expect(value()).toBe(2)
  })
})
