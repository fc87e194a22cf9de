// The one-time key of a voter in one poll: its public half is what the permit is for, the private one signs choices.
import { fromBase64, toBase64Url, toHex } from './base64.ts'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The public half as a raw point of 65 bytes; the private one as a text to be kept (PKCS #8, base64url). */
export const makeChoiceKey = async (): Promise<{
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly privateKey: string
}> => {
  const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  return { publicKey, privateKey: toBase64Url(privateKey) }
}

/** Order of the group of P-256. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** (r, s) and (r, n − s) are both valid. Returns the one with the lower s: the ballot box accepts only that one. */
const withLowerS = (signature: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const s = BigInt(`0x${toHex(signature.subarray(32))}`)
  if (s <= order / 2n) return signature
  const digits = (order - s).toString(16).padStart(64, '0')
  const lower = Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16))
  return Uint8Array.of(...signature.subarray(0, 32), ...lower)
}

/** Signs a text: ECDSA with SHA-256, r and s in 64 bytes, base64url. */
export const signWith = async (privateKey: string, text: string): Promise<string> => {
  const key = await crypto.subtle.importKey('pkcs8', fromBase64(privateKey), curve, false, ['sign'])
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(text))
  return toBase64Url(withLowerS(new Uint8Array(signature)))
}
