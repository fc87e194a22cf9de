// What a voter has in hand: the poll's signature that a ballot under this hash was accepted.

/** Worth keeping until the result is out: evidence, should the ballot be missing from it. */
export type Acceptance = {
  /** SHA-256 of the permit's message, in hexadecimal: where the ballot stands in what is published. */
  readonly ballotHash: string
  /** Ed25519 signature, base64url. */
  readonly acceptance: string
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

type AcceptingPoll = { readonly pollId: string; readonly acceptanceKey: string }

/** Whether this poll has signed that it accepted the ballot of this permit. `message` as the permit has it, base64url. */
export const isAccepted = async (
  { pollId, acceptanceKey }: AcceptingPoll,
  message: string,
  { ballotHash, acceptance }: Acceptance,
): Promise<boolean> => {
  if (hexOf(await crypto.subtle.digest('SHA-256', bytesOf(message))) !== ballotHash) return false
  const key = await crypto.subtle.importKey('spki', bytesOf(acceptanceKey), { name: 'Ed25519' }, false, ['verify'])
  const signed = new TextEncoder().encode(`wijk/acceptance/v1\n${pollId}\n${ballotHash}`)
  return crypto.subtle.verify({ name: 'Ed25519' }, key, bytesOf(acceptance), signed)
}
