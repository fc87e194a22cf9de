// Who may do what with a ward agreement, by the roles they hold today; and the decision that each step needs.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startClimbing } from '../../functions/agreements/alarms/climb-alarm.ts'
import { part, startAgreementApi } from '../support/builders/agreements/agreement-api.ts'
import { giveRole } from '../support/builders/ward-roles.ts'

let api: Awaited<ReturnType<typeof startAgreementApi>>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  api = await startAgreementApi()
})
afterEach(() => vi.useRealTimers())

const codeOf = ({ body }: { readonly body: unknown }) =>
  z.looseObject({ code: z.string() }).safeParse(body).data?.code ?? 'done'
const somethingElse = { status: 409, body: { code: 'decision-about-something-else' } }

describe('a role by ward and term', () => {
  it('a role by ward and term gives the rights over an agreement; a role in the token does not', async () => {
    const by = { sub: 'token-only', ward: 'pernis', roles: ['moderator'] } as const
    const body = { title: 'x', from: '2026-01-01', until: '2030-01-01', text: [part('visie', 'Groen.', 'vision')] }
    expect(codeOf(await api.call('draftAgreement', undefined, { by, body }))).toBe('forbidden')
  })

  it('a role by ward and term is valid from its first to its last day, checked at each call', async () => {
    await giveRole(api.table, 'newcomer', 'coordinator', { ward: 'pernis', from: '2025-10-02', until: '2025-10-04' })
    const draft = async (at: string) => {
      const body = { wardCode: 'pernis', title: 'x', from: '2026-01-01', until: '2030-01-01', text: [part('a', 'b')] }
      return codeOf(await api.call('draftAgreement', undefined, { by: { sub: 'newcomer' }, at, body }))
    }
    expect(await draft('2025-10-01T12:00:00Z')).toBe('role-not-in-force')
    expect(await draft('2025-10-02T12:00:00Z')).toBe('done')
    expect(await draft('2025-10-04T00:00:00+02:00')).toBe('role-not-in-force')
  })

  it('a role by ward and term of a department is valid only for its own actions, however its name is written', async () => {
    const of = await api.draft()
    const action = await api.propose(of, { owner: { department: 'STADSBEHEER ', role: 'beheerder' } })
    const costing = { state: 'costed', budgetCents: 1, coveredBy: 'Voorjaarsnota' }
    expect(await api.step('costAction', 'another department', action, costing)).toMatchObject({
      status: 403,
      body: { code: 'not-your-department' },
    })
    expect(await api.step('costAction', 'department', action, costing)).toMatchObject({ status: 200 })
    await api.step('agreeAction', 'council', action)
    const report = (by: 'department' | 'another department' | 'manager' | 'member') =>
      api.call('reportProgress', by, { params: action, body: { text: 'Bezig.' } })
    expect(codeOf(await report('another department'))).toBe('not-your-department')
    expect(codeOf(await report('member'))).toBe('forbidden')
  })

  it('a role by ward and term of an alderman is valid only in the ward of that role', async () => {
    await giveRole(api.table, 'elsewhere', 'adopting-alderman', { ward: 'heijplaat' })
    const of = await api.draft()
    const signed = await api.call('signAgreement', undefined, {
      ...{ by: { sub: 'elsewhere' }, params: of, ifMatch: 1, body: { by: 'Wethouder' } },
    })
    expect(codeOf(signed)).toBe('not-your-ward')
  })

  it('a role by ward and term of the chair signs for the council only, even if the same person has other roles', async () => {
    await giveRole(api.table, 'council', 'ward-networker', { ward: 'pernis' })
    const of = await api.draft()
    await api.step('consultResidents', 'council', of, { closesAt: '2025-11-01T09:00:00Z' })
    api.setTime('2025-11-01T09:00:00Z')
    await api.step('askCosting', 'coordinator', of)
    await api.step('adoptAgreement', 'coordinator', of, { decisionId: await api.decision(of) })
    expect(await api.step('signAgreement', 'council', of, { by: 'A' })).toMatchObject({
      body: { signatures: [{ party: 'council' }] },
    })
    expect(codeOf(await api.step('signAgreement', 'council', of, { by: 'A' }))).toBe('signed-already')
    expect(codeOf(await api.step('signAgreement', 'member', of, { by: 'B' }))).toBe('forbidden')
  })
})

describe('a decision', () => {
  it('a decision applies only to the agreement that it is about', async () => {
    const [of, other] = [await api.draft(), await api.draft({ ...body, title: 'Een ander' })]
    for (const each of [of, other])
      await api.step('consultResidents', 'council', each, { closesAt: '2025-11-01T09:00:00Z' })
    api.setTime('2025-11-01T09:00:00Z')
    for (const each of [of, other]) await api.step('askCosting', 'council', each)
    const adopt = async (decisionId: string) => api.step('adoptAgreement', 'council', of, { decisionId })
    expect(await adopt(await api.decision(other))).toMatchObject(somethingElse)
    expect(await adopt(await api.decision())).toMatchObject(somethingElse)
    expect(await adopt(await api.decision(of))).toMatchObject({ status: 200, body: { status: 'adopted' } })
  })

  it('a decision that adopted an agreement cannot adopt a plan or a verdict, and one about a year cannot adopt another year', async () => {
    const { of, actions } = await api.published()
    const [action = { agreementId: '', actionId: '' }] = actions
    const { decisionId } = z
      .looseObject({ decisionId: z.string() })
      .parse((await api.call('getAgreement', undefined, { params: of })).body)
    api.setTime('2026-01-01T09:00:00Z')
    await api.sweep()
    const plan = (year: number, by: string) =>
      api.step('planYear', 'council', of, { year, because: 'Plan', text: [part('a', 'b')], decisionId: by })
    expect(await plan(2027, decisionId)).toMatchObject(somethingElse)
    const own = await api.decision(of)
    expect(await plan(2027, own)).toMatchObject({ status: 200 })
    expect(await plan(2027, own)).toMatchObject({ status: 200 })
    expect(await plan(2028, own)).toMatchObject(somethingElse)
    const judged = (by: string) =>
      api.step('judgeAction', 'council', action, { verdict: 'realised', reason: 'Gezien.', decisionId: by })
    expect(await judged(decisionId)).toMatchObject(somethingElse)
    expect(await judged(own)).toMatchObject(somethingElse)
    expect(await judged(await api.decision(of))).toMatchObject({ status: 200 })
  })
})

const body = {
  title: 'Wijkakkoord',
  from: '2026-01-01',
  until: '2030-01-01',
  text: [part('visie', 'Groen.', 'vision')],
}

describe('notices', () => {
  const alarmed = async () => {
    const { of, actions } = await api.published()
    api.setTime('2026-02-02T09:00:00Z')
    const raise = { reason: 'De speeltuin is er nog niet.', actionId: actions[0]?.actionId }
    const made = await api.call('raiseAlarm', 'member', { params: of, body: raise })
    return { ...of, alarmId: z.looseObject({ id: z.string() }).parse(made.body).id }
  }
  const listed = async (by: Parameters<typeof api.call>[1], query: { readonly [name: string]: string } = {}) => {
    const { body: answered } = await api.call('listNotices', by, { query })
    return z.object({ items: z.array(z.looseObject({ kind: z.string() })) }).safeParse(answered).data?.items.length
  }

  it('notices can be read only by people who hold the role in that ward today', async () => {
    await alarmed()
    expect([await listed('manager'), await listed('council'), await listed('clerk')]).toEqual([1, 0, 0])
    expect(codeOf(await api.call('listNotices', 'resident'))).toBe('no-notices-for-you')
    expect(codeOf(await api.call('listNotices', 'networker'))).toBe('no-notices-for-you')
    expect(codeOf(await api.call('listNotices', 'manager', { query: { wardCode: 'heijplaat' } }))).toBe('not-your-ward')
    await giveRole(api.table, 'former', 'ward-manager', { ward: 'pernis', until: '2026-01-01' })
    expect(codeOf(await api.call('listNotices', undefined, { by: { sub: 'former' } }))).toBe('role-not-in-force')
  })

  it('notices of an alderman are only for the alderman of that ward', async () => {
    const alarm = await alarmed()
    await giveRole(api.table, 'other-alderman', 'adopting-alderman', { ward: 'heijplaat' })
    const other = { by: { sub: 'other-alderman' } }
    const climb = startClimbing(api.environment)
    vi.setSystemTime('2026-03-20T09:00:00Z')
    api.setTime('2026-03-20T09:00:00Z')
    await climb(alarm, {})
    expect(await listed('alderman')).toBe(1)
    expect(await api.call('listNotices', undefined, other)).toMatchObject({ body: { items: [] } })
    const inPernis = { ...other, query: { role: 'alderman', wardCode: 'pernis' } }
    expect(codeOf(await api.call('listNotices', undefined, inPernis))).toBe('not-your-ward')
    for (const by of ['department', 'another department', 'clerk', 'member', 'manager'] as const)
      expect(codeOf(await api.call('listNotices', by, { query: { role: 'alderman' } }))).toBe('no-notices-for-you')
  })

  it('notices of a department are only for that department', async () => {
    const alarm = await alarmed()
    api.setTime('2026-02-20T09:00:00Z')
    // A late answer moves the alarm up to the department.
    const ifMatch = Number(
      (await api.call('getAgreementAlarm', undefined, { params: alarm })).headers.etag?.replaceAll('"', ''),
    )
    const late = await api.call('answerAlarm', 'manager', {
      params: alarm,
      ifMatch,
      body: { text: 'De speeltuin komt in mei.' },
    })
    expect(late).toMatchObject({ body: { department: 'Stadsbeheer', rungs: { length: 2 } } })
    expect([await listed('department'), await listed('another department')]).toEqual([1, 0])
    const other = await api.call('answerAlarm', 'another department', {
      params: alarm,
      ifMatch: 3,
      body: { text: 'Dat is niet aan ons.' },
    })
    expect(codeOf(other)).toBe('not-your-department')
  })
})
