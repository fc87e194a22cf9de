// The signature of a voter under a choice, a second time: by WebCrypto, from the text of ADR 0017.
import type { Ballot } from '../../shared/voting/box/ballot.ts'
import { canonical, hashOf } from './canonical.ts'
import { bytesOfBase64 } from './signatures.ts'

/** A permit's message in a poll whose ballots are signed: 32 random bytes, then the point of the key. */
const [randomBytes, pointBytes, signatureBytes] = [32, 65, 64] as const
/** Half of the order of P-256; the s of a signature is not above it. */
const greatestS = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n

const publicKey = async (point: Uint8Array<ArrayBuffer>) => {
  try {
    return await crypto.subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  } catch (error) {
    // WebCrypto's error for bytes that are not a point on the curve.
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** What must be signed: that in this poll, under this permit, at this number, this is the choice. */
const signedText = (pollId: string, message: Buffer, { number, choice }: Ballot): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    `wijk/choice/v2\n${pollId}\n${hashOf(message).toString('hex')}\n${number}\n${canonical(choice)}`,
  )

/** What is wrong with number and signature of a ballot; undefined when they hold. Ballots of version 1 have neither. */
export const objectionToChoiceSignature = async (
  { pollId, ballotVersion = 1 }: { readonly pollId: string; readonly ballotVersion?: 1 | 2 | undefined },
  ballot: Ballot,
): Promise<string | undefined> => {
  const { permit, number, choiceSignature } = ballot
  if (ballotVersion === 1)
    return number === undefined && choiceSignature === undefined ? undefined : 'signed in a poll without signatures'
  if (number === undefined || choiceSignature === undefined) return 'the choice is not signed'
  const message = bytesOfBase64(permit.message, 'base64url')
  const signature = bytesOfBase64(choiceSignature, 'base64url')
  if (message?.length !== randomBytes + pointBytes) return 'the permit is not one over a key'
  if (signature?.length !== signatureBytes) return 'the signature has not 64 bytes'
  if (BigInt(`0x${signature.toString('hex', 32)}`) > greatestS) return 'the signature is not in its one form'
  const point = Uint8Array.from(message.subarray(randomBytes))
  const key = point[0] === 4 ? await publicKey(point) : undefined
  if (key === undefined) return 'the permit is not one over a key'
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const holds = await crypto.subtle.verify(
    algorithm,
    key,
    Uint8Array.from(signature),
    signedText(pollId, message, ballot),
  )
  return holds ? undefined : 'the choice was not signed with the key of its permit'
}
