// A ward of an election from the first candidate to the established result, with two officers and two typists.
import * as z from 'zod'
import type { Persona } from '../../services/http-event.ts'
import { moments, office, type startElections } from './election-api.ts'

type Params = { readonly [name: string]: string }
type Elections = Awaited<ReturnType<typeof startElections>>

export const evening = '2026-03-18T20:00:00Z'
export const established = '2026-03-25T12:00:00Z'
const drawOrder = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6 2 2 5 4' }
const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })
const as = (sub: string): Persona => ({ ...office, sub })

/** Votes in the order of the ballot. `more`: the number of ballots beyond the admitted voters, which the station explains. */
type Votes = { readonly votes: readonly number[]; readonly more?: number; readonly explanation?: string }

const formOf = (ids: readonly string[], { votes, more = 0 }: Votes) => {
  const sum = votes.reduce((total, each) => total + each, 0)
  return {
    ...{ pollingCards: sum + 2 - more, proxies: 0, admitted: sum + 2 - more },
    ...Object.fromEntries(ids.map((id, place) => [`votes:${id}`, votes[place] ?? 0])),
    ...{ candidateVotes: sum, blank: 1, invalid: 1, cast: sum + 2, electorate: 900 },
    ...(more === 0 ? { saysEqual: 1 } : { saysMore: 1, moreCounted: more, isExplained: 1 }),
  }
}

/** Steps of an election for tests of documents. */
export const countedWards = (system: Elections) => {
  const enter = async (params: Params, ids: readonly string[], of: Votes) => {
    const cells = formOf(ids, of)
    const handled = of.explanation === undefined ? [] : [{ code: 'WZ.W.203', explanation: of.explanation }]
    for (const [place, typist] of [as('anna'), as('bram')].entries()) {
      const at = { params, by: typist, at: evening }
      await system.ask('claimEntry', { ...at, ifMatch: 1 + 2 * place })
      await system.ask('finishEntry', { ...at, ifMatch: 2 + 2 * place, body: { cells, handled } })
    }
  }
  const onContest = async (name: Parameters<Elections['ask']>[0], params: Params, by: Persona, body?: object) => {
    const { headers } = await system.ask('getContest', { params })
    const ifMatch = Number(headers.etag?.replaceAll('"', ''))
    return system.ask(name, { params, by, ifMatch, at: established, ...(body && { body }) })
  }
  /** Draws the list. Returns the ids in the order of the ballot. */
  const drawn = async (electionId: string, wardCode: string, candidates: number) => {
    await system.listed(electionId, wardCode, candidates)
    await system.onContest('drawBallotOrder', electionId, wardCode, moments.lot, drawOrder)
    const { body } = await system.ask('getCandidateList', { params: { electionId, wardCode } })
    return List.parse(body).candidates.map(({ id }) => id)
  }
  /** Another officer establishes the result. */
  const establish = (electionId: string, wardCode: string) =>
    onContest('establishResult', { electionId, wardCode }, as('other-officer'))
  return {
    drawn,
    establish,
    onContest,
    /** Everything up to the proposed result, with these stations. */
    proposed: async (electionId: string, wardCode: string, candidates: number, stations: readonly Votes[]) => {
      const params = { electionId, wardCode }
      const ids = await drawn(electionId, wardCode, candidates)
      for (const [place, of] of stations.entries()) {
        const station = `SB${place + 1}`
        await system.ask('addStation', { params, at: evening, body: { station, name: `Bureau ${place + 1}` } })
        await enter({ ...params, station }, ids, of)
      }
      const proposal = await onContest('proposeResult', params, as('officer'), { electorate: 900 })
      return { ids, params, proposal }
    },
  }
}
