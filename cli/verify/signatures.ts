// Signatures of the city (ECDSA P-256) and of the poll's permits (RSA-PSS, the verification of RFC 9474).
import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** The bytes of a base64 text; undefined unless it is the canonical text of these bytes. */
export const bytesOfBase64 = (text: string, alphabet: 'base64' | 'base64url' = 'base64'): Buffer | undefined => {
  const bytes = Buffer.from(text, alphabet)
  return bytes.toString(alphabet) === text ? bytes : undefined
}

/** A public key; undefined if the text is malformed, or is not the canonical text of the key. */
const publicKey = (base64: string): KeyObject | undefined => {
  const der = bytesOfBase64(base64)
  if (der === undefined) return undefined
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.export({ format: 'der', type: 'spki' }).equals(der) ? key : undefined
  } catch (error) {
    // Any error of OpenSSL means that this is not a public key.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** The error in a signature of the city over a text; undefined if it is valid. */
export const objectionToCitySignature = (signingKey: string, text: string, signature: string): string | undefined => {
  const key = publicKey(signingKey)
  if (key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return 'the signing key is no P-256 key'
  const bytes = bytesOfBase64(signature)
  if (bytes === undefined) return 'the signature is not written in base64'
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'der' }, bytes)
    ? undefined
    : 'the signature does not belong to this text and key'
}

/** The error in a poll's permit key; undefined if it is valid. */
export const objectionToPermitKey = (permitKey: string): string | undefined => {
  const key = publicKey(permitKey)
  if (key?.asymmetricKeyType !== 'rsa') return 'the permit key of the poll is no RSA key'
  return key.asymmetricKeyDetails?.modulusLength === 3072 ? undefined : 'the permit key of the poll has not 3072 bits'
}

/** The length of a message by ballot version: 32 random bytes, and either 32 more or the point of a key. */
const messageBytes = { 1: 64, 2: 97 } as const
const signatureBytes = 384

type PermitText = { readonly message: string; readonly signature: string }

/**
 * Checks permits of one poll with WebCrypto: RSASSA-PSS, SHA-384, salt of 48 bytes (RSABSSA-SHA384-PSS-Randomized). If the key is
 * malformed, no permit is valid.
 */
export const permitChecker = async (
  permitKey: string,
  ballotVersion: 1 | 2 = 1,
): Promise<(permit: PermitText) => Promise<boolean>> => {
  if (objectionToPermitKey(permitKey) !== undefined) return async () => false
  const name = 'RSA-PSS'
  const der = Uint8Array.from(Buffer.from(permitKey, 'base64'))
  const key = await crypto.subtle.importKey('spki', der, { name, hash: 'SHA-384' }, false, ['verify'])
  return async (permit) => {
    const [message, signature] = [
      bytesOfBase64(permit.message, 'base64url'),
      bytesOfBase64(permit.signature, 'base64url'),
    ]
    if (message?.length !== messageBytes[ballotVersion] || signature?.length !== signatureBytes) return false
    const [signed, text] = [Uint8Array.from(signature), Uint8Array.from(message)]
    return crypto.subtle.verify({ name, saltLength: 48 }, key, signed, text)
  }
}
