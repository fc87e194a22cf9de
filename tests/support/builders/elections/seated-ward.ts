// A ward of nine candidates for seven seats with an established result, and the later steps of its seats.
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { expect } from 'vitest'
import * as z from 'zod'
import { documents } from '../../engine/engine.ts'
import type { Persona } from '../../services/http-event.ts'
import { moments, office, type startElections } from './election-api.ts'

type System = Awaited<ReturnType<typeof startElections>>

const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })
const Standing = z.object({ residentId: z.string() })
const [anna, bram]: readonly [Persona, Persona] = [
  { ...office, sub: 'anna' },
  { ...office, sub: 'bram' },
]
export type SeatStep =
  | 'answerSeat'
  | 'examineMember'
  | 'takeSeat'
  | 'vacateSeat'
  | 'offerSeat'
  | 'drawSeatLot'
  | 'reopenSeat'
  | 'reviewSeat'
export type SeatedWard = { readonly electionId: string; readonly ids: readonly string[] }

type Course = {
  readonly votesOf?: (index: number) => number
  readonly pollingOn?: string
  /** The moments at which nominations are open, the session is held, the lot is drawn, polling ends and the result is established. */
  readonly at?: { readonly [moment in 'before' | 'open' | 'session' | 'lot' | 'evening' | 'result']: string }
}
const in2026 = { ...moments, evening: '2026-03-18T20:00:00Z', result: '2026-03-25T12:00:00Z' }

export const seatedWards = (system: System, wardCode: string) => {
  /** The ids are sorted by votes. */
  const established = async ({ votesOf = (index) => 90 - index * 10, ...course }: Course = {}): Promise<SeatedWard> => {
    const at = course.at ?? in2026
    const electionId = await system.planned([wardCode, 'pernis'], course.pollingOn, at.before)
    await system.listed(electionId, wardCode, 9, at)
    const draw = { who: 'Centraal stembureau', when: at.lot, seed: '3 1 6' }
    await system.onContest('drawBallotOrder', electionId, wardCode, at.lot, draw)
    const params = { electionId, wardCode }
    const ids = List.parse((await system.ask('getCandidateList', { params })).body).candidates.map(({ id }) => id)
    await system.ask('addStation', { params, at: at.evening, body: { station: 'SB1', name: 'De Heij' } })
    const votes = Object.fromEntries(ids.map((id, index) => [`votes:${id}`, votesOf(index)]))
    const sum = Object.values(votes).reduce((total, each) => total + each, 0)
    const cells = {
      ...votes,
      pollingCards: sum + 2,
      proxies: 0,
      admitted: sum + 2,
      candidateVotes: sum,
      blank: 1,
      invalid: 1,
      cast: sum + 2,
      saysEqual: 1,
      electorate: 900,
    }
    const station = { ...params, station: 'SB1' }
    for (const [index, by] of [anna, bram].entries()) {
      await system.ask('claimEntry', { params: station, by, ifMatch: index * 2 + 1, at: at.evening })
      await system.ask('finishEntry', { params: station, by, ifMatch: index * 2 + 2, at: at.evening, body: { cells } })
    }
    const versionOf = async () =>
      Number((await system.ask('getContest', { params })).headers.etag?.replaceAll('"', '') ?? 0)
    const propose = { params, at: at.result, body: { electorate: 900 } }
    await system.ask('proposeResult', { ...propose, by: anna, ifMatch: await versionOf() })
    const answered = await system.ask('establishResult', {
      params,
      at: at.result,
      by: bram,
      ifMatch: await versionOf(),
    })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    return { electionId, ids }
  }

  const accountOf = async ({ electionId }: SeatedWard, nominationId: string): Promise<Persona> => {
    const Key = { pk: `ELECTION#${electionId}`, sk: `NOMINATION#${wardCode}#${nominationId}` }
    const { Item } = await documents().send(new GetCommand({ TableName: system.table.name, Key }))
    return { sub: Standing.parse(Item).residentId, ward: wardCode, birthDate: '1980-05-17' }
  }
  const seatOf = async ({ electionId }: SeatedWard, seat: number, at?: string) => {
    const params = { electionId, wardCode, seat: `${seat}` }
    const { body, headers } = await system.ask('getSeat', { params, ...(at === undefined ? {} : { at }) })
    return {
      seat: z.looseObject({ status: z.string() }).parse(body),
      version: Number(headers.etag?.replaceAll('"', '')),
    }
  }
  const onSeat = async (ward: SeatedWard, seat: number, name: SeatStep, at: string, body?: object, by = office) => {
    const { version } = await seatOf(ward, seat)
    const params = { electionId: ward.electionId, wardCode, seat: `${seat}` }
    return system.ask(name, { params, at, by, ifMatch: version, ...(body && { body }) })
  }
  /** Accepts the seat, has the credentials examined, and takes the oath on the first day of the term. */
  const install = async (ward: SeatedWard, seat: number, takenOn = '2026-04-22') => {
    const { seat: now } = await seatOf(ward, seat)
    const by = await accountOf(ward, z.string().parse(now.nominationId))
    const before = z.string().parse(now.answerBefore)
    const answeredAt = new Date(Date.parse(before) - 86_400_000).toISOString()
    await onSeat(ward, seat, 'answerSeat', answeredAt, { answer: 'accept' }, by)
    await onSeat(ward, seat, 'examineMember', answeredAt, { isAdmitted: true })
    return onSeat(ward, seat, 'takeSeat', `${takenOn}T18:00:00Z`, { takenOn })
  }
  return { established, accountOf, seatOf, onSeat, install }
}
