// The KMS API: AES-256-GCM with the encryption context as additional data, HMAC, ECDSA on P-256.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import * as z from 'zod'
import { operation } from '../input.ts'
import { AwsRefusal, type Operations } from '../refusal.ts'
import type { KmsKey, KmsKeys } from './kms-keys.ts'

const Context = z.record(z.string(), z.string()).optional()
type Context = z.infer<typeof Context>

/** The same bytes for the same pairs, in any order. */
const additionalData = (context: Context): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))))

/** Key id, nonce, tag and ciphertext in one blob, as in KMS' own blobs. */
const encrypt = (key: KmsKey, plaintext: Buffer, context: Context): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.secret(), nonce).setAAD(additionalData(context))
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  const id = Buffer.from(key.id)
  return Buffer.concat([Buffer.from([id.length]), id, nonce, cipher.getAuthTag(), body]).toString('base64')
}

const invalid = (): never => {
  throw new AwsRefusal(
    'InvalidCiphertextException',
    'The ciphertext or the encryption context is not the one of this key.',
  )
}

const decrypt = (keys: KmsKeys, blob: Buffer, context: Context, wanted: string | undefined) => {
  const idEnd = 1 + (blob[0] ?? 0)
  if (blob.length < idEnd + 28) invalid()
  const key = keys.find(blob.subarray(1, idEnd).toString())
  if (wanted !== undefined && keys.find(wanted) !== key)
    throw new AwsRefusal('IncorrectKeyException', 'The ciphertext was made with another key.')
  const decipher = createDecipheriv('aes-256-gcm', key.secret(), blob.subarray(idEnd, idEnd + 12))
    .setAAD(additionalData(context))
    .setAuthTag(blob.subarray(idEnd + 12, idEnd + 28))
  try {
    return { key, plaintext: Buffer.concat([decipher.update(blob.subarray(idEnd + 28)), decipher.final()]) }
  } catch {
    return invalid()
  }
}

const bytes = (text: string) => Buffer.from(text, 'base64')
const KeyId = z.object({ KeyId: z.string() })
const Mac = KeyId.extend({ Message: z.string(), MacAlgorithm: z.literal('HMAC_SHA_256') })
const Signing = KeyId.extend({
  Message: z.string(),
  // Node's crypto always hashes its input, so a digest cannot be signed directly.
  MessageType: z.literal('RAW').default('RAW'),
  SigningAlgorithm: z.literal('ECDSA_SHA_256'),
})
const DataKey = KeyId.extend({
  EncryptionContext: Context,
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  NumberOfBytes: z.number().optional(),
})

const dataKey = (keys: KmsKeys, input: z.infer<typeof DataKey>) => {
  const key = keys.find(input.KeyId)
  const plaintext = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32))
  return {
    KeyId: key.arn,
    Plaintext: plaintext.toString('base64'),
    CiphertextBlob: encrypt(key, plaintext, input.EncryptionContext),
  }
}

const mac = (key: KmsKey, message: string) => createHmac('sha256', key.secret()).update(bytes(message)).digest()

/** Operations by name. Blobs are base64. */
export const kmsApi = (keys: KmsKeys): Operations => ({
  Encrypt: operation(KeyId.extend({ Plaintext: z.string(), EncryptionContext: Context }), (input) => {
    const key = keys.find(input.KeyId)
    return {
      KeyId: key.arn,
      CiphertextBlob: encrypt(key, bytes(input.Plaintext), input.EncryptionContext),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    }
  }),
  Decrypt: operation(
    z.object({ CiphertextBlob: z.string(), EncryptionContext: Context, KeyId: z.string().optional() }),
    (input) => {
      const { key, plaintext } = decrypt(keys, bytes(input.CiphertextBlob), input.EncryptionContext, input.KeyId)
      return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    },
  ),
  GenerateDataKey: operation(DataKey, (input) => dataKey(keys, input)),
  GenerateDataKeyWithoutPlaintext: operation(DataKey, (input) => ({ ...dataKey(keys, input), Plaintext: undefined })),
  GenerateRandom: operation(z.object({ NumberOfBytes: z.number().min(1).max(1024) }), ({ NumberOfBytes }) => ({
    Plaintext: randomBytes(NumberOfBytes).toString('base64'),
  })),
  GenerateMac: operation(Mac, (input) => {
    const key = keys.find(input.KeyId)
    return { KeyId: key.arn, Mac: mac(key, input.Message).toString('base64'), MacAlgorithm: input.MacAlgorithm }
  }),
  VerifyMac: operation(Mac.extend({ Mac: z.string() }), (input) => {
    const key = keys.find(input.KeyId)
    const expected = mac(key, input.Message)
    const given = bytes(input.Mac)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new AwsRefusal('KMSInvalidMacException', 'The MAC does not fit the message.')
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: input.MacAlgorithm }
  }),
  Sign: operation(Signing, (input) => {
    const key = keys.find(input.KeyId)
    const signature = sign('sha256', bytes(input.Message), key.privateKey())
    return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: input.SigningAlgorithm }
  }),
  Verify: operation(Signing.extend({ Signature: z.string() }), (input) => {
    const key = keys.find(input.KeyId)
    if (!verify('sha256', bytes(input.Message), createPublicKey(key.privateKey()), bytes(input.Signature)))
      throw new AwsRefusal('KMSInvalidSignatureException', 'The signature does not fit the message.')
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm }
  }),
  GetPublicKey: operation(KeyId, (input) => {
    const key = keys.find(input.KeyId)
    const der = createPublicKey(key.privateKey()).export({ type: 'spki', format: 'der' })
    return {
      KeyId: key.arn,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      PublicKey: Buffer.from(der).toString('base64'),
      SigningAlgorithms: ['ECDSA_SHA_256'],
    }
  }),
  DescribeKey: operation(KeyId, (input) => {
    const { id, arn, spec, usage } = keys.find(input.KeyId)
    return { KeyMetadata: { KeyId: id, Arn: arn, KeySpec: spec, KeyUsage: usage, Enabled: true, KeyState: 'Enabled' } }
  }),
})
