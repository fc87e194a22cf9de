// The register of appeals against decisions about candidates and lists: appeals, rulings, and the effects of a granted appeal.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  asOfficer,
  bram,
  drawnWard,
  drawOrder,
  evening,
  versionOf,
} from '../support/builders/elections/counted-ward.ts'
import { moments, office, resident, startElections } from '../support/builders/elections/election-api.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const wardCode = 'heijplaat'
const monday = '2026-01-26T09:00:00Z'
const friday = '2026-01-30T15:00:00Z'
const later = '2026-02-02T10:00:00Z'
const lastDay = '2026-01-29'
const unknown = '0193c3c6-7a00-7000-8000-0000000000ee'
const Made = z.object({ id: z.string(), status: z.string() })
const Contest = z.looseObject({ status: z.string(), session: z.int().optional() })
const invalid = { outcome: 'invalid', reason: 'not-in-the-ward', note: 'Staat elders ingeschreven.' }
const granted = { outcome: 'granted', ruledOn: '2026-01-30', reason: 'De kandidaat woonde wel in de wijk.' }
const ask: typeof system.ask = (name, input) => system.ask(name, input)

const registered = (electionId: string, id: string, more: object = {}, at = monday, kind = 'nomination') =>
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
const appealed = async (electionId: string, id: string, more: object = {}, at = monday, kind = 'nomination') => {
  const answered = await registered(electionId, id, more, at, kind)
  expect(answered.status, JSON.stringify(answered.body)).toBe(201)
  return Made.parse(answered.body).id
}
const rule = async (electionId: string, appealId: string, body: object, at = friday, ifMatch?: number) => {
  const params = { electionId, wardCode, appealId }
  const version = ifMatch ?? versionOf(await ask('getAppeal', { params, at }))
  return ask('ruleOnAppeal', { params, at, body, ifMatch: version })
}
const register = async (electionId: string) => (await ask('listAppeals', { params: { electionId, wardCode } })).body
const contestNow = async (electionId: string) =>
  Contest.parse((await ask('getContest', { params: { electionId, wardCode } })).body)
const nominationNow = async (electionId: string, id: string) => {
  const { body } = await ask('listNominations', { params: { electionId, wardCode }, query: { limit: '100' } })
  const { items } = z.object({ items: z.array(z.looseObject({ id: z.string(), status: z.string() })) }).parse(body)
  return items.find((each) => each.id === id)
}

/** A ward with a fixed list of eight, and one nomination that the committee refused. */
const refused = async () => {
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
}
const drawnOrder = (electionId: string, at: string = moments.lot, more: object = {}) =>
  system.onContest('drawBallotOrder', electionId, wardCode, at, { ...drawOrder, ...more })

describe('the register of appeals', () => {
  it('takes an appeal with its dates, and hides only the appellant from the public', async () => {
    const { electionId, out } = await refused()
    const id = await appealed(electionId, out)
    expect(await register(electionId)).toEqual({
      items: [
        {
          ...{ id, electionId, wardCode, status: 'received', against: { kind: 'nomination', id: out } },
          ...{ decision: 'invalid', decidedOn: '2026-01-23', receivedOn: '2026-01-26', untilOn: lastDay },
          ...{ isInTime: true, judgedBy: 'committee-for-election-matters' },
          grounds: 'De kandidaat woonde op de dag van de kandidaatstelling in de wijk.',
          registeredAt: '2026-01-26T09:00:00.000Z',
        },
      ],
    })
    const own = { params: { electionId, wardCode, appealId: id } }
    expect((await ask('getAppeal', own)).body).toMatchObject({ fileNumber: 'BER-2026-014' })
    const neighbour = await ask('getAppeal', { ...own, by: resident('neighbour', wardCode) })
    expect(neighbour.body).toMatchObject({ code: 'forbidden' })
    await rule(electionId, id, { outcome: 'dismissed', ruledOn: '2026-01-29', reason: 'De inschrijving was elders.' })
    expect(await register(electionId)).toMatchObject({
      items: [{ status: 'dismissed', ruledOn: '2026-01-29', reason: 'De inschrijving was elders.' }],
    })
    expect(JSON.stringify(await register(electionId))).not.toContain('BER-2026-014')
    expect(await contestNow(electionId)).toMatchObject({ status: 'judged' })
  })

  it('registers an appeal as late from the day after the term on', async () => {
    const { electionId, out } = await refused()
    await appealed(electionId, out, { receivedOn: '2026-01-30' }, later)
    await appealed(electionId, out, { receivedOn: lastDay }, later)
    // Sorted by date of receipt, not by order of registration.
    expect(await register(electionId)).toMatchObject({
      items: [
        { receivedOn: lastDay, isInTime: true },
        { receivedOn: '2026-01-30', isInTime: false },
      ],
    })
  })

  it('counts the term anew after the decision of a later session', async () => {
    const { electionId, ids } = await refused()
    const [first = ''] = ids
    await system.onContest('openSession', electionId, wardCode, later, { reason: 'Een kandidaat was te laat.' })
    await system.judge(electionId, wardCode, first, invalid, 2, later)
    const { body } = await registered(electionId, first, { receivedOn: '2026-02-08' }, '2026-02-09T09:00:00Z')
    expect(body).toMatchObject({ decidedOn: '2026-02-02', untilOn: '2026-02-08', isInTime: true })
  })

  it('refuses an appeal about an unknown candidate or no decision, with a date in the future or before the decision', async () => {
    const { electionId, out } = await refused()
    const open = await system.planned()
    const undecided = await system.nominated(open, wardCode, 'undecided')
    expect((await registered(electionId, unknown)).body).toMatchObject({ code: 'nomination-not-found' })
    expect((await registered(electionId, unknown, {}, monday, 'list')).body).toMatchObject({
      code: 'collective-list-not-found',
    })
    expect((await registered(open, undecided)).body).toMatchObject({ code: 'nothing-decided' })
    expect((await registered(electionId, out, { receivedOn: '2026-01-27' })).body).toMatchObject({
      code: 'day-in-the-future',
    })
    expect((await registered(electionId, out, { receivedOn: '2026-01-22' })).body).toMatchObject({
      code: 'appeal-before-decision',
      facts: { decidedOn: '2026-01-23' },
    })
    expect(await register(electionId)).toEqual({ items: [] })
  })

  it('does not publish the name of anybody who is not on the list', async () => {
    const { electionId, out, ids } = await refused()
    for (const grounds of ['Mevrouw Van Dijk woont er wel: Dijk.', 'Kandidaat b. van dijk woont hier.'])
      expect((await registered(electionId, out, { grounds })).body).toMatchObject({
        code: 'names-a-person',
        errors: [{ pointer: '/grounds' }],
      })
    const appealId = await appealed(electionId, out)
    const named = await rule(electionId, appealId, { ...granted, reason: 'B. van Dijk woont in de wijk.' })
    expect(named.body).toMatchObject({ code: 'names-a-person', errors: [{ pointer: '/reason' }] })
    // The names of candidates on the list are public, so they may be used.
    await appealed(electionId, ids[0] ?? '', { grounds: 'A. de Vries woont niet in de wijk.' })
  })

  it('stores one ruling, dated between the appeal and today, even if two officers enter it in parallel', async () => {
    const { electionId, out, ids } = await refused()
    const id = await appealed(electionId, out)
    const dismissed = { outcome: 'dismissed', ruledOn: '2026-01-30', reason: 'De inschrijving was elders.' }
    expect((await rule(electionId, id, { ...dismissed, ruledOn: '2026-01-25' })).body).toMatchObject({
      code: 'ruling-before-receipt',
      facts: { receivedOn: '2026-01-26' },
    })
    expect((await rule(electionId, id, { ...dismissed, ruledOn: '2026-01-31' })).body).toMatchObject({
      code: 'day-in-the-future',
    })
    const both = await Promise.all([
      rule(electionId, id, dismissed, friday, 1),
      rule(electionId, id, granted, friday, 1),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const twice = await rule(electionId, id, { outcome: 'withdrawn', ruledOn: '2026-01-30' })
    expect(twice.body).toMatchObject({ code: 'appeal-decided' })
    const withdrawn = await appealed(electionId, ids[0] ?? '', { receivedOn: '2026-01-23' }, friday)
    const answered = await rule(electionId, withdrawn, { outcome: 'withdrawn', ruledOn: '2026-01-30' })
    expect(answered.body).toMatchObject({ status: 'withdrawn', ruledOn: '2026-01-30' })
  })
})

describe('a granted appeal', () => {
  it('blocks the list until a later session has decided again about the appellant', async () => {
    const { electionId, out } = await refused()
    const id = await appealed(electionId, out)
    const answered = await rule(electionId, id, granted)
    expect(answered.body).toMatchObject({ status: 'granted', afterSession: 1 })
    expect(await contestNow(electionId)).toMatchObject({ status: 'overturned', overturnedBy: id, session: 1 })
    const stopped = await drawnOrder(electionId, friday)
    expect(stopped.body).toMatchObject({ code: 'order-not-awaited', facts: { status: 'overturned' } })
    expect(JSON.stringify(stopped.body)).toContain('beroep')
    expect(await nominationNow(electionId, out)).toMatchObject({ status: 'submitted' })
    const { body } = await ask('getCandidateList', { params: { electionId, wardCode } })
    expect(body).toMatchObject({ session: 1, isCurrent: false })

    const silent = await system.onContest('openSession', electionId, wardCode, later, {})
    expect(silent.body).toMatchObject({ code: 'correction-without-reason' })
    await system.onContest('openSession', electionId, wardCode, later, { reason: 'Het beroep is gegrond.' })
    const early = await system.onContest('closeSession', electionId, wardCode, later)
    expect(early.body).toMatchObject({ code: 'nominations-not-judged', facts: { open: 1 } })
    await system.judge(electionId, wardCode, out, { outcome: 'valid' }, 3, later)
    await system.onContest('closeSession', electionId, wardCode, later)
    const drawn = await drawnOrder(electionId, '2026-02-02T12:00:00Z', { when: '2026-02-02T11:00:00Z' })
    expect(drawn.body).toMatchObject({ status: 'listed', session: 2, candidates: 9 })
  })

  it('is decided in the session that is open, which cannot close without it', async () => {
    const { electionId, ids } = await refused()
    const [first = '', second = ''] = ids
    const id = await appealed(electionId, first)
    await system.onContest('openSession', electionId, wardCode, friday, { reason: 'Een kandidaat was te laat.' })
    await system.judge(electionId, wardCode, second, invalid, 2, friday)
    expect((await rule(electionId, id, granted)).body).toMatchObject({ status: 'granted', afterSession: 1 })
    expect(await contestNow(electionId)).toMatchObject({ status: 'in-session', session: 2 })
    const open = await system.onContest('closeSession', electionId, wardCode, later)
    expect(open.body).toMatchObject({ code: 'nominations-not-judged' })
    // Somebody who judges the version from before the ruling gets a conflict.
    expect((await system.judge(electionId, wardCode, first, invalid, 2, later)).status).toBe(412)
    await system.judge(electionId, wardCode, first, invalid, 3, later)
    expect((await system.onContest('closeSession', electionId, wardCode, later)).body).toMatchObject({ candidates: 6 })
  })

  it('about a list makes a session decide about the list again', async () => {
    const electionId = await system.planned()
    const [a, b] = [
      await system.nominated(electionId, wardCode, 'la'),
      await system.nominated(electionId, wardCode, 'lb'),
    ]
    const designation = { kind: 'association', name: 'Bewoners', evidence: 'Zie de statuten.' }
    const handed = await ask('nominateList', {
      ...{ at: moments.open, by: resident('la', wardCode), params: { electionId, wardCode } },
      body: { designation, candidates: [a, b] },
    })
    const listId = z.object({ id: z.string() }).parse(handed.body).id
    const params = { electionId, wardCode, listId }
    await ask('consentToList', { params, by: resident('la', wardCode), at: moments.open, ifMatch: 1 })
    await system.onContest('openSession', electionId, wardCode, moments.session, {})
    await system.judge(electionId, wardCode, a, { outcome: 'valid' }, 2)
    await system.judge(electionId, wardCode, b, { outcome: 'valid' }, 1)
    const verdict = { outcome: 'invalid', reason: 'incomplete', note: 'Geen bewijs.' }
    await ask('judgeList', { params, at: moments.session, ifMatch: 2, body: verdict })
    await system.onContest('closeSession', electionId, wardCode, moments.session)
    const id = await appealed(electionId, listId, {}, monday, 'list')
    await rule(electionId, id, granted)
    await system.onContest('openSession', electionId, wardCode, later, { reason: 'Het beroep is gegrond.' })
    expect((await system.onContest('closeSession', electionId, wardCode, later)).body).toMatchObject({
      code: 'lists-not-judged',
    })
    const proved = { outcome: 'valid', isDesignationProved: true }
    await ask('judgeList', { params, at: later, ifMatch: 4, body: proved })
    await system.onContest('closeSession', electionId, wardCode, later)
    const { body } = await ask('getCandidateList', { params: { electionId, wardCode } })
    expect(body).toMatchObject({ lists: [{ id: listId, candidates: [a] }] })
  })

  it('and a second one about the same decision need only one session', async () => {
    const { electionId, out } = await refused()
    const [one, two] = [await appealed(electionId, out), await appealed(electionId, out, { fileNumber: '15' })]
    expect((await rule(electionId, one, granted)).status).toBe(200)
    expect((await rule(electionId, two, granted)).body).toMatchObject({ status: 'granted', afterSession: 1 })
    expect(await contestNow(electionId)).toMatchObject({ status: 'overturned' })
    expect((await registered(electionId, out)).body).toMatchObject({ code: 'nothing-decided' })
  })

  it('and the lot at the same moment run one after the other, and no order of an overturned list remains valid', async () => {
    const { electionId, out } = await refused()
    const id = await appealed(electionId, out)
    const [drawn, ruling] = await Promise.all([
      drawnOrder(electionId, friday),
      rule(electionId, id, granted, friday, 1),
    ])
    expect([drawn.status, ruling.status].filter((status) => status === 200).length).toBeGreaterThan(0)
    if (ruling.status !== 200) await rule(electionId, id, granted)
    expect(await contestNow(electionId)).toMatchObject({ status: 'overturned' })
  })

  it('after polling was registered as late; no result can follow, and the vote is annulled', async () => {
    const electionId = await system.planned()
    const [first = ''] = await drawnWard(system, electionId, wardCode, 9)
    const id = await appealed(electionId, first, { receivedOn: '2026-03-18' }, evening)
    expect(await register(electionId)).toMatchObject({ items: [{ isInTime: false }] })
    const ruling = { ...granted, ruledOn: '2026-03-20' }
    const ruled = await rule(electionId, id, ruling, '2026-03-20T09:00:00Z')
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

  it('does not change an established result', async () => {
    const electionId = await system.planned()
    const [first = ''] = await drawnWard(system, electionId, wardCode, 7)
    await asOfficer(system, 'proposeResult', { electionId, wardCode }, office, { electorate: 900 })
    await asOfficer(system, 'establishResult', { electionId, wardCode }, bram)
    const at = '2026-03-26T09:00:00Z'
    const id = await appealed(electionId, first, { receivedOn: '2026-03-25' }, at)
    const { body } = await rule(electionId, id, { ...granted, ruledOn: '2026-03-26' }, at)
    expect(body).toMatchObject({ status: 'granted' })
    expect(body).not.toHaveProperty('afterSession')
    expect(await contestNow(electionId)).toMatchObject({ status: 'established' })
    expect(await nominationNow(electionId, first)).toMatchObject({ status: 'valid' })
  })
})

describe('a candidate who was moved to another ward', () => {
  it('is moved back, after an appeal, and judged in the first ward', async () => {
    const electionId = await system.planned()
    const id = await system.nominated(electionId, wardCode, `${electionId}-moved`)
    const move = (from: string, to: string, ifMatch: number, at: string) =>
      ask('moveNomination', {
        ...{ at, ifMatch, params: { electionId, wardCode: from, nominationId: id } },
        body: { wardCode: to },
      })
    for (const ward of [wardCode, 'pernis'])
      await system.onContest('openSession', electionId, ward, moments.session, {})
    expect((await move(wardCode, 'pernis', 1, moments.session)).status).toBe(200)
    await system.judge(electionId, 'pernis', id, { outcome: 'valid' }, 1)
    for (const ward of [wardCode, 'pernis']) await system.onContest('closeSession', electionId, ward, moments.session)
    const appealId = await appealed(electionId, id)
    expect((await rule(electionId, appealId, granted)).body).toMatchObject({ decision: 'moved', afterSession: 1 })
    for (const ward of [wardCode, 'pernis'])
      await system.onContest('openSession', electionId, ward, later, { reason: 'Het beroep is gegrond.' })
    expect((await move('pernis', wardCode, 2, later)).body).toMatchObject({ status: 'moved', movedTo: wardCode })
    expect((await system.judge(electionId, wardCode, id, { outcome: 'valid' }, 3, later)).status).toBe(200)
    const mine = { params: { electionId }, by: resident(`${electionId}-moved`, wardCode) }
    expect((await ask('getMyNomination', mine)).body).toMatchObject({ wardCode, status: 'valid' })
  })
})
