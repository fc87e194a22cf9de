// Was this ballot counted as it was cast? Checks everything itself, and says what has to be taken on trust.
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Client } from '../../client/client.ts'
import { getCountedBallots } from '../../shared/voting/operations.ts'
import { ask } from '../published-poll.ts'
import { digestOfJson } from '../verify/canonical.ts'
import type { SignedRoot } from '../verify/checkpoint.ts'
import { objectionToChoiceSignature } from '../verify/choice-signatures.ts'
import { rootByProof } from '../verify/tree.ts'
import { askForProofs } from './proofs.ts'
import { PublicPoll, PublishedResult, signedRootOf, signerOf } from './published-root.ts'
import { acceptedOf, leafOfReceipt, type Receipt } from './receipt.ts'

/**
 * `counted-later`: another choice was counted, which the voter's own key signed later. `counted-otherwise`: another ballot was
 * counted under the same permit, and no later signature of the voter exists. `not-to-be-trusted`: the published data of this poll
 * contradict each other; `objection` says how.
 */
export type Verdict =
  | 'counted-as-cast'
  | 'counted-later'
  | 'counted-otherwise'
  | 'not-counted'
  | 'not-published'
  | 'not-to-be-trusted'

type Proved = {
  readonly checkpoint: string
  readonly index: number
  readonly proof: readonly string[]
}

/** `together`: the number of ballots requested together with this one, by `prefix`. */
export type Judgement = {
  readonly verdict: Verdict
  readonly phase: PublicPoll['phase']
  readonly isAccepted: boolean
  /** Further values that the poll accepted apart from the hash, if ballots are signed. */
  readonly accepted?: { readonly number: number; readonly digest: string } | undefined
  readonly signingKey?: string
  readonly objection?: string
  readonly asked?: { readonly prefix: string; readonly together: number }
  readonly proved?: Proved
}

const acceptanceKeyOf = (base64: string): KeyObject | undefined => {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
  } catch (error) {
    // Any error of OpenSSL means that this is not a public key.
    if (error instanceof Error) return undefined
    throw error
  }
}

const isAcceptedBy = ({ acceptanceKey, ballotForm }: PublicPoll, receipt: Receipt): boolean => {
  const { pollId, ballotHash, acceptance } = receipt
  const key = acceptanceKeyOf(acceptanceKey)
  const accepted = acceptedOf(receipt, ballotForm)
  const signed = Buffer.from(
    accepted === undefined
      ? `wijk/acceptance/v1\n${pollId}\n${ballotHash}`
      : `wijk/acceptance/v2\n${pollId}\n${ballotHash}\n${accepted.number}\n${accepted.digest}`,
  )
  return key?.asymmetricKeyType === 'ed25519' && verify(null, signed, key, Buffer.from(acceptance, 'base64url'))
}

const CountedShard = getCountedBallots.responses[200]

type Proofs = Awaited<ReturnType<typeof askForProofs>>

/** Finds the ballot among the proved ones, and checks that the proof leads from it to the signed root. */
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

/**
 * Whether the ballot that was counted instead was signed later with the voter's own key. Requests the whole part of the box, whose
 * digest is in the signed result. Done only if a signed ballot was not counted as it was cast.
 */
const isCountedLater = async (client: Client, poll: PublicPoll, published: PublishedResult, receipt: Receipt) => {
  if (receipt.format === 'wijk-receipt/1') return false
  const { shards } = published.result
  const shard = Math.floor((Number.parseInt(receipt.ballotHash.slice(0, 2), 16) * shards.length) / 256)
  const params = { pollId: receipt.pollId, shard: String(shard) }
  const part = await ask(() => client.call('getCountedBallots', { params }), CountedShard)
  if (digestOfJson(part) !== shards[shard]?.digest) return false
  const counted = part.ballots.find(({ permit }) => permit.message === receipt.permit.message)
  if (counted?.number === undefined || counted.number <= receipt.number) return false
  return (await objectionToChoiceSignature(poll, counted)) === undefined
}

/** `trustedKeys`: keys of the city from another source. Of the receipt only the poll and a prefix of the hash are sent. */
export const judge = async (
  client: Client,
  receipt: Receipt,
  trustedKeys?: string | readonly string[],
): Promise<Judgement> => {
  const { pollId } = receipt
  const params = { pollId }
  const poll = await ask(() => client.call('getPoll', { params }), PublicPoll)
  const accepted = acceptedOf(receipt, poll.ballotForm)
  const said = { phase: poll.phase, isAccepted: isAcceptedBy(poll, receipt), ...(accepted && { accepted }) }
  const wrong = (objection: string) => ({ ...said, verdict: 'not-to-be-trusted' as const, objection })
  const signer = signerOf(poll, pollId, trustedKeys)
  if (typeof signer === 'string') return wrong(signer)
  const published = await ask(() => client.call('getPollResult', { params }), PublishedResult, ['result-not-published'])
  if (published === 'result-not-published') return { ...said, ...signer, verdict: 'not-published' }
  const root = signedRootOf(poll, published, signer)
  if (typeof root === 'string') return wrong(root)
  const proofs = await askForProofs(client, pollId, receipt.ballotHash, root.ballots)
  if (proofs.checkpoint !== published.checkpoint) return wrong('the proofs are about another root than the result')
  const asked = { prefix: proofs.prefix, together: proofs.items.length }
  const judged = judgeProofs(poll, receipt, root, proofs)
  const isLater = judged.verdict === 'counted-otherwise' && (await isCountedLater(client, poll, published, receipt))
  return { ...said, ...signer, ...judged, ...(isLater && { verdict: 'counted-later' as const }), asked }
}
