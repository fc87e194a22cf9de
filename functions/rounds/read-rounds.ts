// What anyone may read about rounds.
import { withDistinctTitles } from '../../shared/rounds/entry.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import { phaseOf, type Round } from '../../shared/rounds/round.ts'
import * as rounds from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { wardFinder } from '../../shared/wards/store.ts'
import { reply } from '../runtime/http.ts'
import { about, list, read } from '../runtime/things.ts'
import { roundsIn } from './subjects.ts'

export const getRound = (table: Table) =>
  read(operations.getRound, roundsIn(table), (round, { now }) => presentRound(round, now))

export const listRounds = (table: Table) => {
  const wardsOf = wardFinder(table)
  return list(
    operations.listRounds,
    async ({ query: { wardCode, area, phase, since, ...page }, now }) => {
      const wardCodes = await wardsOf({ wardCode, area }, now)
      const isAskedFor = phase && ((round: Round) => phaseOf(round, now) === phase)
      return rounds.listRounds(table, { wardCodes, since }, page, isAskedFor)
    },
    (round, { now }) => presentRound(round, now),
  )
}

export const listRoundEntries = (table: Table) =>
  about(operations.listRoundEntries, roundsIn(table), async ({ thing }) =>
    reply(200, { items: [...withDistinctTitles(await rounds.listEntries(table, thing.id))] }),
  )
