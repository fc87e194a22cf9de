// The election office records lots that were drawn in a session in public; the city signs the record.
import { enveloped } from '../../../events/envelope.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openTable } from '../../../shared/table/table.ts'
import { saveLots } from '../../../shared/voting/closing-store.ts'
import { signedText } from '../../../shared/voting/evidence/city-signature.ts'
import { admitSession, recordSession } from '../../../shared/voting/lots/lots-of-poll.ts'
import { recordLots } from '../../../shared/voting/operations.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { getPoll } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { signForPoll } from '../sign-for-the-city.ts'

const table = openTable(process.env)

const record = implement(recordLots, async ({ params: { pollId }, body, now }) => {
  const poll = await getPoll(table, pollId)
  if (poll === undefined) return refuse('poll-not-found')
  const evidence = { source: 'public-session' as const, ...body }
  const admitted = admitSession(poll, evidence, now)
  if (admitted.refused) return admitted
  if (admitted.value === 'recorded') return reply(200, presentPoll(poll, now))
  const signature = await signForPoll(poll, signedText('lots', digestOf(evidence)))
  const { value, events } = recordSession(poll, evidence, signature)
  const isSaved = await saveLots(
    table,
    value,
    events.map((each) => enveloped(each, now)),
  )
  return isSaved ? reply(200, presentPoll(value, now)) : refuse('lots-recorded-already')
})

export const handler = serve({ recordLots }, { recordLots: record })
