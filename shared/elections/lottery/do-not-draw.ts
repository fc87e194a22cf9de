// The do-not-draw register (loot-me-niet-register; Lotingsregeling wijkraden, article 3): who does not want to be drawn. A roll
// keeps persons under digests of its own key, so the register must be able to give back the pseudonym: it keeps it sealed
// (ADR 0026).
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

const [nonceBytes, tagBytes] = [12, 16]
const derived = (key: Uint8Array, use: 'name' | 'seal', text: string): Buffer =>
  createHmac('sha256', key).update(`do-not-draw/${use}\n${text}`).digest()

/** The digest of a person in the register, in hexadecimal. */
export const registeredAs = (key: Uint8Array, person: string): string => derived(key, 'name', person).toString('hex')

/** Seals a pseudonym (AES-256-GCM). The nonce follows from the person, so the same person gives the same bytes. */
export const sealPerson = (key: Uint8Array, person: string): Uint8Array<ArrayBuffer> => {
  const nonce = derived(key, 'name', person).subarray(0, nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', derived(key, 'seal', ''), nonce)
  const sealed = Buffer.concat([cipher.update(person, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, sealed, cipher.getAuthTag()]))
}

/** The pseudonym in these bytes. Throws where they were sealed with another key, or changed. */
export const unsealPerson = (key: Uint8Array, sealed: Uint8Array): string => {
  const decipher = createDecipheriv('aes-256-gcm', derived(key, 'seal', ''), sealed.subarray(0, nonceBytes))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
}
