// Verifies the signature of a voter on a choice: a second implementation with WebCrypto, written from the text of ADR 0017.
import type { Ballot } from '../../shared/voting/box/ballot.ts'
import { canonical, hashOf } from './canonical.ts'
import { bytesOfBase64 } from './signatures.ts'

/** The message of a permit in a poll with signed ballots: 32 random bytes, then the point of the key. */
const [randomBytes, pointBytes, signatureBytes] = [32, 65, 64] as const
/** Half of the order of P-256. The s of a signature must not be greater. */
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

/** The signed text: poll, permit, number and choice. */
const signedText = (pollId: string, message: Buffer, { number, choice }: Ballot): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    `wijk/choice/v2\n${pollId}\n${hashOf(message).toString('hex')}\n${number}\n${canonical(choice)}`,
  )

/** The error in number or signature of a ballot; undefined if they are valid. Ballots of version 1 have neither. */
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
