// The election office declares a withheld poll void. A unit of its own, because it deletes the poll's secrets.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { voidPoll } from '../../../shared/voting/oversight-operations.ts'
import { voidPoll as decide } from '../../../shared/voting/poll/close.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { endOfSecrets } from '../../../shared/voting/secret-store.ts'
import { serve } from '../../runtime/http.ts'
import { change, together } from '../../runtime/things.ts'
import { pollsIn } from '../subjects.ts'

const voiding = (table: Table) =>
  change(
    voidPoll,
    pollsIn(table),
    ({ thing, body }) => {
      const voided = decide(thing, body)
      return voided.refused ? voided : together(voided, endOfSecrets(thing.frozen.pollId))
    },
    (poll, { now }) => presentPoll(poll, now),
  )

export const start = (environment: Environment) => serve({ voidPoll }, { voidPoll: voiding(openTable(environment)) })
