// Asks for the proofs of many ballots at once, so that asking does not tell which is whose. Of a receipt nothing leaves
// the machine but the first digits of its hash.
import type { Client } from '../../client/client.ts'
import type { PollId } from '../../shared/kernel/ids.ts'
import { listInclusionProofs } from '../../shared/voting/operations.ts'
import { ask } from '../published-poll.ts'
import { Refusal } from '../refusal.ts'

const InclusionProofs = listInclusionProofs.responses[200]

/** At least this many must begin alike. A refused prefix has been seen by the server that refuses it. */
const leastTogether = 10
/** The expected number that begin like the first one requested: then fewer than ten are next to impossible. */
const expectedTogether = 32
const longest = 8

/** The most digits for which this many ballots are expected to begin alike, because hashes are as good as random. */
const digitsFor = (ballots: number, together: number): number => {
  let digits = 0
  while (digits < longest && ballots / 16 ** (digits + 1) >= together) digits += 1
  return digits
}

/**
 * The proofs of all ballots that begin like this hash. `ballots`: how many the city has signed for, so that nobody can
 * lure a longer beginning out of the voter than the ballots allow.
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
      throw new Refusal('no proofs are given for a beginning that keeps your ballot among ten')
    digits = next
  }
}
