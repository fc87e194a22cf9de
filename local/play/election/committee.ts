// The actions of residents and the central electoral committee until the list of a ward is fixed and drawn.
import type { City } from '../scenario/city.ts'
import { type People, tagOf } from './people.ts'

type WardSeats = { readonly wardCode: string; readonly seats: number }

/** Plans an election; its calendar follows from the polling day. */
export const planElection = async (
  city: City,
  people: People,
  of: { readonly name: string; readonly pollingOn: string; readonly contests: readonly WardSeats[] },
) => {
  const body = { name: { nl: of.name, en: of.name }, pollingOn: of.pollingOn, contests: [...of.contests] }
  return (await city.must('planElection', { body, token: await people.office() })).body
}

export type Of = { readonly electionId: string; readonly wardCode: string }

/** The input of a step on a contest: its name, its present version, and who takes the step. */
export const onContest = async (city: City, of: Of, officer: () => Promise<string>) => {
  const params = { electionId: of.electionId, wardCode: of.wardCode }
  return { params, ifMatch: tagOf(await city.must('getContest', { params })), token: await officer() }
}

type Standing = { readonly sub: string; readonly ballotName: string; readonly text: string }

/** A resident of the ward stands. Returns the id of the nomination. */
export const nominate = async (city: City, people: People, of: Of, { sub, ...body }: Standing): Promise<string> => {
  const token = await people.resident(sub, of.wardCode)
  return (await city.must('nominate', { params: { ...of }, body, token })).body.id
}

type Judgement =
  | { readonly outcome: 'valid' }
  | { readonly outcome: 'invalid'; readonly reason: 'late' | 'incomplete'; readonly note: string }

/** The committee decides about a nomination; `version`: its present one, 1 if nobody has changed it. */
export const judge = async (
  city: City,
  people: People,
  of: Of,
  { id, body, version = 1 }: { readonly id: string; readonly body: Judgement; readonly version?: number },
) =>
  city.must('judgeNomination', {
    params: { ...of, nominationId: id },
    body,
    ifMatch: `"${version}"`,
    token: await people.office(),
  })

/** The public dice throws, as in the minutes. */
export const thrown = (when: string) => ({ who: 'Centraal stembureau', when, seed: '4 1 6 6 2 3 5 1' })

export const openSession = async (city: City, people: People, of: Of, reason?: string) =>
  city.must('openSession', {
    ...(await onContest(city, of, people.office)),
    body: reason === undefined ? {} : { reason },
  })

/** The candidates in the order drawn. */
export const orderOf = async (city: City, of: Of): Promise<readonly string[]> =>
  (await city.must('getCandidateList', { params: { ...of } })).body.candidates.map(({ id }) => id)
