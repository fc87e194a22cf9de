// The functions of elections on fresh tables with wards, and one-line helpers for tests.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { start as startListing } from '../../../../functions/elections/api.ts'
import { start as startCounting } from '../../../../functions/elections/counts/api.ts'
import { start as startSeating } from '../../../../functions/elections/seats/api.ts'
import { start as seedWards } from '../../../../functions/wards/seed-wards.ts'
import {
  countingOperations,
  ordinaryElectionsOperations as operations,
  seatingOperations,
} from '../../../../shared/elections/operations.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { freshTables, tableEnvironment } from '../../engine/engine.ts'
import { type Answered, type Handler, type HttpInput, type Persona, send } from '../../services/http-event.ts'

type Name = keyof typeof operations

/** The functions of elections: finds the one that serves an operation. */
export const startElectionHandlers = (environment: Environment): ((name: string) => Handler) => {
  const listing = startListing(environment)
  const counting = startCounting(environment)
  const seating = startSeating(environment)
  return (name) => (name in countingOperations ? counting : name in seatingOperations ? seating : listing)
}
const Made = z.object({ id: z.string() })
const Versioned = z.string().transform((tag) => Number(tag.replaceAll('"', '')))

export const office: Persona = { sub: 'office', roles: ['election-office'] }
export const resident = (sub: string, ward: string, birthDate = '1980-05-17'): Persona => ({ sub, ward, birthDate })

/** Moments of the election of 18 March 2026. */
export const moments = {
  before: '2025-12-01T09:00:00Z',
  open: '2026-01-10T09:00:00Z',
  session: '2026-01-23T09:00:00Z',
  lot: '2026-01-30T10:00:00Z',
  polling: '2026-03-18T12:00:00Z',
} as const

export const nomination = { ballotName: 'A. de Vries', text: 'Ik wil meer groen in de wijk.' }

type Ask = (name: Name, input: HttpInput) => Promise<Answered>

/** Helpers: plan an election, take a step on a contest, fix a list. */
export const electionSteps = (ask: Ask) => {
  const planned = async (
    wards: readonly string[] = ['heijplaat', 'pernis'],
    pollingOn = '2026-03-18',
    at: string = moments.before,
    rules: object = {},
  ) => {
    const body = {
      name: { nl: 'Wijkraden', en: 'Ward councils' },
      pollingOn,
      rules,
      contests: wards.map((wardCode) => ({ wardCode, seats: 7 })),
    }
    return Made.parse((await ask('planElection', { at, body })).body).id
  }

  /** A step on a contest in its present version. */
  const onContest = async (
    name: Name,
    electionId: string,
    wardCode: string,
    at: string,
    body?: object,
    by: Persona = office,
  ) => {
    const params = { electionId, wardCode }
    const { headers } = await ask('getContest', { params, at })
    const ifMatch = Versioned.parse(headers.etag)
    return ask(name, { params, at, by, ifMatch, ...(body === undefined ? {} : { body }) })
  }

  const nominated = async (
    electionId: string,
    wardCode: string,
    by: string | Persona,
    change: object = {},
    at: string = moments.open,
  ) => {
    const person = typeof by === 'string' ? resident(by, wardCode) : by
    const body = { ...nomination, ...change }
    const answered = await ask('nominate', { at, by: person, params: { electionId, wardCode }, body })
    return Made.parse(answered.body).id
  }

  /** Judges a nomination in the version that the list of nominations shows. */
  const judge = async (
    electionId: string,
    wardCode: string,
    nominationId: string,
    body: object,
    ifMatch: number,
    at: string = moments.session,
  ) => ask('judgeNomination', { at, params: { electionId, wardCode, nominationId }, body, ifMatch })

  /** A ward with a fixed list of this many candidates. Returns their ids in the order of nomination. */
  const listed = async (
    electionId: string,
    wardCode: string,
    count: number,
    at: { readonly open: string; readonly session: string } = moments,
  ) => {
    const ids = Array.from({ length: count }, () => '')
    for (const index of ids.keys()) ids[index] = await nominated(electionId, wardCode, randomUUID(), {}, at.open)
    await onContest('openSession', electionId, wardCode, at.session, {})
    for (const id of ids) await judge(electionId, wardCode, id, { outcome: 'valid' }, 1, at.session)
    await onContest('closeSession', electionId, wardCode, at.session)
    return ids
  }
  return { planned, onContest, nominated, judge, listed }
}

export const startElections = async () => {
  const tables = await freshTables()
  const environment = tableEnvironment(tables)
  const handlerOf = startElectionHandlers(environment)
  await seedWards(environment)(undefined, {})
  const ask: Ask = (name, input) => send(handlerOf(name), operations[name], { by: office, ...input })
  return { ...tables, ask, ...electionSteps(ask) }
}
