// Secrets wrapped by KMS: a key for each purpose, and a context that binds what is wrapped to what it is for.
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { type Environment, required } from '../kernel/environment.ts'
import { clientsOf } from './clients.ts'

const kmsOf = clientsOf('KMS', (settings) => new KMSClient(settings))

type Context = { readonly [name: string]: string }

export type Vault<Purpose extends string> = {
  readonly wrap: (purpose: Purpose, context: Context, plain: Uint8Array) => Promise<Uint8Array>
  /** Throws where the key or the context is another, or the function may not use this key. */
  readonly unwrap: (purpose: Purpose, context: Context, wrapped: Uint8Array) => Promise<Uint8Array>
}

/** The vault whose keys the environment names: `PERMIT_KEY_ID` for the purpose `permit`. */
export const openVault = <Purpose extends string>(environment: Environment): Vault<Purpose> => {
  const keyOf = (purpose: Purpose, context: Context) => ({
    KeyId: required(environment, `${purpose.toUpperCase()}_KEY_ID`),
    EncryptionContext: { ...context, purpose },
  })
  return {
    wrap: async (purpose, context, plain) => {
      const { CiphertextBlob } = await kmsOf(environment).send(
        new EncryptCommand({ ...keyOf(purpose, context), Plaintext: plain }),
      )
      if (CiphertextBlob === undefined) throw new Error('KMS gave no ciphertext')
      return CiphertextBlob
    },
    unwrap: async (purpose, context, wrapped) => {
      const { Plaintext } = await kmsOf(environment).send(
        new DecryptCommand({ ...keyOf(purpose, context), CiphertextBlob: wrapped }),
      )
      if (Plaintext === undefined) throw new Error('KMS gave no plaintext')
      return Plaintext
    },
  }
}
