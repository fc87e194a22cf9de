// Requests the proofs of many ballots together, so that the request does not reveal whose ballot is meant. Only the first digits of
// the hash leave this machine.
import type { Client } from '../../client/client.ts'
import type { PollId } from '../../shared/kernel/ids.ts'
import { listInclusionProofs } from '../../shared/voting/operations.ts'
import { ask } from '../published-poll.ts'
import { Refusal } from '../refusal.ts'

const InclusionProofs = listInclusionProofs.responses[200]

/** At least this many ballots must share a prefix. This is checked before sending: a server that refuses a prefix has seen it. */
const leastTogether = 10
/** The expected number of ballots with the first requested prefix. Fewer than ten are then almost impossible. */
const expectedTogether = 32
const longest = 8

/** The longest prefix that this many ballots are expected to share, if hashes are random. */
const digitsFor = (ballots: number, together: number): number => {
  let digits = 0
  while (digits < longest && ballots / 16 ** (digits + 1) >= together) digits += 1
  return digits
}

/**
 * The proofs of all ballots whose hash has the same prefix. `ballots`: the number that the city signed, so that a server cannot make
 * the client send a longer prefix than this number allows.
 */
export const askForProofs = async (client: Client, pollId: PollId, hash: string, ballots: number) => {
  const [first, most] = [digitsFor(ballots, expectedTogether), digitsFor(ballots, leastTogether)]
  let digits = first
  for (;;) {
    const prefix = hash.slice(0, digits)
    const send = () => client.call('listInclusionProofs', { params: { pollId }, query: { prefix } })
    const answer = await ask(send, InclusionProofs, ['prefix-too-long', 'prefix-too-short'])
    if (typeof answer === 'object') return { ...answer, prefix }
    const next = answer === 'prefix-too-long' ? digits - 1 : digits + 1
    const turnsBack = answer === 'prefix-too-long' ? digits > first : digits < first
    if (next < 0 || next > most || turnsBack)
      throw new Refusal('the API gives no proofs for a group of ten ballots or more that contains yours')
    digits = next
  }
}
