// Alarms through their handlers, on the real engine: raised, passed on after each term, answered, and ended only by the council.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startClimbing } from '../../functions/agreements/alarms/climb-alarm.ts'
import { startAgreementApi } from '../support/builders/agreements/agreement-api.ts'

let api: Awaited<ReturnType<typeof startAgreementApi>>
let climb: ReturnType<typeof startClimbing>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  api = await startAgreementApi()
  climb = startClimbing(api.environment)
})
afterEach(() => vi.useRealTimers())

const Shown = z.looseObject({
  id: z.string(),
  rungs: z.array(z.looseObject({ addressee: z.string(), endsOn: z.string() })),
})
const raised = async () => {
  const { of, actions } = await api.published()
  api.setTime('2026-02-02T09:00:00Z')
  const body = { reason: 'De speeltuin is er nog niet.', actionId: actions[0]?.actionId }
  const made = await api.call('raiseAlarm', 'council', { params: of, body })
  return { ...of, alarmId: Shown.parse(made.body).id }
}
type Alarm = Awaited<ReturnType<typeof raised>>
const shown = async (alarm: Alarm) => api.call('getAgreementAlarm', undefined, { params: alarm })
const versionOf = async (alarm: Alarm) => Number((await shown(alarm)).headers.etag?.replaceAll('"', ''))
const step = async (
  id: 'answerAlarm' | 'rejectAlarmAnswer' | 'solveAlarm',
  by: 'council' | 'manager' | 'department' | 'alderman' | 'clerk',
  alarm: Alarm,
  body: object,
) => api.call(id, by, { params: alarm, ifMatch: await versionOf(alarm), body })
const climbAt = async (alarm: Alarm, at: string) => {
  api.setTime(at)
  vi.setSystemTime(at)
  return climb(alarm, {})
}
const noticesOf = async (by: 'manager' | 'department' | 'alderman' | 'clerk' | 'council', role: string) => {
  const { body } = await api.call('listNotices', by, { query: { role } })
  return z
    .object({ items: z.array(z.object({ kind: z.string() })) })
    .parse(body)
    .items.map(({ kind }) => kind)
}

describe('an alarm', () => {
  it('an alarm notifies the first rung, and shows everyone how long it has been waiting', async () => {
    const alarm = await raised()
    expect(await noticesOf('manager', 'ward-manager')).toEqual(['alarm-on-rung'])
    api.setTime('2026-02-12T09:00:00Z')
    expect((await shown(alarm)).body).toMatchObject({
      ...{ status: 'waiting', raisedBy: 'council', days: 10, daysOnRung: 10 },
      rungs: [{ addressee: 'ward-manager', from: '2026-02-02', endsOn: '2026-02-16' }],
    })
  })

  it('an alarm climbs when the term ends, with the same dates whether the job runs on time, late or twice', async () => {
    const alarm = await raised()
    expect(await climbAt(alarm, '2026-02-16T22:59:59Z')).toEqual({ status: 'waiting', rungs: 1 })
    expect(await climbAt(alarm, '2026-04-10T09:00:00Z')).toEqual({ status: 'waiting', rungs: 4 })
    expect(await climbAt(alarm, '2026-04-10T09:00:00Z')).toEqual({ status: 'waiting', rungs: 4 })
    expect(Shown.parse((await shown(alarm)).body).rungs.map(({ addressee, endsOn }) => [addressee, endsOn])).toEqual([
      ['ward-manager', '2026-02-16'],
      ['department-director', '2026-03-10'],
      ['adopting-alderman', '2026-04-08'],
      ['college', '2026-05-21'],
    ])
    expect(await noticesOf('alderman', 'alderman')).toEqual(['alarm-on-rung', 'alarm-on-rung'])
    expect(await climbAt(alarm, '2027-01-01T09:00:00Z')).toEqual({ status: 'unanswered', rungs: 5 })
    expect(await noticesOf('clerk', 'council-clerk')).toEqual(['alarm-on-rung'])
  })

  it('an alarm is answered by its addressee; a late answer is stored and marked late, and stops no other term', async () => {
    const alarm = await raised()
    expect(await step('answerAlarm', 'department', alarm, { text: 'Dat is niet aan ons.' })).toMatchObject({
      body: { code: 'not-asked-to-answer' },
    })
    // The scheduled job did not run. The answer must still meet the alarm on the rung where the clock puts it.
    api.setTime('2026-02-20T09:00:00Z')
    expect(await step('answerAlarm', 'manager', alarm, { text: 'De speeltuin komt in mei.' })).toMatchObject({
      body: { status: 'waiting', rungs: { length: 2 }, answers: [{ addressee: 'ward-manager', isLate: true }] },
    })
    expect(await step('answerAlarm', 'department', alarm, { text: 'De speeltuin komt in mei.' })).toMatchObject({
      body: { status: 'answered', answers: [{ isLate: true }, { addressee: 'department-director', isLate: false }] },
    })
    expect(await noticesOf('council', 'ward-council')).toEqual(['alarm-answered', 'alarm-answered'])
    expect(await climbAt(alarm, '2026-12-01T09:00:00Z')).toEqual({ status: 'answered', rungs: 2 })
  })

  it('an alarm continues when the council is not satisfied, and only the council can end it', async () => {
    const alarm = await raised()
    expect(await step('rejectAlarmAnswer', 'council', alarm, { reason: 'Er is niets gezegd.' })).toMatchObject({
      status: 409,
      body: { code: 'alarm-not-answered' },
    })
    await step('answerAlarm', 'manager', alarm, { text: 'Volgend jaar, misschien.' })
    expect(await step('rejectAlarmAnswer', 'council', alarm, { reason: 'Dat duurt te lang.' })).toMatchObject({
      body: { status: 'waiting', rungs: [{}, { addressee: 'department-director', because: 'not-satisfied' }] },
    })
    for (const by of ['manager', 'department', 'alderman', 'clerk'] as const)
      expect(await step('solveAlarm', by, alarm, { solution: 'Het is klaar, zeggen wij.' })).toMatchObject({
        status: 403,
      })
    expect(await step('solveAlarm', 'council', alarm, { solution: 'De speeltuin staat er.' })).toMatchObject({
      body: { status: 'solved' },
    })
    expect(await step('answerAlarm', 'department', alarm, { text: 'Toch nog een antwoord.' })).toMatchObject({
      body: { code: 'alarm-solved' },
    })
    expect(await climbAt(alarm, '2027-01-01T09:00:00Z')).toMatchObject({ status: 'solved' })
  })

  it('an alarm is only about an existing part of a published agreement', async () => {
    const draft = await api.draft()
    const raise = (params: { readonly agreementId: string }, more: object = {}) =>
      api.call('raiseAlarm', 'council', { params, body: { reason: 'Er gebeurt niets.', ...more } })
    expect(await raise(draft)).toMatchObject({ body: { code: 'not-in-force' } })
    const { of } = await api.published()
    expect(await raise(of, { arrangement: 'nergens' })).toMatchObject({ body: { code: 'arrangement-not-found' } })
    const actionId = '00000000-0000-4000-8000-000000000009'
    expect(await raise(of, { actionId })).toMatchObject({ body: { code: 'action-not-found' } })
    expect(await raise(of, { arrangement: 'plan-2026' })).toMatchObject({
      status: 201,
      body: { arrangement: 'plan-2026' },
    })
    const listed = await api.call('listAgreementAlarms', undefined, { query: { wardCode: 'pernis' } })
    expect(z.object({ items: z.array(z.unknown()) }).parse(listed.body).items).toHaveLength(1)
  })

  it('an alarm shows its notices only to holders of the role', async () => {
    await raised()
    expect(await api.call('listNotices', 'department', { query: { role: 'ward-manager' } })).toMatchObject({
      status: 403,
    })
    expect(await noticesOf('department', 'department')).toEqual([])
    const mine = await api.call('listNotices', 'manager')
    expect(z.object({ items: z.array(z.unknown()) }).parse(mine.body).items).toHaveLength(1)
  })
})
