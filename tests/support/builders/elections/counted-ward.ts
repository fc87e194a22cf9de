// A ward from its nominations to an established result, with one function for each stage, for tests of later steps.
import * as z from 'zod'
import type { Cells } from '../../../../shared/elections/count/cells.ts'
import type { Answered, HttpInput, Persona } from '../../services/http-event.ts'
import { moments, office, type startElections } from './election-api.ts'

type System = Awaited<ReturnType<typeof startElections>>
export const evening = '2026-03-18T20:00:00Z'
export const later = '2026-03-25T12:00:00Z'
export const [anna, bram, coordinator]: readonly [Persona, Persona, Persona] = [
  { ...office, sub: 'anna' },
  { ...office, sub: 'bram' },
  { ...office, sub: 'coordinator' },
]
export const drawOrder = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6 2 2 5 4' }
const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })

export const versionOf = ({ headers }: Answered): number => Number(headers.etag?.replaceAll('"', ''))

/** A form whose sums are right, with these votes in the order of the ballot. */
export const formOf = (ids: readonly string[], votes: readonly number[]): Cells => {
  const sum = votes.reduce((total, each) => total + each, 0)
  return {
    pollingCards: sum + 2,
    proxies: 0,
    admitted: sum + 2,
    ...Object.fromEntries(ids.map((id, index) => [`votes:${id}`, votes[index] ?? 0])),
    candidateVotes: sum,
    blank: 1,
    invalid: 1,
    cast: sum + 2,
    saysEqual: 1,
    electorate: 900,
  }
}

/** A ward whose ballot order has been drawn. Returns the ids in that order. */
export const drawnWard = async (system: System, electionId: string, wardCode: string, candidates = 9) => {
  await system.listed(electionId, wardCode, candidates)
  await system.onContest('drawBallotOrder', electionId, wardCode, moments.lot, drawOrder)
  const { body } = await system.ask('getCandidateList', { params: { electionId, wardCode } })
  return List.parse(body).candidates.map(({ id }) => id)
}

type OfStation = { readonly electionId: string; readonly wardCode: string; readonly station: string }

/** Takes steps on a station, each in the version that the previous answer returned. */
const stationStep = (system: System, params: OfStation) => {
  let version = 1
  return async (name: 'claimEntry' | 'finishEntry', by: Persona, more: Partial<HttpInput> = {}) => {
    const answered = await system.ask(name, { params, by, at: evening, ifMatch: version, ...more })
    if (answered.status === 200) version = versionOf(answered)
    return answered
  }
}

/** Enters the same counts twice for a station, and adds the station first unless it exists. */
export const enteredStation = async (system: System, of: OfStation, cells: Cells, isThere = false) => {
  const { station, ...params } = of
  if (!isThere)
    await system.ask('addStation', { params, at: evening, body: { station, name: `Stembureau ${station}` } })
  const step = stationStep(system, of)
  await step('claimEntry', anna)
  await step('finishEntry', anna, { body: { cells } })
  await step('claimEntry', bram)
  return step('finishEntry', bram, { body: { cells } })
}

export const asOfficer = async (
  system: System,
  name: Parameters<System['onContest']>[0],
  { electionId, wardCode }: Omit<OfStation, 'station'>,
  by: Persona,
  body?: object,
) => {
  const params = { electionId, wardCode }
  const ifMatch = versionOf(await system.ask('getContest', { params }))
  return system.ask(name, { params, at: later, by, ifMatch, ...(body && { body }) })
}

/** A result that one officer proposed and another established. */
export const establishedWard = async (system: System, of: Omit<OfStation, 'station'>) => {
  await asOfficer(system, 'proposeResult', of, anna, { electorate: 900 })
  return asOfficer(system, 'establishResult', of, bram)
}
