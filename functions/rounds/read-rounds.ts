// What anyone may read of rounds.
import * as operations from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import * as rounds from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about, list, read } from '../runtime/things.ts'
import { roundsIn } from './subjects.ts'

export const getRound = (table: Table) =>
  read(operations.getRound, roundsIn(table), (round, { now }) => presentRound(round, now))

export const listRounds = (table: Table) =>
  list(
    operations.listRounds,
    ({ query: { wardCode, ...page } }) => rounds.listRounds(table, wardCode, page),
    (round, { now }) => presentRound(round, now),
  )

export const listRoundEntries = (table: Table) =>
  about(operations.listRoundEntries, roundsIn(table), async ({ thing }) =>
    reply(200, { items: [...(await rounds.listEntries(table, thing.id))] }),
  )
