// The key material of the KMS keys in the templates, made at first use and stored.
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { State } from '../../state.ts'
import type { Deployment } from '../../template/deployment.ts'
import { AwsRefusal } from '../refusal.ts'

const Kept = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('secret'), secret: z.string() }),
  z.object({ kind: z.literal('pair'), pem: z.string() }),
])

export type KmsKey = {
  readonly id: string
  readonly arn: string
  readonly spec: string
  readonly usage: string
  /** 32 bytes, for symmetric and HMAC keys. */
  readonly secret: () => Buffer
  /** For ECC_NIST_P256 keys. */
  readonly privateKey: () => KeyObject
}

export type KmsKeys = {
  /** By id, ARN, `alias/name` or the alias' ARN. Throws NotFoundException. */
  find(name: string): KmsKey
}

const Properties = z.object({
  KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
  KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
})
const Alias = z.object({ AliasName: z.string(), TargetKeyId: z.string() })

const madeFor = (spec: string): z.infer<typeof Kept> => {
  if (spec !== 'ECC_NIST_P256') return { kind: 'secret', secret: randomBytes(32).toString('base64') }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kind: 'pair', pem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) }
}

/** The keys of the deployment. */
export const openKmsKeys = (deployment: Deployment, state: State): KmsKeys => {
  const drawer = state.drawer('kms-keys', Kept)
  const material = (id: string, spec: string) => {
    const known = drawer.get(id)
    if (known) return known
    const made = madeFor(spec)
    drawer.put(id, made)
    return made
  }
  const unsuitable = (id: string): never => {
    throw new AwsRefusal('InvalidKeyUsageException', `Key ${id} is not meant for that.`)
  }
  const keys = new Map<string, KmsKey>()
  for (const { name: id, arn, properties } of deployment.ofType('AWS::KMS::Key')) {
    const { KeySpec: spec, KeyUsage: usage } = Properties.parse(properties)
    const key: KmsKey = {
      id,
      arn,
      spec,
      usage,
      secret: () => {
        const kept = material(id, spec)
        return kept.kind === 'secret' ? Buffer.from(kept.secret, 'base64') : unsuitable(id)
      },
      privateKey: () => {
        const kept = material(id, spec)
        return kept.kind === 'pair' ? createPrivateKey(kept.pem) : unsuitable(id)
      },
    }
    keys.set(id, key)
    keys.set(arn, key)
  }
  for (const { properties } of deployment.ofType('AWS::KMS::Alias')) {
    const { AliasName, TargetKeyId } = Alias.parse(properties)
    const key = keys.get(TargetKeyId)
    if (key) keys.set(AliasName, key)
  }
  return {
    find: (name) => {
      const key = keys.get(name) ?? keys.get(name.replace(/^arn:aws:kms:[^:]+:\d+:/, ''))
      if (!key) throw new AwsRefusal('NotFoundException', `Key ${name} does not exist.`)
      return key
    },
  }
}
