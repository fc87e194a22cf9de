import { createHash, createHmac, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RequestHash } from '../../../shared/table/request-hash.ts'

const hashed = async (content: Parameters<RequestHash['update']>[0], secret?: Parameters<RequestHash['update']>[0]) => {
  const hash = new RequestHash(secret)
  hash.update(content)
  return Buffer.from(await hash.digest()).toString('hex')
}
const arrayOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer

describe('the hash under the requests to the table', () => {
  it('the hash under the requests to the table is SHA-256 of any text or bytes, and HMAC-SHA-256 under any secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uint8Array({ minLength: 1 }), async (text, secret) => {
        const bytes = Buffer.from(text)
        const plain = createHash('sha256').update(text).digest('hex')
        const keyed = createHmac('sha256', secret).update(text).digest('hex')
        for (const content of [text, bytes, arrayOf(bytes)]) expect(await hashed(content)).toBe(plain)
        for (const key of [secret, arrayOf(secret)]) expect(await hashed(text, key)).toBe(keyed)
        expect(await hashed(text, `key ${text}`)).toBe(createHmac('sha256', `key ${text}`).update(text).digest('hex'))
      }),
    )
  })

  it('the hash under the requests to the table restarts after a reset, and hashes only its part of a larger buffer', async () => {
    const whole = randomBytes(64)
    const part = new Uint8Array(whole.buffer, whole.byteOffset + 16, 16)
    const hash = new RequestHash(part)
    hash.update('something else')
    hash.reset()
    hash.update(part)
    expect(Buffer.from(await hash.digest())).toEqual(createHmac('sha256', Buffer.from(part)).update(part).digest())
  })
})
