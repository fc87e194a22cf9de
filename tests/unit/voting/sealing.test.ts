import { describe, expect, it } from 'vitest'
import {
  makeSealKey,
  openBytes,
  readOpeningKey,
  readSealKey,
  sealBytes,
} from '../../../shared/voting/secrecy/sealing.ts'

const place = { pollId: '7b4c9a52-3a53-8f0e-9d0b-0c5a7e1f2a3b', hash: 'ab'.repeat(32) }
const plain = new Uint8Array(Buffer.alloc(80, 'a ballot'))

const keys = () => {
  const { sealKey, privateKey } = makeSealKey()
  return { sealing: readSealKey(sealKey), opening: readOpeningKey(privateKey) }
}

describe('a sealed ballot', () => {
  it('a sealed ballot can be opened with the key of its poll, in its poll and under its hash', () => {
    const { sealing, opening } = keys()
    const sealed = sealBytes(sealing, plain, place)
    expect(openBytes(opening, sealed, place)).toEqual(Buffer.from(plain))
    expect(openBytes(opening, sealed, { ...place, hash: 'cd'.repeat(32) })).toBeUndefined()
    expect(openBytes(opening, sealed, { ...place, pollId: 'another' })).toBeUndefined()
  })

  it('a sealed ballot cannot be opened with the key of another poll', () => {
    const [one, other] = [keys(), keys()]
    expect(openBytes(other.opening, sealBytes(one.sealing, plain, place), place)).toBeUndefined()
  })

  it('a sealed ballot cannot be opened if any part of it was changed, or is missing', () => {
    const { sealing, opening } = keys()
    const sealed = sealBytes(sealing, plain, place)
    for (const position of [0, 31, 32, 60, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === position ? byte ^ 1 : byte))
      expect(openBytes(opening, changed, place)).toBeUndefined()
    }
    expect(openBytes(opening, sealed.slice(0, 40), place)).toBeUndefined()
    expect(openBytes(opening, new Uint8Array(), place)).toBeUndefined()
  })

  it('a sealed ballot has different bytes each time, of the same length', () => {
    const { sealing } = keys()
    const [one, two] = [sealBytes(sealing, plain, place), sealBytes(sealing, plain, place)]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false)
    expect(one.length).toBe(two.length)
    expect(one.length).toBe(plain.length + 48)
  })
})
