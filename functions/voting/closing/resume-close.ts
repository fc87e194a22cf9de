// Consumer: once the lots of a poll are recorded its close goes on, at once. The sweeper would do it within minutes.
import { pollLotsRecorded } from '../../../events/voting.ts'
import { openTable } from '../../../shared/table/table.ts'
import { getPoll } from '../../../shared/voting/store.ts'
import { consume, on } from '../../runtime/consumer.ts'
import { startClosing } from './start-closing.ts'

const table = openTable(process.env)

export const handler = consume(
  on(pollLotsRecorded, async ({ data: { pollId } }, now) => {
    const poll = await getPoll(table, pollId)
    if (poll?.status === 'lots-drawn') await startClosing(poll, now)
  }),
)
