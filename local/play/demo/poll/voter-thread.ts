// Votes for some of the voters, each with their own token. Runs in a thread, because blinding takes 50 ms each.
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { type VotablePoll, vote } from '../../../../client/vote.ts'
import { Choice } from '../../../../shared/voting/poll/ballot-form.ts'
import { atOnce } from '../../scenario/at-once.ts'
import { cityAt, Target } from '../../scenario/target.ts'

const VotersPoll = z.object({
  pollId: z.string(),
  permitKey: z.string(),
  acceptanceKey: z.string(),
  ballotVersion: z.union([z.literal(1), z.literal(2)]).optional(),
  ballotForm: z.object({ kind: z.string() }),
  options: z.array(z.object({ id: z.string() })).readonly(),
}) satisfies z.ZodType<VotablePoll>

/** The input of a thread: the system, the poll, the ward of the voters, and their names with their choices. */
export const VoterWork = z.object({
  target: Target,
  poll: VotersPoll,
  ward: z.string(),
  voters: z.array(z.object({ sub: z.string(), choice: Choice })),
})

const { target, poll, ward, voters } = VoterWork.parse(workerData)
const city = cityAt(target)

await atOnce(voters, 4, async ({ sub, choice }) => {
  const token = await city.token({ sub, ward, birthDate: '1980-05-17' })
  // No pause between permit and ballot: the votes in these files are public.
  const voted = await vote(city.client, poll, choice, token, { pauseBeforeCasting: () => 0 })
  if (!voted.ok) throw new Error(`${sub} could not vote (${voted.step}): ${voted.problem.code} ${voted.problem.title}`)
  parentPort?.postMessage('voted')
})
