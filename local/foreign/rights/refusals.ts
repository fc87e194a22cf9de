// Checks that a role without a right is refused, and that the same request succeeds for a role with the right: otherwise the
// request itself could be wrong.
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Checks } from '../checks.ts'
import { towards } from '../sign-in.ts'
import type { Attempt } from './probe.ts'
import type { Probing } from './probing.ts'

type Pair = {
  readonly sentence: string
  readonly attempt: Attempt
  /** The unit whose role may. */
  readonly may?: string
  /** The units whose roles may not. */
  readonly mayNot: readonly string[]
}

/** A text encrypted under a key by the account's owner. */
const encrypt = async (endpoint: string, keyId: string, purpose: string): Promise<string> => {
  const { CiphertextBlob } = await new KMSClient(towards(endpoint)).send(
    new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('probe'), EncryptionContext: { purpose } }),
  )
  if (CiphertextBlob === undefined) throw new Error('KMS gave no ciphertext')
  return Buffer.from(CiphertextBlob).toString('base64')
}

const pairsOf = async (endpoint: string, pollId: string, probing: Probing): Promise<readonly Pair[]> => {
  const table = await probing.variableOf('get-turnout', 'TABLE_NAME')
  const box = await probing.variableOf('count-shard', 'BALLOT_BOX_NAME')
  const permitKey = await probing.variableOf('issue-permit', 'PERMIT_KEY_ID')
  return [
    {
      sentence: 'who casts ballots cannot read the roll of those who voted',
      attempt: { kind: 'query', table, partition: `POLL#${pollId}#ROLL#0` },
      may: 'get-turnout',
      mayNot: ['cast-ballot', 'count-shard'],
    },
    {
      sentence: 'who reads the roll, or casts a ballot, cannot read the box',
      attempt: { kind: 'query', table: box, partition: `POLL#${pollId}#BOX#0` },
      may: 'count-shard',
      mayNot: ['get-turnout', 'cast-ballot', 'issue-permit'],
    },
    {
      sentence: 'who counts the box reads no other partition of the table',
      attempt: { kind: 'query', table, partition: 'WARD' },
      may: 'wards-api',
      mayNot: ['count-shard'],
    },
    {
      sentence: 'nobody reads a whole table, whatever else they may read in it',
      attempt: { kind: 'scan', table: box },
      mayNot: ['count-shard', 'cast-ballot'],
    },
    {
      sentence: 'who casts ballots cannot open the key of the permits',
      attempt: { kind: 'decrypt', ciphertext: await encrypt(endpoint, permitKey, 'permit'), purpose: 'permit' },
      may: 'issue-permit',
      mayNot: ['cast-ballot'],
    },
  ]
}

export const proveRefusals = async (
  endpoint: string,
  pollId: string,
  probing: Probing,
  checks: Checks,
): Promise<void> => {
  for (const { sentence, attempt, may, mayNot } of await pairsOf(endpoint, pollId, probing))
    await checks.holds(sentence, async () => {
      const allowed = may === undefined ? 'done' : await probing.tryAs(may, attempt)
      if (allowed !== 'done') throw new Error(`${may} should be allowed, and met ${allowed}`)
      for (const unit of mayNot) {
        const verdict = await probing.tryAs(unit, attempt)
        if (verdict !== 'AccessDeniedException') throw new Error(`${unit} should be refused, and met ${verdict}`)
      }
    })
}
