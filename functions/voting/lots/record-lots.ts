// The election office records lots that were drawn in a session in public; the city signs the record.
import { digestOf } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openSigner } from '../../../shared/platform/signing.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { type Sign, signedText, signForPoll } from '../../../shared/voting/evidence/city-signature.ts'
import { admitSession, recordLots as record } from '../../../shared/voting/lots/lots-of-poll.ts'
import { recordLots } from '../../../shared/voting/operations.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { getPoll, keptPolls } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'

const recording = (table: Table, sign: Sign) =>
  implement(recordLots, async ({ params: { pollId }, body, now }) => {
    const poll = await getPoll(table, pollId)
    if (poll === undefined) return refuse('poll-not-found')
    const evidence = { source: 'public-session' as const, ...body }
    const admitted = admitSession(poll, evidence, now)
    if (admitted.refused) return admitted
    if (admitted.value === 'recorded') return reply(200, presentPoll(poll, now))
    const signature = await signForPoll(sign, poll, signedText('lots', digestOf(evidence)))
    const recorded = record(poll, { evidence, signature })
    if (recorded.refused) return recorded
    const saved = await save(table, now, changeOf(keptPolls, recorded))
    return saved.refused ? refuse('lots-recorded-already') : reply(200, presentPoll(recorded.after, now))
  })

export const start = (environment: Environment) =>
  serve({ recordLots }, { recordLots: recording(openTable(environment), openSigner(environment).sign) })
