// Ballots at rest are sealed to the poll's own key (HPKE, RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM). Who
// casts has only the public half; who counts unwraps the private one, after the close.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})
const encapsulatedBytes = 32
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Both halves of a fresh key; 32 bytes each, the public one in base64. */
export const makeSealKey = async (): Promise<{ readonly sealKey: string; readonly privateKey: Uint8Array }> => {
  const pair = await suite.kem.generateKeyPair()
  const [publicKey, privateKey] = await Promise.all([
    suite.kem.serializePublicKey(pair.publicKey),
    suite.kem.serializePrivateKey(pair.privateKey),
  ])
  return { sealKey: Buffer.from(publicKey).toString('base64'), privateKey: new Uint8Array(privateKey) }
}

/** What a sealed ballot is bound to: it opens in its poll and under its hash, and nowhere else. */
export type Place = { readonly pollId: string; readonly hash: string }
const bound = ({ pollId, hash }: Place) => ({
  info: encoder.encode(`wijk/ballot/v1\n${pollId}`),
  aad: encoder.encode(hash),
})

export type SealingKey = Awaited<ReturnType<typeof readSealKey>>
export type OpeningKey = Awaited<ReturnType<typeof readOpeningKey>>

/** The public half, for many ballots. */
export const readSealKey = (sealKey: string) => suite.kem.deserializePublicKey(Buffer.from(sealKey, 'base64'))

/** The private half, for many ballots. */
export const readOpeningKey = (privateKey: Uint8Array) => suite.kem.deserializePrivateKey(privateKey)

/** Seals a text: 32 bytes of the encapsulated key, then the ciphertext, 16 bytes longer than the text. */
export const sealText = async (key: SealingKey, text: string, place: Place): Promise<Uint8Array> => {
  const { info, aad } = bound(place)
  const { enc, ct } = await suite.seal({ recipientPublicKey: key, info }, encoder.encode(text), aad)
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)])
}

/** Opens what was sealed for this place; nothing when it was not, or was changed. */
export const openText = async (key: OpeningKey, sealed: Uint8Array, place: Place): Promise<string | undefined> => {
  const { info, aad } = bound(place)
  const [enc, ct] = [sealed.slice(0, encapsulatedBytes), sealed.slice(encapsulatedBytes)]
  if (enc.length < encapsulatedBytes || ct.length < 16) return undefined
  try {
    return decoder.decode(await suite.open({ recipientKey: key, enc, info }, ct, aad))
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
