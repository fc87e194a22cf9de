// What anyone may read of rounds.
import { refuse } from '../../shared/kernel/refusals.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import * as rounds from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { implement, reply } from '../runtime/http.ts'

export const getRound = (table: Table) =>
  implement(operations.getRound, async ({ params, now }) => {
    const round = await rounds.getRound(table, params.roundId)
    if (round === undefined) return refuse('round-not-found')
    return reply(200, presentRound(round, now), { version: round.version })
  })

export const listRounds = (table: Table) =>
  implement(operations.listRounds, async ({ query: { wardCode, ...page }, now }) => {
    const listing = await rounds.listRounds(table, wardCode, page)
    if (listing === 'invalid-cursor') return refuse('invalid-cursor')
    return reply(200, { ...listing, items: listing.items.map((round) => presentRound(round, now)) })
  })

export const listRoundEntries = (table: Table) =>
  implement(operations.listRoundEntries, async ({ params: { roundId } }) => {
    if ((await rounds.getRound(table, roundId)) === undefined) return refuse('round-not-found')
    return reply(200, { items: [...(await rounds.getEntries(table, roundId))] })
  })
