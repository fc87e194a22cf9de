// Step 5 of close-poll: check, wait for lots if the rule needs them, decide by the rule, publish. Runs any number of times
// and publishes once.
import * as z from 'zod'
import { type Instant, readClock } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { isPresent, type Objects, openObjects } from '../../../shared/platform/objects.ts'
import { openSigner } from '../../../shared/platform/signing.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { resultOf, type SignedResult } from '../../../shared/voting/count/result.ts'
import { type Tally, tallyBox } from '../../../shared/voting/count/tally.ts'
import { checkpointBody, signedCheckpoint } from '../../../shared/voting/evidence/checkpoint.ts'
import { type Sign, signedText, signForPoll } from '../../../shared/voting/evidence/city-signature.ts'
import {
  followingCount,
  postRoot,
  publishResult,
  type Roll,
  withholdResult,
} from '../../../shared/voting/poll/close.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { published, readTallies } from '../../../shared/voting/publication-store.ts'
import { getResult, resultChange } from '../../../shared/voting/result-store.ts'
import { endOfSecrets } from '../../../shared/voting/secret-store.ts'
import { keptPolls } from '../../../shared/voting/store.ts'
import { log } from '../../runtime/log.ts'
import { task } from '../../runtime/task.ts'
import { publishExport } from './publish-export.ts'
import { CountedRoll, PollStep, pollOf, requireSealed } from './steps.ts'

type Services = { readonly table: Table; readonly objects: Objects; readonly sign: Sign }
type Counted = Roll & { readonly poll: Poll; readonly tally: Tally; readonly now: Instant }

/**
 * The root of the ballots, signed before any lot is drawn. Includes the time of signing: the tally may have taken a quarter
 * of an hour since the step began, and a beacon that came meanwhile was known before the root.
 */
const signRoot = async (sign: Sign, poll: Poll, { ballots, merkleRoot }: Tally) => {
  const { frozen, configurationHash } = poll
  const counted = { pollId: frozen.pollId, ballots, merkleRoot, configurationHash, countedAt: readClock() }
  return signedCheckpoint(counted, await signForPoll(sign, poll, checkpointBody(counted)))
}

const withhold = async ({ table }: Services, { poll, tally, marks, now }: Counted) => {
  log.error('result-withheld', { pollId: poll.frozen.pollId })
  const withheld = withholdResult(poll, { ballots: tally.ballots, marks })
  if (!withheld.refused) await save(table, now, changeOf(keptPolls, withheld))
  return 'withheld' as const
}

const waitForLots = async ({ table, sign }: Services, { poll, tally, now }: Counted) => {
  const posted = postRoot(poll, await signRoot(sign, poll, tally))
  if (!posted.refused) await save(table, now, changeOf(keptPolls, posted))
  return 'awaiting-lots' as const
}

/** The published result: ours, or an equal one by a faster execution. */
const requireEqual = async (table: Table, pollId: PollId, { result }: SignedResult) => {
  const standing = await getResult(table, pollId)
  if (standing === undefined) throw new Error('The poll is not sealed')
  if (digestOf(standing.result) !== digestOf(result)) throw new Error('A different result has been published')
}

const publish = async ({ table, objects, sign }: Services, { poll, tally, marks, electorate, now }: Counted) => {
  const { pollId } = poll.frozen
  const evidence = 'recordedLots' in poll ? poll.recordedLots?.evidence : undefined
  const result = resultOf(poll, tally, marks, evidence, electorate)
  const taken = publishResult(poll, result)
  if (taken.refused) throw new Error(`The result cannot be published: ${taken.code}`)
  const [signature, checkpoint] = await Promise.all([
    signForPoll(sign, poll, signedText('result', digestOf(result))),
    'checkpoint' in poll && poll.checkpoint !== undefined ? poll.checkpoint : signRoot(sign, poll, tally),
  ])
  // The export first, then the result that points to it: every visible result has its export.
  const counted = await publishExport(objects, poll, { result, signature, checkpoint })
  const changes = [resultChange(pollId, counted), endOfSecrets(pollId), changeOf(keptPolls, taken)]
  const saved = await save(table, now, ...changes)
  if (saved.refused) await requireEqual(table, pollId, counted)
  return 'published' as const
}

const settle = async (services: Services, poll: Poll, roll: Roll, now: Instant) => {
  const { objects } = services
  if (poll.status === 'awaiting-lots' || poll.status === 'withheld') return poll.status
  if (!(await isPresent(objects, published.tree(poll.frozen.pollId)))) throw new Error('The tree has not been built')
  const tally = await tallyBox(poll.frozen, readTallies(objects, poll))
  const counted = { poll, tally, ...roll, now }
  switch (followingCount(poll, tally, roll)) {
    case 'withhold':
      return withhold(services, counted)
    case 'post-root':
      return waitForLots(services, counted)
    case 'publish':
      return publish(services, counted)
  }
}

export const start = (environment: Environment) => {
  const { sign } = openSigner(environment)
  const services = { table: openTable(environment), objects: openObjects(environment), sign }
  return task({
    name: 'publish-result',
    input: z.object({ ...PollStep.shape, ...CountedRoll.partial({ electorate: true }).shape }),
    output: z.object({ ...PollStep.shape, outcome: z.enum(['published', 'awaiting-lots', 'withheld']) }),
    facts: ({ pollId }) => ({ pollId }),
    run: async (input, now) => {
      const { pollId, marks, electorate } = input
      const poll = await pollOf(services.table, input)
      requireSealed(poll)
      if ((await getResult(services.table, pollId)) !== undefined) return { pollId, outcome: 'published' as const }
      return {
        pollId,
        outcome: await settle(services, poll, { marks, electorate: electorate ?? poll.frozen.electorate.size }, now),
      }
    },
  })
}
