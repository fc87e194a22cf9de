// The election office declares a withheld poll void. A unit of its own, because it destroys the poll's secrets.
import { openTable } from '../../../shared/table/table.ts'
import { endOfSecrets } from '../../../shared/voting/closing-store.ts'
import { voidPoll } from '../../../shared/voting/oversight-operations.ts'
import { voidPoll as decide } from '../../../shared/voting/poll/close.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { serve } from '../../runtime/http.ts'
import { change, together } from '../../runtime/things.ts'
import { pollsIn } from '../subjects.ts'

const table = openTable(process.env)

const voiding = change(
  voidPoll,
  pollsIn(table),
  ({ thing, body }) => {
    const voided = decide(thing, body)
    return voided.refused ? voided : together(voided, endOfSecrets(thing.frozen.pollId))
  },
  (poll, { now }) => presentPoll(poll, now),
)

export const handler = serve({ voidPoll }, { voidPoll: voiding })
