// The published data of a poll that a receipt needs: who signed it, and the root of its ballots.
import * as z from 'zod'
import { getPoll, getPollResult } from '../../shared/voting/operations.ts'
import { FrozenPoll } from '../../shared/voting/poll/poll.ts'
import { digestOfJson } from '../verify/canonical.ts'
import { readCheckpoint, type SignedRoot } from '../verify/checkpoint.ts'
import { objectionToCitySignature } from '../verify/signatures.ts'

export const PublicPoll = getPoll.responses[200]
export type PublicPoll = z.infer<typeof PublicPoll>
export const PublishedResult = getPollResult.responses[200]
export type PublishedResult = z.infer<typeof PublishedResult>

type Signer = { readonly signingKey: string }

/** The hashed part, without the fields that the API adds. */
const frozenIn = (poll: PublicPoll) => z.object(FrozenPoll.shape).parse(poll)

/** The key with which the city signed this poll, or the error. `trusted`: keys of the city from another source. */
export const signerOf = (
  poll: PublicPoll,
  pollId: string,
  trusted: string | readonly string[] | undefined,
): Signer | string => {
  const { configurationHash, configurationSignature: signed } = poll
  if (poll.pollId !== pollId) return 'another poll was shown'
  if (digestOfJson(frozenIn(poll)) !== configurationHash) return 'the hash is not that of this configuration'
  if (signed === undefined) return 'the configuration was never signed'
  const { signingKey, signature } = signed
  if (trusted !== undefined && ![trusted].flat().includes(signingKey)) return 'signed with another key than you gave'
  const objection = objectionToCitySignature(signingKey, `wijk/configuration/v1\n${configurationHash}`, signature)
  return objection === undefined ? { signingKey } : `the configuration: ${objection}`
}

/** The signed root of a published result, or the error in either. */
export const signedRootOf = (
  poll: PublicPoll,
  published: PublishedResult,
  { signingKey }: Signer,
): SignedRoot | string => {
  const { result, resultDigest, resultSignature, checkpoint } = published
  const root = readCheckpoint(checkpoint, { pollId: poll.pollId, signingKey })
  if (typeof root === 'string') return `the checkpoint: ${root}`
  const isSame =
    root.configurationHash === poll.configurationHash &&
    result.configurationHash === poll.configurationHash &&
    result.pollId === poll.pollId &&
    root.root === result.merkleRoot &&
    root.ballots === result.counts.ballots
  if (!isSame) return 'the checkpoint is not that of the result'
  if (digestOfJson(result) !== resultDigest) return 'the digest is not that of this result'
  const objection = objectionToCitySignature(signingKey, `wijk/result/v1\n${resultDigest}`, resultSignature.signature)
  return objection === undefined ? root : `the result: ${objection}`
}
