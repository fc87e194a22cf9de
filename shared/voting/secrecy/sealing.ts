// Ballots at rest are sealed to the poll's own key (HPKE, RFC 9180, base mode: X25519, HKDF-SHA256, AES-256-GCM). The
// casting function has only the public half; the counting function unwraps the private one, after the close.
import {
  hpkeOpen,
  hpkeSeal,
  makeRecipientKeys,
  type OpeningKey,
  openingKey,
  type SealingKey,
  sealingKey,
} from './hpke.ts'

export type { OpeningKey, SealingKey } from './hpke.ts'

const encoder = new TextEncoder()

/** Both halves of a new key; 32 bytes each, the public one in base64. */
export const makeSealKey = (): { readonly sealKey: string; readonly privateKey: Uint8Array } => {
  const { publicRaw, privateRaw } = makeRecipientKeys()
  return { sealKey: Buffer.from(publicRaw).toString('base64'), privateKey: privateRaw }
}

/** The context of a sealed ballot: it opens only in its poll, under its hash and beside its number. */
export type Place = { readonly pollId: string; readonly hash: string; readonly number?: string | undefined }
const bound = ({ pollId, hash, number }: Place) => ({
  info: encoder.encode(`wijk/ballot/v1\n${pollId}`),
  aad: encoder.encode(number === undefined ? hash : `${hash}\n${number}`),
})

/** The public half, for many ballots. */
export const readSealKey = (sealKey: string): SealingKey => sealingKey(Buffer.from(sealKey, 'base64'))

/** The private half, for many ballots. */
export const readOpeningKey = (privateKey: Uint8Array): OpeningKey => openingKey(privateKey)

/** Seals some bytes: 32 bytes of the encapsulated key, then the ciphertext, 16 bytes longer than they are. */
export const sealBytes = (key: SealingKey, plain: Uint8Array, place: Place): Uint8Array =>
  hpkeSeal(key, plain, bound(place))

/** Opens a ballot sealed in this context; undefined if it was not, or was changed. */
export const openBytes = (key: OpeningKey, sealed: Uint8Array, place: Place): Uint8Array | undefined => {
  try {
    return hpkeOpen(key, sealed, bound(place))
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
