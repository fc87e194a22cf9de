// The poll's signature that a ballot was accepted, which the voter keeps.
import { fromBase64, sha256 } from './base64.ts'

/** Keep it until the result is published: it is evidence if the ballot is missing or was replaced. */
export type Acceptance = {
  /** SHA-256 of the permit's message, in hexadecimal: the key of the ballot among the published ballots. */
  readonly ballotHash: string
  /** Ed25519 signature, base64url. */
  readonly acceptance: string
}

type AcceptingPoll = { readonly pollId: string; readonly acceptanceKey: string }

/**
 * Whether this poll has signed that it accepted the ballot of this permit. `message` as the permit has it, base64url.
 * `signed`: number and digest of the very ballot; absent in a poll whose ballots nobody signs.
 */
export const isAccepted = async (
  { pollId, acceptanceKey }: AcceptingPoll,
  message: string,
  { ballotHash, acceptance }: Acceptance,
  signed?: { readonly number: number; readonly digest: string },
): Promise<boolean> => {
  if ((await sha256(fromBase64(message))) !== ballotHash) return false
  const key = await crypto.subtle.importKey('spki', fromBase64(acceptanceKey), { name: 'Ed25519' }, false, ['verify'])
  const text =
    signed === undefined
      ? `wijk/acceptance/v1\n${pollId}\n${ballotHash}`
      : `wijk/acceptance/v2\n${pollId}\n${ballotHash}\n${signed.number}\n${signed.digest}`
  return crypto.subtle.verify({ name: 'Ed25519' }, key, fromBase64(acceptance), new TextEncoder().encode(text))
}
