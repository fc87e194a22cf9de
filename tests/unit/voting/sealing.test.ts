import { describe, expect, it } from 'vitest'
import { makeSealKey, openText, readOpeningKey, readSealKey, sealText } from '../../../shared/voting/secrecy/sealing.ts'

const place = { pollId: '7b4c9a52-3a53-8f0e-9d0b-0c5a7e1f2a3b', hash: 'ab'.repeat(32) }
const text = JSON.stringify({ options: ['001'] }).padEnd(80)

const keys = () => {
  const { sealKey, privateKey } = makeSealKey()
  return { sealing: readSealKey(sealKey), opening: readOpeningKey(privateKey) }
}

describe('a sealed ballot', () => {
  it('opens with the key of its poll, in its poll and under its hash', () => {
    const { sealing, opening } = keys()
    const sealed = sealText(sealing, text, place)
    expect(openText(opening, sealed, place)).toBe(text)
    expect(openText(opening, sealed, { ...place, hash: 'cd'.repeat(32) })).toBeUndefined()
    expect(openText(opening, sealed, { ...place, pollId: 'another' })).toBeUndefined()
  })

  it('does not open with the key of another poll', () => {
    const [one, other] = [keys(), keys()]
    expect(openText(other.opening, sealText(one.sealing, text, place), place)).toBeUndefined()
  })

  it('does not open when any part of it was changed, or is missing', () => {
    const { sealing, opening } = keys()
    const sealed = sealText(sealing, text, place)
    for (const position of [0, 31, 32, 60, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === position ? byte ^ 1 : byte))
      expect(openText(opening, changed, place)).toBeUndefined()
    }
    expect(openText(opening, sealed.slice(0, 40), place)).toBeUndefined()
    expect(openText(opening, new Uint8Array(), place)).toBeUndefined()
  })

  it('is another text each time, of one length', () => {
    const { sealing } = keys()
    const [one, two] = [sealText(sealing, text, place), sealText(sealing, text, place)]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false)
    expect(one.length).toBe(two.length)
    expect(one.length).toBe(text.length + 48)
  })
})
