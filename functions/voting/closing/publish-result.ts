// Step 5 of close-poll: check, wait for lots where they decide, decide by the rule, publish. Once, whoever and however
// often it is asked.
import * as z from 'zod'
import { type Instant, readClock } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable } from '../../../shared/table/table.ts'
import { getResult, resultChange } from '../../../shared/voting/closing-store.ts'
import { resultOf, type SignedResult, type Tally, tallyBox } from '../../../shared/voting/count/result.ts'
import { checkpointBody, signedCheckpoint } from '../../../shared/voting/evidence/checkpoint.ts'
import { signedText } from '../../../shared/voting/evidence/city-signature.ts'
import { followingCount, postRoot, publishResult, withholdResult } from '../../../shared/voting/poll/close.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../../shared/voting/store.ts'
import { log } from '../../runtime/log.ts'
import { task } from '../../runtime/task.ts'
import { signForPoll } from '../sign-for-the-city.ts'
import { isPresent, keys, readCountedShards } from './publication.ts'
import { publishExport } from './publish-export.ts'
import { PollStep, pollOf, requireSealed } from './steps.ts'

const table = openTable(process.env)

/**
 * The root of the ballots, signed: what stands before any lot is drawn. Says when it was signed: the tally may have taken
 * a quarter of an hour since the step began, and a beacon that came meanwhile was known before the root.
 */
const signRoot = async (poll: Poll, { ballots, merkleRoot }: Tally) => {
  const { frozen, configurationHash } = poll
  const counted = { pollId: frozen.pollId, ballots, merkleRoot, configurationHash, countedAt: readClock() }
  return signedCheckpoint(counted, await signForPoll(poll, checkpointBody(counted)))
}

const withhold = async (poll: Poll, tally: Tally, marks: number, now: Instant) => {
  log.error('result-withheld', { pollId: poll.frozen.pollId })
  const withheld = withholdResult(poll, { ballots: tally.ballots, marks })
  if (!withheld.refused) await save(table, now, changeOf(keptPolls, withheld))
  return 'withheld' as const
}

const waitForLots = async (poll: Poll, tally: Tally, now: Instant) => {
  const posted = postRoot(poll, await signRoot(poll, tally))
  if (!posted.refused) await save(table, now, changeOf(keptPolls, posted))
  return 'awaiting-lots' as const
}

/** The result stands, ours or an equal one that another execution was quicker to publish. */
const requireEqual = async (pollId: PollId, { result }: SignedResult) => {
  const standing = await getResult(table, pollId)
  if (standing === undefined) throw new Error('The poll is not sealed')
  if (digestOf(standing.result) !== digestOf(result)) throw new Error('A different result has been published')
}

const publish = async (poll: Poll, tally: Tally, marks: number, now: Instant) => {
  const { pollId } = poll.frozen
  const result = resultOf(poll, tally, marks, 'recordedLots' in poll ? poll.recordedLots?.evidence : undefined)
  const published = publishResult(poll, result)
  if (published.refused) throw new Error(`The result cannot be published: ${published.code}`)
  const [signature, checkpoint] = await Promise.all([
    signForPoll(poll, signedText('result', digestOf(result))),
    'checkpoint' in poll && poll.checkpoint !== undefined ? poll.checkpoint : signRoot(poll, tally),
  ])
  // The object first, and what points to it afterwards: whoever sees a result finds its export.
  const counted = await publishExport(poll, { result, signature, checkpoint })
  const saved = await save(table, now, resultChange(pollId, counted), changeOf(keptPolls, published))
  if (saved.refused) await requireEqual(pollId, counted)
  return 'published' as const
}

const settle = async (poll: Poll, marks: number, now: Instant) => {
  if (poll.status === 'awaiting-lots' || poll.status === 'withheld') return poll.status
  if (!(await isPresent(keys.tree(poll.frozen.pollId)))) throw new Error('The tree has not been built')
  const tally = await tallyBox(poll.frozen, readCountedShards(poll))
  switch (followingCount(poll, tally, marks)) {
    case 'withhold':
      return withhold(poll, tally, marks, now)
    case 'post-root':
      return waitForLots(poll, tally, now)
    case 'publish':
      return publish(poll, tally, marks, now)
  }
}

export const handler = task({
  name: 'publish-result',
  input: z.object({ ...PollStep.shape, marks: z.int().min(0) }),
  output: z.object({ ...PollStep.shape, outcome: z.enum(['published', 'awaiting-lots', 'withheld']) }),
  facts: ({ pollId }) => ({ pollId }),
  run: async (input, now) => {
    const { pollId } = input
    const poll = await pollOf(table, input)
    requireSealed(poll)
    if ((await getResult(table, pollId)) !== undefined) return { pollId, outcome: 'published' as const }
    return { pollId, outcome: await settle(poll, input.marks, now) }
  },
})
