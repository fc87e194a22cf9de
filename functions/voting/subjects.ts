// How the pipelines find polls.
import type { PollId } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import type { Keeper } from '../runtime/things.ts'

/** Polls, by the id in the path. */
export const pollsIn = (table: Table): Keeper<{ readonly pollId: PollId }, Poll> => ({
  table,
  kept: keptPolls,
  find: ({ pollId }) => getPoll(table, pollId),
  wardOf: ({ frozen }) => frozen.electorate.wardCode,
})
