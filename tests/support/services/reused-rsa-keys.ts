// Every poll has an RSA key of its own, and making one takes a quarter of a second. Tests that announce many polls and do not look
// at their keys reuse a few.
import crypto, { type RSAKeyPairOptions } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'

const real = crypto.generateKeyPair
const make = (type: 'rsa', options: RSAKeyPairOptions<'der', 'der'>) => promisify(real)(type, options)

/** Consecutive polls have different keys. */
const most = 4
const made: ReturnType<typeof make>[] = []
let asked = 0

const oneOfFew = (...key: Parameters<typeof make>) => {
  const place = asked % most
  asked += 1
  made[place] ??= make(...key)
  return made[place]
}

/** Until the end of the file, a new key is one of a few that this process made before: `beforeAll(reuseRsaKeys)`. */
export const reuseRsaKeys = (): (() => void) => {
  const put = (generate: unknown) => {
    Object.assign(crypto, { generateKeyPair: generate })
    syncBuiltinESMExports()
  }
  const withCallback = () => {
    throw new Error('Only keys that are promised are reused')
  }
  put(Object.assign(withCallback, { [promisify.custom]: oneOfFew }))
  return () => put(real)
}
