// What a granted appeal does: the list is not in force until a later session has decided again.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  type Appeals,
  appealMoments,
  granted,
  invalid,
  startAppeals,
} from '../support/builders/elections/appealed-ward.ts'
import { asOfficer, bram, drawnWard, evening } from '../support/builders/elections/counted-ward.ts'
import { moments, office, resident } from '../support/builders/elections/election-api.ts'

const wardCode = 'heijplaat'
const { monday, friday, later } = appealMoments

let system: Appeals
beforeAll(async () => {
  system = await startAppeals(wardCode)
})

describe('a granted appeal', () => {
  it('a granted appeal blocks the list until a later session has decided again about the appellant', async () => {
    const { electionId, out } = await system.refused()
    const id = await system.appealed(electionId, out)
    const answered = await system.rule(electionId, id, granted)
    expect(answered.body).toMatchObject({ status: 'granted', afterSession: 1 })
    expect(await system.contestNow(electionId)).toMatchObject({ status: 'overturned', overturnedBy: id, session: 1 })
    const stopped = await system.drawnOrder(electionId, friday)
    expect(stopped.body).toMatchObject({ code: 'order-not-awaited', facts: { status: 'overturned' } })
    expect(JSON.stringify(stopped.body)).toContain('beroep')
    expect(await system.nominationNow(electionId, out)).toMatchObject({ status: 'submitted' })
    const { body } = await system.ask('getCandidateList', { params: { electionId, wardCode } })
    expect(body).toMatchObject({ session: 1, isCurrent: false })

    const silent = await system.onContest('openSession', electionId, wardCode, later, {})
    expect(silent.body).toMatchObject({ code: 'correction-without-reason' })
    await system.onContest('openSession', electionId, wardCode, later, { reason: 'Het beroep is gegrond.' })
    const early = await system.onContest('closeSession', electionId, wardCode, later)
    expect(early.body).toMatchObject({ code: 'nominations-not-judged', facts: { open: 1 } })
    await system.judge(electionId, wardCode, out, { outcome: 'valid' }, 3, later)
    await system.onContest('closeSession', electionId, wardCode, later)
    const drawn = await system.drawnOrder(electionId, '2026-02-02T12:00:00Z', { when: '2026-02-02T11:00:00Z' })
    expect(drawn.body).toMatchObject({ status: 'listed', session: 2, candidates: 9 })
  })

  it('a granted appeal is decided in the session that is open, which cannot close without it', async () => {
    const { electionId, ids } = await system.refused()
    const [first = '', second = ''] = ids
    const id = await system.appealed(electionId, first)
    await system.onContest('openSession', electionId, wardCode, friday, { reason: 'Een kandidaat was te laat.' })
    await system.judge(electionId, wardCode, second, invalid, 2, friday)
    expect((await system.rule(electionId, id, granted)).body).toMatchObject({ status: 'granted', afterSession: 1 })
    expect(await system.contestNow(electionId)).toMatchObject({ status: 'in-session', session: 2 })
    const open = await system.onContest('closeSession', electionId, wardCode, later)
    expect(open.body).toMatchObject({ code: 'nominations-not-judged' })
    // Somebody who judges the version from before the ruling gets a conflict.
    expect((await system.judge(electionId, wardCode, first, invalid, 2, later)).status).toBe(412)
    await system.judge(electionId, wardCode, first, invalid, 3, later)
    expect((await system.onContest('closeSession', electionId, wardCode, later)).body).toMatchObject({ candidates: 6 })
  })

  it('a granted appeal about a list makes a session decide about the list again', async () => {
    const electionId = await system.planned()
    const [a, b] = [
      await system.nominated(electionId, wardCode, 'la'),
      await system.nominated(electionId, wardCode, 'lb'),
    ]
    const designation = { kind: 'association', name: 'Bewoners', evidence: 'Zie de statuten.' }
    const handed = await system.ask('nominateList', {
      ...{ at: moments.open, by: resident('la', wardCode), params: { electionId, wardCode } },
      body: { designation, candidates: [a, b] },
    })
    const listId = z.object({ id: z.string() }).parse(handed.body).id
    const params = { electionId, wardCode, listId }
    await system.ask('consentToList', { params, by: resident('la', wardCode), at: moments.open, ifMatch: 1 })
    await system.onContest('openSession', electionId, wardCode, moments.session, {})
    await system.judge(electionId, wardCode, a, { outcome: 'valid' }, 2)
    await system.judge(electionId, wardCode, b, { outcome: 'valid' }, 1)
    const verdict = { outcome: 'invalid', reason: 'incomplete', note: 'Geen bewijs.' }
    await system.ask('judgeList', { params, at: moments.session, ifMatch: 2, body: verdict })
    await system.onContest('closeSession', electionId, wardCode, moments.session)
    const id = await system.appealed(electionId, listId, {}, monday, 'list')
    await system.rule(electionId, id, granted)
    await system.onContest('openSession', electionId, wardCode, later, { reason: 'Het beroep is gegrond.' })
    expect((await system.onContest('closeSession', electionId, wardCode, later)).body).toMatchObject({
      code: 'lists-not-judged',
    })
    const proved = { outcome: 'valid', isDesignationProved: true }
    await system.ask('judgeList', { params, at: later, ifMatch: 4, body: proved })
    await system.onContest('closeSession', electionId, wardCode, later)
    const { body } = await system.ask('getCandidateList', { params: { electionId, wardCode } })
    expect(body).toMatchObject({ lists: [{ id: listId, candidates: [a] }] })
  })

  it('a granted appeal and a second one about the same decision need only one session', async () => {
    const { electionId, out } = await system.refused()
    const [one, two] = [
      await system.appealed(electionId, out),
      await system.appealed(electionId, out, { fileNumber: '15' }),
    ]
    expect((await system.rule(electionId, one, granted)).status).toBe(200)
    expect((await system.rule(electionId, two, granted)).body).toMatchObject({ status: 'granted', afterSession: 1 })
    expect(await system.contestNow(electionId)).toMatchObject({ status: 'overturned' })
    expect((await system.registered(electionId, out)).body).toMatchObject({ code: 'nothing-decided' })
  })

  it('a granted appeal and the lot at the same moment run one after the other, and no order of an overturned list remains valid', async () => {
    const { electionId, out } = await system.refused()
    const id = await system.appealed(electionId, out)
    const [drawn, ruling] = await Promise.all([
      system.drawnOrder(electionId, friday),
      system.rule(electionId, id, granted, friday, 1),
    ])
    expect([drawn.status, ruling.status].filter((status) => status === 200).length).toBeGreaterThan(0)
    if (ruling.status !== 200) await system.rule(electionId, id, granted)
    expect(await system.contestNow(electionId)).toMatchObject({ status: 'overturned' })
  })

  it('a granted appeal after polling was registered as late; no result can follow, and the vote is annulled', async () => {
    const electionId = await system.planned()
    const [first = ''] = await drawnWard(system, electionId, wardCode, 9)
    const id = await system.appealed(electionId, first, { receivedOn: '2026-03-18' }, evening)
    expect(await system.register(electionId)).toMatchObject({ items: [{ isInTime: false }] })
    const ruling = { ...granted, ruledOn: '2026-03-20' }
    const ruled = await system.rule(electionId, id, ruling, '2026-03-20T09:00:00Z')
    expect(ruled.body).toMatchObject({ status: 'granted', afterSession: 1 })
    const session = await system.onContest('openSession', electionId, wardCode, evening, { reason: 'Beroep gegrond.' })
    expect(session.body).toMatchObject({ code: 'polling-opened' })
    const proposed = await asOfficer(system, 'proposeResult', { electionId, wardCode }, office, { electorate: 900 })
    expect(proposed.body).toMatchObject({ code: 'result-not-possible', facts: { status: 'overturned' } })
    const reason = { reason: 'Het beroep tegen de lijst is gegrond.' }
    const off = await asOfficer(system, 'cancelContest', { electionId, wardCode }, office, reason)
    expect(off.body).toMatchObject({ code: 'votes-were-cast' })
    const annulled = { ...reason, orderedBy: 'court' }
    expect((await asOfficer(system, 'annulContest', { electionId, wardCode }, office, annulled)).status).toBe(200)
  })

  it('a granted appeal does not change an established result', async () => {
    const electionId = await system.planned()
    const [first = ''] = await drawnWard(system, electionId, wardCode, 7)
    await asOfficer(system, 'proposeResult', { electionId, wardCode }, office, { electorate: 900 })
    await asOfficer(system, 'establishResult', { electionId, wardCode }, bram)
    const at = '2026-03-26T09:00:00Z'
    const id = await system.appealed(electionId, first, { receivedOn: '2026-03-25' }, at)
    const { body } = await system.rule(electionId, id, { ...granted, ruledOn: '2026-03-26' }, at)
    expect(body).toMatchObject({ status: 'granted' })
    expect(body).not.toHaveProperty('afterSession')
    expect(await system.contestNow(electionId)).toMatchObject({ status: 'established' })
    expect(await system.nominationNow(electionId, first)).toMatchObject({ status: 'valid' })
  })
})

describe('a candidate who was moved to another ward', () => {
  it('a candidate who was moved to another ward is moved back, after an appeal, and judged in the first ward', async () => {
    const electionId = await system.planned()
    const id = await system.nominated(electionId, wardCode, `${electionId}-moved`)
    const move = (from: string, to: string, ifMatch: number, at: string) =>
      system.ask('moveNomination', {
        ...{ at, ifMatch, params: { electionId, wardCode: from, nominationId: id } },
        body: { wardCode: to },
      })
    for (const ward of [wardCode, 'pernis'])
      await system.onContest('openSession', electionId, ward, moments.session, {})
    expect((await move(wardCode, 'pernis', 1, moments.session)).status).toBe(200)
    await system.judge(electionId, 'pernis', id, { outcome: 'valid' }, 1)
    for (const ward of [wardCode, 'pernis']) await system.onContest('closeSession', electionId, ward, moments.session)
    const appealId = await system.appealed(electionId, id)
    expect((await system.rule(electionId, appealId, granted)).body).toMatchObject({
      decision: 'moved',
      afterSession: 1,
    })
    for (const ward of [wardCode, 'pernis'])
      await system.onContest('openSession', electionId, ward, later, { reason: 'Het beroep is gegrond.' })
    expect((await move('pernis', wardCode, 2, later)).body).toMatchObject({ status: 'moved', movedTo: wardCode })
    expect((await system.judge(electionId, wardCode, id, { outcome: 'valid' }, 3, later)).status).toBe(200)
    const mine = { params: { electionId }, by: resident(`${electionId}-moved`, wardCode) }
    expect((await system.ask('getMyNomination', mine)).body).toMatchObject({ wardCode, status: 'valid' })
  })
})
