// A recount of a ward whose result is established: ordered, counted again by two typists, established by two officers.
import { expect } from 'vitest'
import * as z from 'zod'
import type { Cells } from '../../../../shared/elections/count/cells.ts'
import { PublishedDraw } from '../../../../shared/voting/lots/published-draw.ts'
import type { Persona } from '../../services/http-event.ts'
import { anna, bram, formOf, versionOf } from './counted-ward.ts'
import { startElections } from './election-api.ts'
import { seatedWards } from './seated-ward.ts'

type System = Awaited<ReturnType<typeof startElections>>
type OfWard = { readonly electionId: string; readonly ids: readonly string[] }

const Results = z.object({ items: z.array(z.looseObject({ ties: z.array(PublishedDraw), outcome: z.unknown() })) })

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
    /** The results with their lots, in order. */
    resultsWithLots: async ({ electionId }: OfWard) =>
      Results.parse((await system.ask('listElectionResults', { params: { electionId, wardCode } })).body).items,
    version: async ({ electionId }: OfWard) =>
      versionOf(await system.ask('getContest', { params: { electionId, wardCode } })),
  }
}

/** Moments of a recount: ordered a week after the result, and in the term of the new members. */
export const recountMoments = { ordered: '2026-04-01T09:00:00Z', inTerm: '2026-05-04T09:00:00Z' } as const

/** Votes by candidate: of the first result, and of a recount in which the eighth candidate overtakes the seventh. */
export const recountVotes = {
  first: [90, 80, 70, 60, 50, 40, 30, 20, 10],
  other: [90, 80, 70, 60, 50, 40, 30, 31, 10],
} as const

/** The functions of elections on fresh tables, with results and recounts in this ward. */
export const startRecounts = async (wardCode: string) => {
  const system = await startElections()
  return { ...system, wards: seatedWards(system, wardCode), recount: recounts(system, wardCode) }
}
export type Recounts = Awaited<ReturnType<typeof startRecounts>>
