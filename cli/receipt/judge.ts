// Was this ballot counted as it was cast? Everything is checked by the verifier's own means; whose word it is, is said.
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Client } from '../../client/client.ts'
import { ask } from '../published-poll.ts'
import type { SignedRoot } from '../verify/checkpoint.ts'
import { rootByProof } from '../verify/tree.ts'
import { askForProofs } from './proofs.ts'
import { PublicPoll, PublishedResult, signedRootOf, signerOf } from './published-root.ts'
import { leafOfReceipt, type Receipt } from './receipt.ts'

/** `not-to-be-trusted`: what was published of this poll does not hold together; `objection` says what. */
export type Verdict = 'counted-as-cast' | 'counted-otherwise' | 'not-counted' | 'not-published' | 'not-to-be-trusted'

type Proved = {
  readonly checkpoint: string
  readonly index: number
  readonly proof: readonly string[]
}

/** `together`: among so many ballots the one of the receipt was asked for, by `prefix`. */
export type Judgement = {
  readonly verdict: Verdict
  readonly phase: PublicPoll['phase']
  readonly isAccepted: boolean
  readonly signingKey?: string
  readonly objection?: string
  readonly asked?: { readonly prefix: string; readonly together: number }
  readonly proved?: Proved
}

const acceptanceKeyOf = (base64: string): KeyObject | undefined => {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
  } catch (error) {
    // Whatever OpenSSL objects to: it is no public key.
    if (error instanceof Error) return undefined
    throw error
  }
}

const isAcceptedBy = ({ acceptanceKey }: PublicPoll, { pollId, ballotHash, acceptance }: Receipt): boolean => {
  const key = acceptanceKeyOf(acceptanceKey)
  const signed = Buffer.from(`wijk/acceptance/v1\n${pollId}\n${ballotHash}`)
  return key?.asymmetricKeyType === 'ed25519' && verify(null, signed, key, Buffer.from(acceptance, 'base64url'))
}

type Proofs = Awaited<ReturnType<typeof askForProofs>>

/** Where the ballot stands among those proved, and whether the proof leads from what was cast to the signed root. */
const judgeProofs = (poll: PublicPoll, receipt: Receipt, root: SignedRoot, { checkpoint, items }: Proofs) => {
  const found = items.find(({ ballotHash }) => ballotHash === receipt.ballotHash)
  if (found === undefined) return { verdict: 'not-counted' as const }
  const { index, proof } = found
  const path = proof.map((hash) => Buffer.from(hash, 'base64'))
  const reached = rootByProof(leafOfReceipt(receipt, poll.ballotForm), index, root.ballots, path)
  return reached?.toString('hex') === root.root
    ? { verdict: 'counted-as-cast' as const, proved: { checkpoint, index, proof } }
    : { verdict: 'counted-otherwise' as const }
}

/** `trustedKey`: the city's, from elsewhere. Nothing of the receipt is sent but its poll and the beginning of its hash. */
export const judge = async (client: Client, receipt: Receipt, trustedKey?: string): Promise<Judgement> => {
  const { pollId } = receipt
  const params = { pollId }
  const poll = await ask(() => client.call('getPoll', { params }), PublicPoll)
  const said = { phase: poll.phase, isAccepted: isAcceptedBy(poll, receipt) }
  const wrong = (objection: string) => ({ ...said, verdict: 'not-to-be-trusted' as const, objection })
  const signer = signerOf(poll, pollId, trustedKey)
  if (typeof signer === 'string') return wrong(signer)
  const published = await ask(() => client.call('getPollResult', { params }), PublishedResult, ['result-not-published'])
  if (published === 'result-not-published') return { ...said, ...signer, verdict: 'not-published' }
  const root = signedRootOf(poll, published, signer)
  if (typeof root === 'string') return wrong(root)
  const proofs = await askForProofs(client, pollId, receipt.ballotHash, root.ballots)
  if (proofs.checkpoint !== published.checkpoint) return wrong('the proofs are about another root than the result')
  const asked = { prefix: proofs.prefix, together: proofs.items.length }
  return { ...said, ...signer, ...judgeProofs(poll, receipt, root, proofs), asked }
}
