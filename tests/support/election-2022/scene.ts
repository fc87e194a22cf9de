// The election of 2022 on fresh tables: its moments, its officers, and one-line requests to the API.
import { expect } from 'vitest'
import * as z from 'zod'
import { nomination, office, resident } from '../builders/elections/election-api.ts'
import { startRolls } from '../builders/elections/roll-api.ts'
import type { Answered, Persona } from '../services/http-event.ts'

export const at = {
  planned: '2021-12-20T09:00:00+01:00',
  nominating: '2022-01-10T12:00:00+01:00',
  closed: '2022-01-17T15:00:00+01:00',
  session: '2022-01-21T10:00:00+01:00',
  lot: '2022-01-21T16:00:00+01:00',
  correction: '2022-01-27T10:00:00+01:00',
  correctionLot: '2022-01-27T16:00:00+01:00',
  roll: '2022-02-01T09:00:00+01:00',
  evening: '2022-03-16T22:00:00+01:00',
  result: '2022-03-23T10:00:00+01:00',
  tie: '2022-03-23T11:00:00+01:00',
  accepted: '2022-03-30T12:00:00+02:00',
  examined: '2022-04-12T12:00:00+02:00',
  dayBefore: '2022-04-19T19:00:00+02:00',
  installed: '2022-04-20T19:00:00+02:00',
} as const

export const anna: Persona = { ...office, sub: 'anna' }
export const bram: Persona = { ...office, sub: 'bram' }
export const coordinator: Persona = { ...office, sub: 'coordinator' }

const Made = z.object({ id: z.string() })
export const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })
const Contests = z.object({
  items: z.array(
    z.looseObject({
      wardCode: z.string(),
      status: z.string(),
      candidates: z.int(),
      supply: z.string(),
      seatsToFill: z.int(),
    }),
  ),
})

export const versionOf = ({ headers }: Answered): number => Number(headers.etag?.replaceAll('"', ''))

/** Checks the status of an answer, and shows its body if the check fails. */
export const well = (answered: Answered, status = 200): Answered => {
  expect(answered, JSON.stringify(answered.body)).toMatchObject({ status })
  return answered
}

/** The dice that were thrown in public. */
export const drawn = (when: string) => ({ who: 'Centraal stembureau', when, seed: '4 1 6 6 2 3 5 1' })

export const startScene = async () => {
  const rolls = await startRolls()
  const { ask } = rolls
  type Name = Parameters<typeof ask>[0]
  let electionId = ''
  /** The person behind a nomination. */
  const accounts = new Map<string, Persona>()

  const plan = async (body: object) => {
    const planned = well(await ask('planElection', { at: at.planned, body }), 201)
    electionId = Made.parse(planned.body).id
    return planned
  }
  /** A step on a contest in its present version. */
  const onContest = async (name: Name, ward: string, when: string, body?: object, by: Persona = office) => {
    const params = { electionId, wardCode: ward }
    const ifMatch = versionOf(await ask('getContest', { params }))
    return ask(name, { params, at: when, by, ifMatch, ...(body && { body }) })
  }
  const nominate = async (ward: string, sub: string, when: string = at.nominating) => {
    const by = { ...resident(sub, ward), pseudonym: sub }
    const body = { ...nomination, ballotName: `Kandidaat ${sub}` }
    const answered = await ask('nominate', { at: when, by, params: { electionId, wardCode: ward }, body })
    const { data } = Made.safeParse(answered.body)
    if (answered.status === 201 && data !== undefined) accounts.set(data.id, by)
    return answered
  }
  const judge = async (ward: string, id: string, body: object, when: string, ifMatch: number) => {
    const params = { electionId, wardCode: ward, nominationId: id }
    return well(await ask('judgeNomination', { at: when, params, body, ifMatch }))
  }
  const orderOf = async (ward: string): Promise<readonly string[]> => {
    const { body } = await ask('getCandidateList', { params: { electionId, wardCode: ward } })
    return List.parse(body).candidates.map(({ id }) => id)
  }
  /** A step on a seat in its present version. */
  const onSeat = async (name: Name, ward: string, seat: number, when: string, body?: object, by: Persona = office) => {
    const params = { electionId, wardCode: ward, seat: `${seat}` }
    const ifMatch = versionOf(await ask('getSeat', { params }))
    return ask(name, { params, at: when, by, ifMatch, ...(body && { body }) })
  }
  return {
    ...rolls,
    electionId: () => electionId,
    idOf: (answered: Answered) => Made.parse(well(answered, 201).body).id,
    accountOf: (nominationId: string): Persona => accounts.get(nominationId) ?? { sub: 'nobody' },
    plan,
    onContest: async (...step: Parameters<typeof onContest>) => well(await onContest(...step)),
    asOfficer: onContest,
    nominate,
    judge,
    orderOf,
    onSeat,
    contests: async () => Contests.parse((await ask('listContests', { params: { electionId } })).body).items,
  }
}
export type Scene = Awaited<ReturnType<typeof startScene>>
