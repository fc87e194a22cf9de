// Reviews and alarms when something goes wrong: many owners, jobs that run late, reviews that stand still.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startSweeping } from '../../functions/agreements/reviews/sweep-reviews.ts'
import { getWaits } from '../../shared/agreements/watch-store.ts'
import { alarmsNow, asked, report } from '../support/builders/agreements/asked-review.ts'
import { climbArn, startReviewWorld } from '../support/builders/agreements/review-world.ts'
import { awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { fieldsOf, linesLogged } from '../support/services/log-lines.ts'

let world: Awaited<ReturnType<typeof startReviewWorld>>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  world = await startReviewWorld()
})
afterEach(() => vi.useRealTimers())

describe('a review of more than forty owners', () => {
  it('a review of more than forty owners asks each of them, and raises an alarm for exactly those who were silent', async () => {
    const { of, actions } = await asked(
      world,
      Array.from({ length: 45 }, (_, place) => ({ title: `Actie ${place}` })),
    )
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', asked: { length: 45 } }])
    const silent = new Set(actions.filter((_, place) => place % 5 === 0).map(({ actionId }) => actionId))
    for (const action of actions) if (!silent.has(action.actionId)) await report(world, action)
    await world.releaseAll(of)
    await world.travel('2026-05-23T06:00:00Z')
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
    expect(new Set((await alarmsNow(world)).map(({ actionId }) => actionId))).toEqual(silent)
  }, 60_000)
})

describe('a review that begins days late', () => {
  it('a review that begins days late has the dates of its planned day, and does not ask owners who have reported since', async () => {
    const { of, actions } = await world.api.published([{}, { title: 'Bank' }])
    const [prompt, other] = actions
    if (!prompt || !other) throw new Error('Two actions')
    await world.travel('2026-01-01T06:00:00Z')
    await world.api.sweep()
    // A report from the day before the review does not count as an answer.
    await world.travel('2026-04-30T12:00:00Z')
    await report(world, other)
    await world.travel('2026-05-01T06:00:00Z')
    await report(world, prompt)
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

describe('a review whose execution has ended before the term for answers ends', () => {
  it('a review whose execution has ended before the term for answers ends raises the same alarms as on that day when another execution follows days later', async () => {
    const { of, actions } = await asked(world, [{}, { title: 'Bank' }, { title: 'Bomen' }])
    const [late, silent, alarmed] = actions
    if (!late || !silent || !alarmed) throw new Error('Three actions')
    // The council raises an alarm on one of the actions itself, and solves it after the term has ended.
    const body = { actionId: alarmed.actionId, reason: 'Wij horen hier niets meer van.' }
    const raised = await world.api.call('raiseAlarm', 'council', { params: of, body })
    expect(raised).toMatchObject({ status: 201 })
    world.executions.stop(world.running()[0]?.arn ?? '')
    await world.travel('2026-05-23T09:00:00Z')
    expect(await report(world, late)).toMatchObject({ body: { notes: [{ isLate: true }] } })
    const params = { ...of, alarmId: z.object({ id: z.string() }).parse(raised.body).id }
    const solution = { solution: 'Het is toch geregeld.' }
    const solved = await world.api.call('solveAlarm', 'council', { params, ifMatch: 1, body: solution })
    expect(solved, JSON.stringify(solved.body)).toMatchObject({ status: 200 })
    await world.travel('2026-05-26T06:00:00Z')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', judgeBy: '2026-06-13' }])
    const bySilence = (await alarmsNow(world)).filter(({ raisedBy }) => raisedBy === 'overdue-step')
    expect(new Set(bySilence.map(({ actionId }) => actionId))).toEqual(new Set([late.actionId, silent.actionId]))
    for (const alarm of bySilence)
      expect(alarm).toMatchObject({
        raisedAt: '2026-05-22T22:00:00.000Z',
        rungs: [{ addressee: 'ward-manager', from: '2026-05-23', endsOn: '2026-06-06' }],
      })
  })
})

describe('a review that is begun days late, when the council has judged since', () => {
  it('a review that is begun days late, when the council has judged since does not ask for that verdict again, and publishes once the other one is given', async () => {
    const { of, actions } = await world.api.published([{}, { title: 'Bank' }])
    const [judged, other] = actions
    if (!judged || !other) throw new Error('Two actions')
    const judge = async (action: { readonly agreementId: string; readonly actionId: string }) =>
      world.api.step('judgeAction', 'council', action, {
        ...{ verdict: 'partly', reason: 'Gezien.', decisionId: await world.api.decision(action) },
      })
    await world.travel('2026-01-01T06:00:00Z')
    await world.api.sweep()
    // A verdict of the day before is not one of this review.
    await world.travel('2026-04-30T12:00:00Z')
    expect(await judge(other)).toMatchObject({ status: 200 })
    await world.travel('2026-05-02T06:00:00Z')
    expect(await judge(judged)).toMatchObject({ status: 200 })
    await world.travel('2026-05-04T06:00:00Z')
    await world.sweep(of)
    const [review] = await world.reviewsOf(of)
    if (review === undefined || !('asked' in review)) throw new Error('A review that asks')
    const marks = Object.fromEntries(review.asked.map(({ actionId, isJudged }) => [actionId, isJudged]))
    expect(marks).toEqual({ [judged.actionId]: true, [other.actionId]: false })
    for (const action of [judged, other]) expect(await report(world, action)).toMatchObject({ status: 201 })
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
    expect(await judge(other)).toMatchObject({ status: 200 })
    await world.releaseAll(of)
    expect((await world.reviewsOf(of))[0]).toMatchObject({ status: 'published', publishedAt: world.now() })
  })
})

describe('the alarm on reviews that stand still', () => {
  it('the alarm on reviews that stand still measures in the table how long a step has waited, even if its execution is running', async () => {
    const aws = await startAwsStub()
    const REVIEW_ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:review'
    const sweep = startSweeping({ ...world.api.environment, ...awsEnvironment(aws), REVIEW_ARN })
    await asked(world, [{}])
    /** What the sweeper logs at this moment. The interpreter of the state machines does not run meanwhile. */
    const saidAt = async (moment: string) => {
      vi.setSystemTime(moment)
      const lines = linesLogged()
      await sweep({}, {})
      vi.restoreAllMocks()
      return fieldsOf(lines).map(({ message, wardCode }) => [message, wardCode])
    }
    expect(await saidAt('2026-05-22T22:59:00Z')).toEqual([])
    expect(await saidAt('2026-05-22T23:01:00Z')).toContainEqual(['review-is-behind', 'pernis'])
    expect([...aws.executions.values()].map(({ isRunning }) => isRunning)).toEqual([true])
    await aws.stop()
  })
})

describe('an alarm on the interpreter', () => {
  it('an alarm on the interpreter climbs to the rung of the present date, however late or often its machine starts', async () => {
    const { of, actions } = await asked(world, [{}])
    await world.travel('2026-05-23T06:00:00Z')
    const [alarm] = await alarmsNow(world)
    expect(alarm).toMatchObject({ actionId: actions[0]?.actionId, raisedBy: 'overdue-step' })
    await world.travel('2026-07-10T06:00:00Z')
    const input = JSON.stringify({ agreementId: of.agreementId, alarmId: alarm?.id })
    for (const name of ['first', 'second']) world.executions.start(climbArn, name, input)
    await world.quiet()
    const [climbed] = await alarmsNow(world)
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
