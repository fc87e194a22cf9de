// From the session of the committee to the published list, through the handlers, on the real engine.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { objectionsToDraw, PublishedDraw } from '../../shared/voting/lots/published-draw.ts'
import { moments, nomination, office, resident, startElections } from '../support/builders/elections/election-api.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const heijplaat = 'heijplaat'
const List = z.object({
  session: z.int(),
  isDrawn: z.boolean(),
  isCurrent: z.boolean(),
  candidates: z.array(z.looseObject({ id: z.string(), ballotName: z.string(), place: z.int().optional() })),
})
const listOf = async (electionId: string, query = {}, wardCode = heijplaat) =>
  List.parse((await system.ask('getCandidateList', { params: { electionId, wardCode }, query })).body)
const thrown = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6 2 2 5 4' }
const draw = (electionId: string, more: object = {}, at: string = moments.lot) =>
  system.onContest('drawBallotOrder', electionId, heijplaat, at, { ...thrown, ...more })

describe('the session of the committee', () => {
  it('the session of the committee begins after nominations close, and fixes no list before every nomination is judged', async () => {
    const electionId = await system.planned()
    const nominationId = await system.nominated(electionId, heijplaat, 'one')
    const early = await system.onContest('openSession', electionId, heijplaat, moments.open, {})
    expect(early.body).toMatchObject({ code: 'nominations-still-open' })
    const outside = await system.judge(electionId, heijplaat, nominationId, { outcome: 'valid' }, 1)
    expect(outside.body).toMatchObject({ code: 'not-in-session' })
    await system.onContest('openSession', electionId, heijplaat, moments.session, {})
    const open = await system.onContest('closeSession', electionId, heijplaat, moments.session)
    expect(open.body).toMatchObject({ code: 'nominations-not-judged', facts: { open: 1 } })
  })

  it('the session of the committee decides whether a designation was proved, and removes it from the ballot if not', async () => {
    const electionId = await system.planned()
    const designation = { kind: 'political-preference', name: 'Wijkpartij', evidence: 'Lidmaatschap 2025.' }
    const [kept, lost] = [
      await system.nominated(electionId, heijplaat, 'kept', { designation }),
      await system.nominated(electionId, heijplaat, 'lost', { designation }),
    ]
    await system.onContest('openSession', electionId, heijplaat, moments.session, {})
    const silent = await system.judge(electionId, heijplaat, kept, { outcome: 'valid' }, 1)
    expect(silent.body).toMatchObject({ code: 'designation-not-judged' })
    await system.judge(electionId, heijplaat, kept, { outcome: 'valid', isDesignationProved: true }, 1)
    await system.judge(electionId, heijplaat, lost, { outcome: 'valid', isDesignationProved: false }, 1)
    await system.onContest('closeSession', electionId, heijplaat, moments.session)
    const { candidates } = await listOf(electionId)
    expect(candidates.find(({ id }) => id === kept)).toMatchObject({
      designation: { kind: 'political-preference', name: 'Wijkpartij' },
    })
    expect(candidates.find(({ id }) => id === lost)).not.toHaveProperty('designation')
    expect(JSON.stringify(candidates)).not.toContain('Lidmaatschap')
  })

  it('the session of the committee adjusts the seats to the number of candidates: five of seven in Heijplaat', async () => {
    const electionId = await system.planned()
    await system.listed(electionId, heijplaat, 5)
    const { body } = await system.ask('getContest', { params: { electionId, wardCode: heijplaat } })
    expect(body).toMatchObject({ status: 'judged', candidates: 5, supply: 'no-contest', seatsToFill: 5 })
  })
})

describe('the order on the ballot', () => {
  it('the order on the ballot is drawn after the list was fixed, on the announced day, and can be replayed by anybody', async () => {
    const electionId = await system.planned()
    const ids = await system.listed(electionId, heijplaat, 9)
    expect((await listOf(electionId)).isDrawn).toBe(false)
    expect((await draw(electionId, { when: '2026-01-23T08:59:00Z' })).body).toMatchObject({
      code: 'session-at-another-time',
    })
    expect((await draw(electionId, { when: '2026-01-29T10:00:00Z' })).body).toMatchObject({ code: 'lot-too-early' })
    expect((await draw(electionId)).body).toMatchObject({ status: 'listed' })
    const list = await listOf(electionId)
    expect(list.candidates.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(list.candidates.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const published = await system.ask('getBallotOrderDraw', { params: { electionId, wardCode: heijplaat } })
    const replayed = PublishedDraw.parse(published.body)
    expect(objectionsToDraw(replayed)).toEqual([])
    expect(replayed.order.map(({ id }) => id)).toEqual(list.candidates.map(({ id }) => id))
    const other = { ...replayed, evidence: { ...replayed.evidence, seed: '6 6 6' } }
    expect(objectionsToDraw(PublishedDraw.parse(other))).not.toEqual([])
  })

  it('the order on the ballot is drawn once, and again only after a correction with a reason; the first list remains readable', async () => {
    const electionId = await system.planned()
    const [first = ''] = await system.listed(electionId, heijplaat, 6)
    await draw(electionId)
    expect((await draw(electionId, { seed: '1 1 1' })).body).toMatchObject({ code: 'order-not-awaited' })
    const later = '2026-02-02T10:00:00Z'
    const silent = await system.onContest('openSession', electionId, heijplaat, later, {})
    expect(silent.body).toMatchObject({ code: 'correction-without-reason' })
    await system.onContest('openSession', electionId, heijplaat, later, { reason: 'Een kandidaat was te laat.' })
    expect(await listOf(electionId)).toMatchObject({ session: 1, isCurrent: false })
    const late = { outcome: 'invalid', reason: 'late', note: 'Ingediend na 15.00 uur.' }
    await system.judge(electionId, heijplaat, first, late, 2)
    await system.onContest('closeSession', electionId, heijplaat, later)
    expect(await listOf(electionId)).toMatchObject({ session: 2, isCurrent: true, isDrawn: false })
    const again = { when: '2026-02-02T11:00:00Z', seed: '4 4 2' }
    expect((await draw(electionId, again, '2026-02-02T12:00:00Z')).body).toMatchObject({ status: 'listed', session: 2 })
    expect((await listOf(electionId)).candidates).toHaveLength(5)
    expect(await listOf(electionId, { session: 1 })).toMatchObject({ session: 1, isDrawn: true, isCurrent: false })
    expect((await listOf(electionId, { session: 1 })).candidates).toHaveLength(6)
  })

  it('the order on the ballot no longer changes once polling is open', async () => {
    const electionId = await system.planned()
    await system.listed(electionId, heijplaat, 6)
    const late = await system.onContest('openSession', electionId, heijplaat, moments.polling, {
      reason: 'Te laat.....',
    })
    expect(late.body).toMatchObject({ code: 'polling-opened' })
  })
})

describe('a wrong name on the ballot', () => {
  const correct = (
    electionId: string,
    nominationId: string,
    at: string,
    ifMatch: number,
    ballotName = 'Jan A. Jansen',
  ) =>
    system.ask('correctBallotName', {
      at,
      params: { electionId, wardCode: heijplaat, nominationId },
      ifMatch,
      body: { ballotName, reason: 'De voorletter ontbrak.' },
    })
  const nameIn = async (electionId: string, id: string, query?: { session: number }) =>
    (await listOf(electionId, query ?? {})).candidates.find((each) => each.id === id)?.ballotName

  it('a wrong name on the ballot is corrected in a later session; the first list keeps the old name', async () => {
    const electionId = await system.planned()
    const [id = ''] = await system.listed(electionId, heijplaat, 6)
    const before = await nameIn(electionId, id)
    expect((await correct(electionId, id, moments.lot, 2)).body).toMatchObject({ code: 'not-in-session' })
    const later = '2026-02-10T10:00:00Z'
    await system.onContest('openSession', electionId, heijplaat, later, { reason: 'Een naam klopt niet.' })
    expect((await correct(electionId, id, later, 2, before)).body).toMatchObject({ code: 'ballot-name-already-so' })
    const corrected = await correct(electionId, id, later, 2)
    expect(corrected.body).toMatchObject({ status: 'valid', ballotName: 'Jan A. Jansen' })
    expect(corrected.body).toMatchObject({ nameCorrections: [{ was: before, session: 2 }] })
    await system.onContest('closeSession', electionId, heijplaat, later)
    expect(await nameIn(electionId, id)).toBe('Jan A. Jansen')
    expect(await nameIn(electionId, id, { session: 1 })).toBe(before)
  })

  it('a wrong name on the ballot keeps its correction when the nomination is judged afterwards', async () => {
    const electionId = await system.planned()
    const id = await system.nominated(electionId, heijplaat, 'misspelt')
    await system.onContest('openSession', electionId, heijplaat, moments.session, {})
    expect((await correct(electionId, id, moments.session, 1)).status).toBe(200)
    const judged = await system.judge(electionId, heijplaat, id, { outcome: 'valid' }, 2)
    expect(judged.body).toMatchObject({ ballotName: 'Jan A. Jansen', nameCorrections: [{ session: 1 }] })
  })

  it('a wrong name on the ballot of a refused nomination cannot be corrected', async () => {
    const electionId = await system.planned()
    const id = await system.nominated(electionId, heijplaat, 'dead')
    await system.onContest('openSession', electionId, heijplaat, moments.session, {})
    await system.judge(
      electionId,
      heijplaat,
      id,
      { outcome: 'invalid', reason: 'died', note: 'Overleden op 24 januari.' },
      1,
    )
    expect((await correct(electionId, id, moments.session, 2)).body).toMatchObject({ code: 'nomination-gone' })
  })
})

describe('a candidate', () => {
  it('a candidate in the wrong ward is moved while both wards are in session, and judged in the right one', async () => {
    const electionId = await system.planned()
    const nominationId = await system.nominated(electionId, heijplaat, 'moved')
    const move = () =>
      system.ask('moveNomination', {
        at: moments.session,
        params: { electionId, wardCode: heijplaat, nominationId },
        ifMatch: 1,
        body: { wardCode: 'pernis' },
      })
    await system.onContest('openSession', electionId, heijplaat, moments.session, {})
    expect((await move()).body).toMatchObject({ code: 'other-ward-not-in-session', facts: { wardCode: 'pernis' } })
    await system.onContest('openSession', electionId, 'pernis', moments.session, {})
    expect((await move()).body).toMatchObject({ status: 'moved', movedTo: 'pernis' })
    await system.judge(electionId, 'pernis', nominationId, { outcome: 'valid' }, 1)
    await system.onContest('closeSession', electionId, 'pernis', moments.session)
    expect((await listOf(electionId, {}, 'pernis')).candidates.map(({ id }) => id)).toEqual([nominationId])
    const mine = { params: { electionId }, by: resident('moved', heijplaat) }
    expect((await system.ask('getMyNomination', mine)).body).toMatchObject({ wardCode: 'pernis', status: 'valid' })
  })

  it('a candidate who died after the list was fixed remains on it, but cannot get a seat', async () => {
    const electionId = await system.planned()
    const [nominationId = ''] = await system.listed(electionId, heijplaat, 8)
    const drop = { at: moments.lot, params: { electionId, wardCode: heijplaat, nominationId }, ifMatch: 2 }
    const gone = await system.ask('dropCandidate', { ...drop, body: { reason: 'died', on: '2026-01-28' } })
    expect(gone.body).toMatchObject({ status: 'dropped' })
    expect((await listOf(electionId)).candidates).toHaveLength(8)
  })
})

describe('two officers in parallel', () => {
  it('two officers in parallel decide about one nomination: one succeeds, the other gets a conflict', async () => {
    const electionId = await system.planned()
    const nominationId = await system.nominated(electionId, heijplaat, 'disputed')
    await system.onContest('openSession', electionId, heijplaat, moments.session, {})
    const both = await Promise.all([
      system.judge(electionId, heijplaat, nominationId, { outcome: 'valid' }, 1),
      system.judge(electionId, heijplaat, nominationId, { outcome: 'invalid', reason: 'late', note: 'Te laat.' }, 1),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('two officers in parallel see the nominations of a ward with the evidence for designations; nobody else does', async () => {
    const electionId = await system.planned()
    await system.nominated(electionId, heijplaat, 'seen')
    const list = (by: Parameters<typeof system.ask>[1]['by']) =>
      system.ask('listNominations', { params: { electionId, wardCode: heijplaat }, ...(by && { by }) })
    expect((await list(office)).body).toMatchObject({ items: [{ ballotName: nomination.ballotName }] })
    expect((await list(resident('neighbour', heijplaat))).status).toBe(403)
  })
})
