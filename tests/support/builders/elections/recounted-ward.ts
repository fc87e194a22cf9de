// A recount of a ward whose result is established: ordered, counted again by two typists, established by two officers.
import { expect } from 'vitest'
import type { Cells } from '../../../../shared/elections/count/cells.ts'
import type { Persona } from '../../services/http-event.ts'
import { anna, bram, formOf, versionOf } from './counted-ward.ts'
import type { startElections } from './election-api.ts'

type System = Awaited<ReturnType<typeof startElections>>
type OfWard = { readonly electionId: string; readonly ids: readonly string[] }

export const order = { orderedBy: 'municipal-council', reason: 'Een stapel van stembureau 1 was niet geteld.' }

export const recounts = (system: System, wardCode: string) => {
  const onContest = (
    { electionId }: OfWard,
    name: Parameters<System['onContest']>[0],
    at: string,
    body?: object,
    by: Persona = anna,
  ) => system.onContest(name, electionId, wardCode, at, body, by)

  /** Counts these stations again in a new session, with these votes in the order of the ids. */
  const count = async ({ electionId, ids }: OfWard, votes: readonly number[], at: string, stations = ['SB1']) => {
    const params = { electionId, wardCode }
    const opened = await system.ask('openCountSession', { params, at, body: { reason: order.reason, stations } })
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
    const cells: Cells = formOf(ids, votes)
    for (const station of stations)
      for (const [place, by] of [anna, bram].entries()) {
        const of = { params: { ...params, station }, by, at }
        await system.ask('claimEntry', { ...of, ifMatch: 1 + 2 * place })
        await system.ask('finishEntry', { ...of, ifMatch: 2 + 2 * place, body: { cells } })
      }
  }
  const propose = (of: OfWard, at: string) => onContest(of, 'proposeResult', at, { electorate: 900 }, anna)
  const establish = (of: OfWard, at: string) => onContest(of, 'establishResult', at, undefined, bram)

  return {
    order: (of: OfWard, at: string, body: object = order) => onContest(of, 'orderRecount', at, body),
    count,
    propose,
    establish,
    /** All steps from the order to the new result. */
    recounted: async (of: OfWard, votes: readonly number[], at: string) => {
      const ordered = await onContest(of, 'orderRecount', at, order)
      expect(ordered.status, JSON.stringify(ordered.body)).toBe(200)
      await count(of, votes, at)
      const proposed = await propose(of, at)
      expect(proposed.status, JSON.stringify(proposed.body)).toBe(200)
      return establish(of, at)
    },
    results: async ({ electionId }: OfWard) =>
      (await system.ask('listElectionResults', { params: { electionId, wardCode } })).body,
    version: async ({ electionId }: OfWard) =>
      versionOf(await system.ask('getContest', { params: { electionId, wardCode } })),
  }
}
