// Permits: RSA blind signatures, RFC 9474, RSABSSA-SHA384-PSS-Randomized, one RSA-3072 key per poll.
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { PersonId, ResidentId } from '../../kernel/ids.ts'
import { choiceKeyBytes } from './choice-signature.ts'

const modulusBytes = 384
/** PSS salt of the suite, in bytes. */
const saltLength = 48
/** Random bytes that `Prepare` puts before the message. */
export const randomizerBytes = 32
/** A prepared message by version of the ballot: 32 random bytes are signed, or the voter's one-time public key (ADR 0017). */
export const preparedMessageBytes = { 1: randomizerBytes + 32, 2: randomizerBytes + choiceKeyBytes } as const
export const permitSignatureBytes = modulusBytes

/** A fresh key pair: PKCS #8 and SubjectPublicKeyInfo, DER; the public one in base64. */
export const makePermitKey = async (): Promise<{ readonly permitKey: string; readonly privateKey: Uint8Array }> => {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: modulusBytes * 8,
    publicExponent: 65_537,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { permitKey: pair.publicKey.toString('base64'), privateKey: new Uint8Array(pair.privateKey) }
}

export const readPermitPrivateKey = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })

const knownKeys = new Map<string, KeyObject>()

/** The public key of a poll's permits. Cached: parsing it costs almost as much as verifying with it. */
export const readPermitKey = (base64: string): KeyObject => {
  const known = knownKeys.get(base64)
  if (known !== undefined) return known
  const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
  if (knownKeys.size >= 50) knownKeys.clear()
  knownKeys.set(base64, key)
  return key
}

/**
 * RFC 9474, BlindSign: the raw RSA operation on a message the client has blinded. The same message always gets the same
 * signature. Undefined when the message is not a number below the modulus, or is its own signature. The result is checked before it leaves
 * (section 4.3): a faulty computation would reveal the key.
 */
export const signBlinded = (privateKey: KeyObject, blinded: Uint8Array): Uint8Array | undefined => {
  if (blinded.length * 8 !== privateKey.asymmetricKeyDetails?.modulusLength) return undefined
  const message = Buffer.from(blinded)
  let signature: Buffer
  try {
    signature = privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS')
      return undefined
    throw error
  }
  // 0, 1 and the modulus less one are their own signatures: no client blinds a message to them.
  if (signature.equals(message)) return undefined
  const back = publicDecrypt({ key: createPublicKey(privateKey), padding: constants.RSA_NO_PADDING }, signature)
  if (!back.equals(message)) throw new Error('The blind signature does not verify')
  return new Uint8Array(signature)
}

/** RFC 9474, Verify: RSASSA-PSS of the suite, for a key of any size and a prepared message of any length. */
export const verifies = (key: KeyObject, preparedMessage: Uint8Array, signature: Uint8Array): boolean =>
  verify('sha384', preparedMessage, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)

/** Whether this signature makes that prepared message a valid permit of the poll with this key. About 0.1 ms. */
export const isPermit = (
  permitKey: KeyObject,
  preparedMessage: Uint8Array,
  signature: Uint8Array,
  version: keyof typeof preparedMessageBytes = 1,
): boolean =>
  preparedMessage.length === preparedMessageBytes[version] &&
  signature.length === permitSignatureBytes &&
  verifies(permitKey, preparedMessage, signature)

/**
 * The mark of a voter on the roll of one poll: an HMAC with the poll's own key, so that rolls cannot be joined. Of the
 * person if the city's login identifies persons (ADR 0018), otherwise of the account.
 */
export const rollMark = (rollKey: Uint8Array, voter: ResidentId | PersonId): string =>
  createHmac('sha256', rollKey).update(voter).digest('hex')
