// Appeals against decisions about candidates and lists in one ward: registering, ruling, and what the register then shows.
import { expect } from 'vitest'
import * as z from 'zod'
import { drawOrder, versionOf } from './counted-ward.ts'
import { moments, startElections } from './election-api.ts'

/** Days after the session: an appeal arrives, its ruling is registered, a later session is held. */
export const appealMoments = {
  monday: '2026-01-26T09:00:00Z',
  friday: '2026-01-30T15:00:00Z',
  later: '2026-02-02T10:00:00Z',
} as const
const { monday, friday } = appealMoments

export const invalid = { outcome: 'invalid', reason: 'not-in-the-ward', note: 'Staat elders ingeschreven.' }
export const granted = { outcome: 'granted', ruledOn: '2026-01-30', reason: 'De kandidaat woonde wel in de wijk.' }

const Made = z.object({ id: z.string(), status: z.string() })
const Contest = z.looseObject({ status: z.string(), session: z.int().optional() })
const Nominations = z.object({ items: z.array(z.looseObject({ id: z.string(), status: z.string() })) })

/** The functions of elections on fresh tables, with appeals in this ward. */
export const startAppeals = async (wardCode: string) => {
  const system = await startElections()
  const { ask } = system
  const registered = (electionId: string, id: string, more: object = {}, at: string = monday, kind = 'nomination') =>
    ask('registerAppeal', {
      at,
      params: { electionId, wardCode },
      body: {
        against: { kind, id },
        receivedOn: '2026-01-26',
        judgedBy: 'committee-for-election-matters',
        grounds: 'De kandidaat woonde op de dag van de kandidaatstelling in de wijk.',
        fileNumber: 'BER-2026-014',
        ...more,
      },
    })
  return {
    ...system,
    /** Registers an appeal and returns the answer. */
    registered,
    /** Registers an appeal that must be accepted, and returns its id. */
    appealed: async (...appeal: Parameters<typeof registered>) => {
      const answered = await registered(...appeal)
      expect(answered.status, JSON.stringify(answered.body)).toBe(201)
      return Made.parse(answered.body).id
    },
    /** Enters a ruling, in the present version of the appeal unless another is given. */
    rule: async (electionId: string, appealId: string, body: object, at: string = friday, ifMatch?: number) => {
      const params = { electionId, wardCode, appealId }
      const version = ifMatch ?? versionOf(await ask('getAppeal', { params, at }))
      return ask('ruleOnAppeal', { params, at, body, ifMatch: version })
    },
    register: async (electionId: string) => (await ask('listAppeals', { params: { electionId, wardCode } })).body,
    contestNow: async (electionId: string) =>
      Contest.parse((await ask('getContest', { params: { electionId, wardCode } })).body),
    nominationNow: async (electionId: string, id: string) => {
      const answered = await ask('listNominations', { params: { electionId, wardCode }, query: { limit: '100' } })
      return Nominations.parse(answered.body).items.find((each) => each.id === id)
    },
    drawnOrder: (electionId: string, at: string = moments.lot, more: object = {}) =>
      system.onContest('drawBallotOrder', electionId, wardCode, at, { ...drawOrder, ...more }),
    /** A ward with a fixed list of eight, and one nomination that the committee refused. */
    refused: async () => {
      const electionId = await system.planned()
      const out = await system.nominated(electionId, wardCode, 'out', { ballotName: 'B. van Dijk' })
      const ids = []
      for (let number = 0; number < 8; number += 1)
        ids.push(await system.nominated(electionId, wardCode, `${electionId}-${number}`))
      await system.onContest('openSession', electionId, wardCode, moments.session, {})
      await system.judge(electionId, wardCode, out, invalid, 1)
      for (const id of ids) await system.judge(electionId, wardCode, id, { outcome: 'valid' }, 1)
      await system.onContest('closeSession', electionId, wardCode, moments.session)
      return { electionId, out, ids }
    },
  }
}
export type Appeals = Awaited<ReturnType<typeof startAppeals>>
