// The register of appeals against decisions about candidates and lists: terms, dates, names, rulings.
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Appeals,
  appealMoments,
  granted,
  invalid,
  startAppeals,
} from '../support/builders/elections/appealed-ward.ts'
import { resident } from '../support/builders/elections/election-api.ts'

const wardCode = 'heijplaat'
const { monday, friday, later } = appealMoments
const lastDay = '2026-01-29'
const unknown = '0193c3c6-7a00-7000-8000-0000000000ee'
let system: Appeals
beforeAll(async () => {
  system = await startAppeals(wardCode)
})

describe('the register of appeals', () => {
  it('the register of appeals takes an appeal with its dates, and hides only the appellant from the public', async () => {
    const { electionId, out } = await system.refused()
    const id = await system.appealed(electionId, out)
    expect(await system.register(electionId)).toEqual({
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
    expect((await system.ask('getAppeal', own)).body).toMatchObject({ fileNumber: 'BER-2026-014' })
    const neighbour = await system.ask('getAppeal', { ...own, by: resident('neighbour', wardCode) })
    expect(neighbour.body).toMatchObject({ code: 'forbidden' })
    await system.rule(electionId, id, {
      outcome: 'dismissed',
      ruledOn: '2026-01-29',
      reason: 'De inschrijving was elders.',
    })
    expect(await system.register(electionId)).toMatchObject({
      items: [{ status: 'dismissed', ruledOn: '2026-01-29', reason: 'De inschrijving was elders.' }],
    })
    expect(JSON.stringify(await system.register(electionId))).not.toContain('BER-2026-014')
    expect(await system.contestNow(electionId)).toMatchObject({ status: 'judged' })
  })

  it('the register of appeals registers an appeal as late from the day after the term on', async () => {
    const { electionId, out } = await system.refused()
    await system.appealed(electionId, out, { receivedOn: '2026-01-30' }, later)
    await system.appealed(electionId, out, { receivedOn: lastDay }, later)
    // Sorted by date of receipt, not by order of registration.
    expect(await system.register(electionId)).toMatchObject({
      items: [
        { receivedOn: lastDay, isInTime: true },
        { receivedOn: '2026-01-30', isInTime: false },
      ],
    })
  })

  it('the register of appeals counts the term anew after the decision of a later session', async () => {
    const { electionId, ids } = await system.refused()
    const [first = ''] = ids
    await system.onContest('openSession', electionId, wardCode, later, { reason: 'Een kandidaat was te laat.' })
    await system.judge(electionId, wardCode, first, invalid, 2, later)
    const { body } = await system.registered(electionId, first, { receivedOn: '2026-02-08' }, '2026-02-09T09:00:00Z')
    expect(body).toMatchObject({ decidedOn: '2026-02-02', untilOn: '2026-02-08', isInTime: true })
  })

  it('the register of appeals refuses an appeal about an unknown candidate or no decision, with a date in the future or before the decision', async () => {
    const { electionId, out } = await system.refused()
    const open = await system.planned()
    const undecided = await system.nominated(open, wardCode, 'undecided')
    expect((await system.registered(electionId, unknown)).body).toMatchObject({ code: 'nomination-not-found' })
    expect((await system.registered(electionId, unknown, {}, monday, 'list')).body).toMatchObject({
      code: 'collective-list-not-found',
    })
    expect((await system.registered(open, undecided)).body).toMatchObject({ code: 'nothing-decided' })
    expect((await system.registered(electionId, out, { receivedOn: '2026-01-27' })).body).toMatchObject({
      code: 'day-in-the-future',
    })
    expect((await system.registered(electionId, out, { receivedOn: '2026-01-22' })).body).toMatchObject({
      code: 'appeal-before-decision',
      facts: { decidedOn: '2026-01-23' },
    })
    expect(await system.register(electionId)).toEqual({ items: [] })
  })

  it('the register of appeals does not publish the name of anybody who is not on the list', async () => {
    const { electionId, out, ids } = await system.refused()
    for (const grounds of ['Mevrouw Van Dijk woont er wel: Dijk.', 'Kandidaat b. van dijk woont hier.'])
      expect((await system.registered(electionId, out, { grounds })).body).toMatchObject({
        code: 'names-a-person',
        errors: [{ pointer: '/grounds' }],
      })
    const appealId = await system.appealed(electionId, out)
    const named = await system.rule(electionId, appealId, { ...granted, reason: 'B. van Dijk woont in de wijk.' })
    expect(named.body).toMatchObject({ code: 'names-a-person', errors: [{ pointer: '/reason' }] })
    // The names of candidates on the list are public, so they may be used.
    await system.appealed(electionId, ids[0] ?? '', { grounds: 'A. de Vries woont niet in de wijk.' })
  })

  it('the register of appeals stores one ruling, dated between the appeal and today, even if two officers enter it in parallel', async () => {
    const { electionId, out, ids } = await system.refused()
    const id = await system.appealed(electionId, out)
    const dismissed = { outcome: 'dismissed', ruledOn: '2026-01-30', reason: 'De inschrijving was elders.' }
    expect((await system.rule(electionId, id, { ...dismissed, ruledOn: '2026-01-25' })).body).toMatchObject({
      code: 'ruling-before-receipt',
      facts: { receivedOn: '2026-01-26' },
    })
    expect((await system.rule(electionId, id, { ...dismissed, ruledOn: '2026-01-31' })).body).toMatchObject({
      code: 'day-in-the-future',
    })
    const both = await Promise.all([
      system.rule(electionId, id, dismissed, friday, 1),
      system.rule(electionId, id, granted, friday, 1),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const twice = await system.rule(electionId, id, { outcome: 'withdrawn', ruledOn: '2026-01-30' })
    expect(twice.body).toMatchObject({ code: 'appeal-decided' })
    const withdrawn = await system.appealed(electionId, ids[0] ?? '', { receivedOn: '2026-01-23' }, friday)
    const answered = await system.rule(electionId, withdrawn, { outcome: 'withdrawn', ruledOn: '2026-01-30' })
    expect(answered.body).toMatchObject({ status: 'withdrawn', ruledOn: '2026-01-30' })
  })
})
