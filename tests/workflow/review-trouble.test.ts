// Reviews and alarms when something goes wrong: many owners, executions that end early, tokens that fail, late moves.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startSweeping } from '../../functions/agreements/reviews/sweep-reviews.ts'
import { getWaits } from '../../shared/agreements/watch-store.ts'
import { climbArn, startReviewWorld } from '../support/builders/agreements/review-world.ts'
import { awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { fieldsOf, linesLogged } from '../support/services/log-lines.ts'

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
  it('is replaced by another one, also the second time, and nobody who answered is asked again', async () => {
    const { of, actions } = await inForce([{}, { title: 'Bank' }])
    const [one, other] = actions
    if (!one || !other) throw new Error('Two actions')
    await report(one)
    await world.releaseAll(of)
    world.executions.stop(world.running()[0]?.arn ?? '')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2 }])
    // Killed again, weeks later: again only unanswered questions are asked, and the dates stay the same.
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

describe('a review that begins days late', () => {
  it('has the dates of its planned day, and does not ask owners who have reported since', async () => {
    const { of, actions } = await world.api.published([{}, { title: 'Bank' }])
    const [prompt, other] = actions
    if (!prompt || !other) throw new Error('Two actions')
    await world.travel('2026-01-01T06:00:00Z')
    await world.api.sweep()
    // A report from the day before the review does not count as an answer.
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

describe('a review whose execution has ended before the term for answers ends', () => {
  it('raises the same alarms as on that day when another execution follows days later', async () => {
    const { of, actions } = await inForce([{}, { title: 'Bank' }, { title: 'Bomen' }])
    const [late, silent, alarmed] = actions
    if (!late || !silent || !alarmed) throw new Error('Three actions')
    // The council raises an alarm on one of the actions itself, and solves it after the term has ended.
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

const twoAsked = async () => {
  const { of, actions } = await inForce([{}, { title: 'Bank' }])
  const [one, other] = actions
  if (!one || !other) throw new Error('Two actions')
  const waiting = async () => {
    const [review] = await world.reviewsOf(of)
    if (review === undefined) throw new Error('A review')
    return getWaits(world.api.table, review.agreementId, review.id)
  }
  const asked = async () => (await waiting()).map(({ subject }) => subject).toSorted()
  return { of, one, other, waiting, asked }
}
type Fields = { readonly [field: string]: unknown }

describe('an execution that ended before its review', () => {
  it('by a timeout is replaced by one with the same dates, which asks only owners who have not answered', async () => {
    world = await startReviewWorld((definition) => ({ ...definition, TimeoutSeconds: 5 * 86_400 }))
    const { of, one, other, asked } = await twoAsked()
    await report(one)
    await world.releaseAll(of)
    await world.travel('2026-05-07T06:00:00Z')
    expect(world.executions.list().map(({ status }) => status)).toEqual(['TIMED_OUT'])
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2, answerBy: '2026-05-22' }])
    expect(await asked()).toEqual([other.actionId])
    await report(other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 2 }])
  })

  it('by a timeout while the council judges does not ask the council again for its verdicts', async () => {
    world = await startReviewWorld((definition) => ({ ...definition, TimeoutSeconds: 5 * 86_400 }))
    const { of, one, other, asked } = await twoAsked()
    for (const action of [one, other]) await report(action)
    await world.releaseAll(of)
    const judge = async (action: Action) =>
      world.api.step('judgeAction', 'council', action, {
        ...{ verdict: 'realised', reason: 'Gezien.', decisionId: await world.api.decision(action) },
      })
    await judge(one)
    await world.travel('2026-05-07T06:00:00Z')
    expect(world.running()).toEqual([])
    expect(await world.sweep(of)).toEqual([true])
    expect(await asked()).toEqual(['council'])
    await judge(other)
    await world.releaseAll(of)
    expect((await world.reviewsOf(of))[0]).toMatchObject({
      ...{ status: 'published', run: 2 },
      asked: [{ isJudged: true }, { isJudged: true }],
    })
  })

  it('by an operator just after the last answer continues with the council, and asks nobody again', async () => {
    const { of, one, other, asked } = await twoAsked()
    for (const action of [one, other]) await report(action)
    world.executions.stop(world.running()[0]?.arn ?? '', 'Stopped', 'By hand')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 2 }])
    expect(await asked()).toEqual(['council'])
  })

  it('because its machine was replaced is followed by one that asks only owners who have not answered', async () => {
    const { of, one, other, waiting, asked } = await twoAsked()
    await report(one)
    await world.releaseAll(of)
    const [old] = await waiting()
    world.redeploy((definition) =>
      JSON.parse(
        JSON.stringify(definition).replaceAll('"OwnerStage"', '"WhereItStands"').replaceAll('"OwnerDone"', '"Done"'),
      ),
    )
    await world.travel('2026-05-03T06:00:00Z')
    await world.sweep(of)
    expect(world.running()).toHaveLength(1)
    expect(await asked()).toEqual([other.actionId])
    const [fresh] = await waiting()
    expect(fresh?.token).not.toBe(old?.token)
    // The token of the deleted machine no longer works.
    expect(await world.doors.answer(old?.token ?? '')).toBe(false)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', answerBy: '2026-05-22' }])
    await report(other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
  })
})

describe('a token', () => {
  it('that expired is replaced by another one, which gets the answer', async () => {
    const { of, one, other, waiting } = await twoAsked()
    const before = await waiting()
    // The reminder is due, so the wait before it has ended and its tokens have expired.
    await world.travel('2026-05-17T06:00:00Z')
    const after = await waiting()
    expect(after.map(({ subject }) => subject).toSorted()).toEqual(before.map(({ subject }) => subject).toSorted())
    for (const { token } of before) expect(await world.doors.answer(token)).toBe(false)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 1 }])
    for (const action of [one, other]) await report(action)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 1 }])
  })

  it('that is used twice keeps the first answer', async () => {
    const { of, one, waiting } = await twoAsked()
    const token = (await waiting()).find(({ subject }) => subject === one.actionId)?.token ?? ''
    await report(one)
    const [first] = await world.reviewsOf(of)
    await world.releaseAll(of)
    expect(await world.doors.answer(token)).toBe(false)
    // A second report is stored with the action. The answer to the review remains the first one.
    await world.travel('2026-05-19T06:00:00Z')
    expect(await report(one)).toMatchObject({ status: 201, body: { notes: { length: 2 } } })
    await world.releaseAll(of)
    const answerIn = (review: Fields | undefined) =>
      z
        .object({ asked: z.array(z.looseObject({ actionId: z.string() })) })
        .parse(review)
        .asked.find(({ actionId }) => actionId === one.actionId)
    expect(answerIn(first)).toMatchObject({ isLate: false })
    expect(answerIn((await world.reviewsOf(of))[0])).toEqual(answerIn(first))
    expect(world.running()).toHaveLength(1)
  })

  it('that is sent without an answer has no effect: the table decides, and the question remains open', async () => {
    const { of, waiting, asked } = await twoAsked()
    for (const { token } of await waiting()) expect(await world.doors.answer(token)).toBe(true)
    await world.quiet()
    await world.travel('2026-05-01T12:00:00Z')
    await world.sweep(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2, answerBy: '2026-05-22' }])
    expect(await asked()).toHaveLength(2)
    expect(await alarmsNow()).toEqual([])
  })
})

describe('the alarm on reviews that stand still', () => {
  it('measures in the table how long a step has waited, even if its execution is running', async () => {
    const aws = await startAwsStub()
    const REVIEW_ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:review'
    const sweep = startSweeping({ ...world.api.environment, ...awsEnvironment(aws), REVIEW_ARN })
    await inForce([{}])
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

describe('a step whose token is failed', () => {
  it('waits again with another token: the execution continues, and nobody is asked twice', async () => {
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
    // A failed token no longer works, and sending it again is not an error.
    expect(await world.doors.answer(wait?.token ?? '')).toBe(false)
  })
})

describe('an alarm on the interpreter', () => {
  it('climbs to the rung of the present date, however late or often its machine starts', async () => {
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
