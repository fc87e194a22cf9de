// Step 5 of close-poll: check, wait for lots where they decide, decide by the rule, publish. Once, whoever and however
// often it is asked.
import * as z from 'zod'
import { enveloped } from '../../../events/envelope.ts'
import { type Instant, readClock } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { openTable } from '../../../shared/table/table.ts'
import { getResult, saveCounted, saveResult, saveWithheld } from '../../../shared/voting/closing-store.ts'
import {
  addsUp,
  resultOf,
  resultPublished,
  resultWithheld,
  type Tally,
  tallyBox,
} from '../../../shared/voting/count/result.ts'
import { checkpointBody, signedCheckpoint } from '../../../shared/voting/evidence/checkpoint.ts'
import { signedText } from '../../../shared/voting/evidence/city-signature.ts'
import { awaitLots } from '../../../shared/voting/lots/lots-of-poll.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
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
  await saveWithheld(table, poll, [enveloped(resultWithheld(poll, tally, marks), now)])
  return 'withheld' as const
}

const postRoot = async (poll: Poll, tally: Tally, now: Instant) => {
  const { value, events } = awaitLots(poll, await signRoot(poll, tally))
  await saveCounted(
    table,
    value,
    events.map((each) => enveloped(each, now)),
  )
  return 'awaiting-lots' as const
}

const publish = async (poll: Poll, tally: Tally, marks: number, now: Instant) => {
  const result = resultOf(poll, tally, marks, poll.recordedLots?.evidence)
  const [signature, checkpoint] = await Promise.all([
    signForPoll(poll, signedText('result', digestOf(result))),
    poll.checkpoint ?? signRoot(poll, tally),
  ])
  // The object first, and what points to it afterwards: whoever sees a result finds its export.
  const published = await publishExport(poll, { result, signature, checkpoint })
  await saveResult(table, poll, published, [enveloped(resultPublished(poll, result), now)])
  return 'published' as const
}

const settle = async (poll: Poll, marks: number, now: Instant) => {
  const needsLots = poll.frozen.lots.source !== 'none' && poll.recordedLots === undefined
  if (needsLots && poll.status === 'awaiting-lots') return 'awaiting-lots'
  if (!(await isPresent(keys.tree(poll.frozen.pollId)))) throw new Error('The tree has not been built')
  const tally = await tallyBox(poll.frozen, readCountedShards(poll))
  if (!addsUp(tally, marks, poll.frozen)) return withhold(poll, tally, marks, now)
  return needsLots ? postRoot(poll, tally, now) : publish(poll, tally, marks, now)
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
