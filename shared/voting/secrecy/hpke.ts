// HPKE, RFC 9180: base mode, one message a key, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. On node:crypto and
// synchronous: a seal is two X25519 operations and three HKDFs; a thread pool would cost more.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

const keyBytes = 32
const tagBytes = 16

// DER of a raw X25519 key is a fixed prefix and the key (RFC 8410).
const spki = Buffer.from('302a300506032b656e032100', 'hex')
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

const whole = (raw: Uint8Array): Uint8Array => {
  if (raw.length !== keyBytes) throw new RangeError(`An X25519 key has ${keyBytes} bytes, not ${raw.length}`)
  return raw
}
const publicKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([spki, whole(raw)]), format: 'der', type: 'spki' })
const rawPublicKey = (key: KeyObject): Buffer => key.export({ format: 'raw-public' })

/** For sealing: the recipient's public key. */
export type SealingKey = { readonly publicKey: KeyObject; readonly publicRaw: Uint8Array }
/** For opening: the recipient's private key, and the public one, which every message is bound to. */
export type OpeningKey = { readonly privateKey: KeyObject; readonly publicRaw: Uint8Array }

/** Reads a public key of 32 raw bytes. */
export const sealingKey = (publicRaw: Uint8Array): SealingKey => ({ publicKey: publicKeyOf(publicRaw), publicRaw })

/** Reads a private key of 32 raw bytes. */
export const openingKey = (privateRaw: Uint8Array): OpeningKey => {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, whole(privateRaw)]), format: 'der', type: 'pkcs8' })
  return { privateKey, publicRaw: rawPublicKey(createPublicKey(privateKey)) }
}

/** A fresh key pair, as raw bytes. */
export const makeRecipientKeys = (): { readonly publicRaw: Uint8Array; readonly privateRaw: Uint8Array } => {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const privateRaw = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8.length)
  return { publicRaw: new Uint8Array(rawPublicKey(publicKey)), privateRaw: new Uint8Array(privateRaw) }
}

const version = Buffer.from('HPKE-v1')
const kemSuite = Buffer.from([...Buffer.from('KEM'), 0x00, 0x20])
const hpkeSuite = Buffer.from([...Buffer.from('HPKE'), 0x00, 0x20, 0x00, 0x01, 0x00, 0x02])
const none = Buffer.alloc(0)

/** Section 4: the input of LabeledExtract. */
const labeled = (suite: Buffer, label: string, input: Uint8Array): Buffer =>
  Buffer.concat([version, suite, Buffer.from(label), input])

const noSalt = createSecretKey(none)
/** Section 4, LabeledExtract with an empty salt. */
const extract = (label: string, input: Uint8Array): Buffer =>
  createHmac('sha256', noSalt)
    .update(labeled(hpkeSuite, label, input))
    .digest()

/** Section 4, LabeledExtract followed by LabeledExpand: together they are HKDF. */
const derive = (
  suite: Buffer,
  from: { readonly salt: Uint8Array; readonly label: string; readonly input: Uint8Array },
  to: { readonly label: string; readonly context: Uint8Array; readonly length: number },
): Buffer => {
  const info = Buffer.concat([Buffer.from([0, to.length]), labeled(suite, to.label, to.context)])
  // As key objects: Node 24 checks whether bytes are a key, which takes as long as the operation itself.
  const material = createSecretKey(labeled(suite, from.label, from.input))
  return Buffer.from(hkdfSync('sha256', material, from.salt, info, to.length))
}

// Base mode has no pre-shared key: its hash is the same for every message.
const noPresharedKey = extract('psk_id_hash', none)

/** Sections 4.1 and 5.1: from the Diffie-Hellman secret of both sides to the key and nonce of the message. */
const keySchedule = (secret: Buffer, encapsulated: Uint8Array, recipient: Uint8Array, info: Uint8Array) => {
  const shared = derive(
    kemSuite,
    { salt: none, label: 'eae_prk', input: secret },
    { label: 'shared_secret', context: Buffer.concat([encapsulated, recipient]), length: 32 },
  )
  const context = Buffer.concat([Buffer.from([0]), noPresharedKey, extract('info_hash', info)])
  const from = { salt: shared, label: 'secret', input: none }
  return {
    key: derive(hpkeSuite, from, { label: 'key', context, length: 32 }),
    nonce: derive(hpkeSuite, from, { label: 'base_nonce', context, length: 12 }),
  }
}

/** The context of a message: it opens only with the same `info` and `aad`. */
export type Bound = { readonly info: Uint8Array; readonly aad: Uint8Array }

/** Seals one message: the encapsulated key, the ciphertext, the tag. Tests pass the ephemeral key of a vector. */
export const hpkeSeal = (
  { publicKey, publicRaw }: SealingKey,
  message: Uint8Array,
  { info, aad }: Bound,
  ephemeral: KeyObject = generateKeyPairSync('x25519').privateKey,
): Buffer => {
  const encapsulated = rawPublicKey(createPublicKey(ephemeral))
  const secret = diffieHellman({ privateKey: ephemeral, publicKey })
  const { key, nonce } = keySchedule(secret, encapsulated, publicRaw, info)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(aad)
  return Buffer.concat([encapsulated, cipher.update(message), cipher.final(), cipher.getAuthTag()])
}

/** Opens one message. Throws if it was sealed to another key or in another context, or was changed or truncated. */
export const hpkeOpen = ({ privateKey, publicRaw }: OpeningKey, sealed: Uint8Array, { info, aad }: Bound): Buffer => {
  if (sealed.length < keyBytes + tagBytes) throw new RangeError('Too short to be a sealed message')
  const [encapsulated, tag] = [sealed.subarray(0, keyBytes), sealed.subarray(-tagBytes)]
  const secret = diffieHellman({ privateKey, publicKey: publicKeyOf(encapsulated) })
  const { key, nonce } = keySchedule(secret, encapsulated, publicRaw, info)
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), nonce, { authTagLength: tagBytes })
    .setAAD(aad)
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(keyBytes, -tagBytes)), decipher.final()])
}
