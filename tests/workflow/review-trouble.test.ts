// Problems with reviews and alarms in practice: many owners, executions that end early, tokens that fail, late moves.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { getWaits } from '../../shared/agreements/watch-store.ts'
import { climbArn, startReviewWorld } from '../support/builders/review-world.ts'

let world: Awaited<ReturnType<typeof startReviewWorld>>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  world = await startReviewWorld()
})
afterEach(() => vi.useRealTimers())

type Action = { readonly agreementId: string; readonly actionId: string }
const inForce = async (actions: readonly object[]) => {
  const published = await world.api.published(actions)
  await world.travel('2026-01-01T06:00:00Z')
  await world.api.sweep()
  await world.travel('2026-05-01T06:00:00Z')
  await world.sweep(published.of)
  return published
}
const report = (action: Action) =>
  world.api.call('reportProgress', 'department', { params: action, body: { text: 'Wij zijn bezig.' } })
const Alarms = z.object({ items: z.array(z.looseObject({ id: z.string(), actionId: z.string() })) })
const alarmsNow = async () =>
  Alarms.parse(
    (await world.api.call('listAgreementAlarms', undefined, { query: { wardCode: 'pernis', limit: '100' } })).body,
  ).items

describe('a review of more than forty owners', () => {
  it('asks each of them, and raises an alarm for exactly those who were silent', async () => {
    const { of, actions } = await inForce(Array.from({ length: 45 }, (_, place) => ({ title: `Actie ${place}` })))
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', asked: { length: 45 } }])
    const silent = new Set(actions.filter((_, place) => place % 5 === 0).map(({ actionId }) => actionId))
    for (const action of actions) if (!silent.has(action.actionId)) await report(action)
    await world.releaseAll(of)
    await world.travel('2026-05-23T06:00:00Z')
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
    expect(new Set((await alarmsNow()).map(({ actionId }) => actionId))).toEqual(silent)
  }, 60_000)
})

describe('an execution that ended before its time', () => {
  it('killed, and its follower too: another one follows, and nobody who answered is asked again', async () => {
    const { of, actions } = await inForce([{}, { title: 'Bank' }])
    const [one, other] = actions
    if (!one || !other) throw new Error('Two actions')
    await report(one)
    await world.releaseAll(of)
    world.executions.stop(world.running()[0]?.arn ?? '')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2 }])
    // Killed again, weeks later: again only what is open is asked, and the dates have not moved.
    world.executions.stop(world.running()[0]?.arn ?? '')
    await world.travel('2026-05-20T06:00:00Z')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 3, answerBy: '2026-05-22' }])
    await report(other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
    expect(await alarmsNow()).toEqual([])
  })
})

describe('a review that is begun days late', () => {
  it('has the dates of its day, and does not ask again who has reported since', async () => {
    const { of, actions } = await world.api.published([{}, { title: 'Bank' }])
    const [prompt, other] = actions
    if (!prompt || !other) throw new Error('Two actions')
    await world.travel('2026-01-01T06:00:00Z')
    await world.api.sweep()
    // A report of the day before answers nothing.
    await world.travel('2026-04-30T12:00:00Z')
    await report(other)
    await world.travel('2026-05-01T06:00:00Z')
    await report(prompt)
    await world.travel('2026-05-04T06:00:00Z')
    await world.sweep(of)
    const [review] = await world.reviewsOf(of)
    if (review === undefined || !('asked' in review)) throw new Error('A review that asks')
    expect(review).toMatchObject({ status: 'asking', beginsOn: '2026-05-01', answerBy: '2026-05-22' })
    const marks = new Map(review.asked.map(({ actionId, ...mark }) => [String(actionId), mark]))
    expect(marks.get(prompt.actionId)).toMatchObject({ answeredAt: '2026-05-01T06:00:00.000Z', isLate: false })
    expect(marks.get(other.actionId)).toEqual({ isLate: false, isJudged: false })
    const waiting = await getWaits(world.api.table, review.agreementId, review.id)
    expect(waiting.map(({ subject }) => subject)).toEqual([other.actionId])
  })
})

describe('a review whose execution is gone when the term for answers ends', () => {
  it('raises the alarms that it would have raised on that day, when another execution follows days later', async () => {
    const { of, actions } = await inForce([{}, { title: 'Bank' }, { title: 'Bomen' }])
    const [late, silent, alarmed] = actions
    if (!late || !silent || !alarmed) throw new Error('Three actions')
    // The council has raised the alarm on one of them itself, and solves it when the term is over.
    const body = { actionId: alarmed.actionId, reason: 'Wij horen hier niets meer van.' }
    const raised = await world.api.call('raiseAlarm', 'council', { params: of, body })
    expect(raised).toMatchObject({ status: 201 })
    world.executions.stop(world.running()[0]?.arn ?? '')
    await world.travel('2026-05-23T09:00:00Z')
    expect(await report(late)).toMatchObject({ body: { notes: [{ isLate: true }] } })
    const params = { ...of, alarmId: z.object({ id: z.string() }).parse(raised.body).id }
    const solution = { solution: 'Het is toch geregeld.' }
    const solved = await world.api.call('solveAlarm', 'council', { params, ifMatch: 1, body: solution })
    expect(solved, JSON.stringify(solved.body)).toMatchObject({ status: 200 })
    await world.travel('2026-05-26T06:00:00Z')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', judgeBy: '2026-06-13' }])
    const bySilence = (await alarmsNow()).filter(({ raisedBy }) => raisedBy === 'overdue-step')
    expect(new Set(bySilence.map(({ actionId }) => actionId))).toEqual(new Set([late.actionId, silent.actionId]))
    for (const alarm of bySilence)
      expect(alarm).toMatchObject({
        raisedAt: '2026-05-22T22:00:00.000Z',
        rungs: [{ addressee: 'ward-manager', from: '2026-05-23', endsOn: '2026-06-06' }],
      })
  })
})

describe('a step whose token is failed', () => {
  it('waits again under another token: the execution goes on, and nobody is asked twice', async () => {
    const { of, actions } = await inForce([{}, { title: 'Bank' }])
    const [review] = await world.reviewsOf(of)
    if (review === undefined) throw new Error('A review')
    const [wait] = await getWaits(world.api.table, review.agreementId, review.id)
    world.executions.tokens.fail(wait?.token ?? '', 'Broken', 'By hand')
    await world.quiet()
    await world.travel('2026-05-01T06:01:00Z')
    const again = await getWaits(world.api.table, review.agreementId, review.id)
    expect(again.map(({ subject }) => subject).toSorted()).toEqual(actions.map(({ actionId }) => actionId).toSorted())
    expect(again.map(({ token }) => token)).not.toContain(wait?.token)
    expect(world.running()).toHaveLength(1)
    for (const action of actions) expect(await report(action)).toMatchObject({ status: 201 })
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 1 }])
    // A token that failed is worth nothing any more, and whoever sends it is told of no error.
    expect(await world.doors.answer(wait?.token ?? '')).toBe(false)
  })
})

describe('an alarm on the interpreter', () => {
  it('climbs to where the clock has it, however late the machine is started, and twice is once', async () => {
    const { of, actions } = await inForce([{}])
    await world.travel('2026-05-23T06:00:00Z')
    const [alarm] = await alarmsNow()
    expect(alarm).toMatchObject({ actionId: actions[0]?.actionId, raisedBy: 'overdue-step' })
    await world.travel('2026-07-10T06:00:00Z')
    const input = JSON.stringify({ agreementId: of.agreementId, alarmId: alarm?.id })
    for (const name of ['first', 'second']) world.executions.start(climbArn, name, input)
    await world.quiet()
    const [climbed] = await alarmsNow()
    expect(climbed).toMatchObject({
      status: 'waiting',
      rungs: [
        { addressee: 'ward-manager', from: '2026-05-23', endsOn: '2026-06-06' },
        { addressee: 'department-director', from: '2026-06-07', endsOn: '2026-06-28' },
        { addressee: 'adopting-alderman', from: '2026-06-29', endsOn: '2026-07-27' },
      ],
    })
    expect(
      world.executions
        .list()
        .filter(({ arn }) => arn.includes('climb-alarm'))
        .map(({ status }) => status),
    ).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  })
})
