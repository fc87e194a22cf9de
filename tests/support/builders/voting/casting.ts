// Ballots cast in polls with the same keys, and what the ballot box then holds.
import type { Poll } from '../../../../shared/voting/poll/poll.ts'
import { mintPermit, privateKeyOf, secretsNamed } from './polls.ts'
import { itemsUnder, openBallots, requests, startVoting } from './voting.ts'

/** Every choice that an approval vote among the three options allows. */
export const allChoices = [
  [],
  ['bench'],
  ['trees'],
  ['swing'],
  ['bench', 'trees'],
  ['bench', 'swing'],
  ['swing', 'trees'],
  ['bench', 'swing', 'trees'],
]

/** All of voting on fresh tables, with valid permits for its polls. */
export const startCasting = async () => {
  const voting = await startVoting()
  const key = privateKeyOf(await secretsNamed())
  /** The items of a poll in the box. */
  const box = (poll: Poll) => itemsUnder(voting.box, `POLL#${poll.frozen.pollId}#BOX#`)
  return {
    voting,
    ...requests(voting),
    box,
    permitOf: (message?: Uint8Array) => mintPermit(key, message),
    /** The options in each ballot of the box. */
    choicesIn: async (poll: Poll) => (await openBallots(poll, await box(poll))).map(({ choice }) => choice.options),
  }
}
export type Casting = Awaited<ReturnType<typeof startCasting>>
