// Executions of reviews that end early, and tokens that expire, fail or are sent twice.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { getWaits } from '../../shared/agreements/watch-store.ts'
import { type Action, alarmsNow, asked, report, twoAsked } from '../support/builders/agreements/asked-review.ts'
import { startReviewWorld } from '../support/builders/agreements/review-world.ts'

let world: Awaited<ReturnType<typeof startReviewWorld>>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  world = await startReviewWorld()
})
afterEach(() => vi.useRealTimers())

type Fields = { readonly [field: string]: unknown }

describe('an execution that ended before its time', () => {
  it('an execution that ended before its time is replaced by another one, also the second time, and nobody who answered is asked again', async () => {
    const { of, actions } = await asked(world, [{}, { title: 'Bank' }])
    const [one, other] = actions
    if (!one || !other) throw new Error('Two actions')
    await report(world, one)
    await world.releaseAll(of)
    world.executions.stop(world.running()[0]?.arn ?? '')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2 }])
    // Killed again, weeks later: again only unanswered questions are asked, and the dates stay the same.
    world.executions.stop(world.running()[0]?.arn ?? '')
    await world.travel('2026-05-20T06:00:00Z')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 3, answerBy: '2026-05-22' }])
    await report(world, other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
    expect(await alarmsNow(world)).toEqual([])
  })
})

describe('an execution that ended before its review', () => {
  it('an execution that ended before its review by a timeout is replaced by one with the same dates, which asks only owners who have not answered', async () => {
    world = await startReviewWorld((definition) => ({ ...definition, TimeoutSeconds: 5 * 86_400 }))
    const { of, one, other, asked } = await twoAsked(world)
    await report(world, one)
    await world.releaseAll(of)
    await world.travel('2026-05-07T06:00:00Z')
    expect(world.executions.list().map(({ status }) => status)).toEqual(['TIMED_OUT'])
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2, answerBy: '2026-05-22' }])
    expect(await asked()).toEqual([other.actionId])
    await report(world, other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 2 }])
  })

  it('an execution that timed out while the council judges is followed by one that does not ask the council again for its verdicts', async () => {
    world = await startReviewWorld((definition) => ({ ...definition, TimeoutSeconds: 5 * 86_400 }))
    const { of, one, other, asked } = await twoAsked(world)
    for (const action of [one, other]) await report(world, action)
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

  it('an execution that ended before its review by an operator just after the last answer continues with the council, and asks nobody again', async () => {
    const { of, one, other, asked } = await twoAsked(world)
    for (const action of [one, other]) await report(world, action)
    world.executions.stop(world.running()[0]?.arn ?? '', 'Stopped', 'By hand')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 2 }])
    expect(await asked()).toEqual(['council'])
  })

  it('an execution that ended before its review because its machine was replaced is followed by one that asks only owners who have not answered', async () => {
    const { of, one, other, waiting, asked } = await twoAsked(world)
    await report(world, one)
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
    await report(world, other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])
  })
})

describe('a token', () => {
  it('a token that expired is replaced by another one, which gets the answer', async () => {
    const { of, one, other, waiting } = await twoAsked(world)
    const before = await waiting()
    // The reminder is due, so the wait before it has ended and its tokens have expired.
    await world.travel('2026-05-17T06:00:00Z')
    const after = await waiting()
    expect(after.map(({ subject }) => subject).toSorted()).toEqual(before.map(({ subject }) => subject).toSorted())
    for (const { token } of before) expect(await world.doors.answer(token)).toBe(false)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 1 }])
    for (const action of [one, other]) await report(world, action)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 1 }])
  })

  it('a token that is used twice keeps the first answer', async () => {
    const { of, one, waiting } = await twoAsked(world)
    const token = (await waiting()).find(({ subject }) => subject === one.actionId)?.token ?? ''
    await report(world, one)
    const [first] = await world.reviewsOf(of)
    await world.releaseAll(of)
    expect(await world.doors.answer(token)).toBe(false)
    // A second report is stored with the action. The answer to the review remains the first one.
    await world.travel('2026-05-19T06:00:00Z')
    expect(await report(world, one)).toMatchObject({ status: 201, body: { notes: { length: 2 } } })
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

  it('a token that is sent without an answer has no effect: the table decides, and the question remains open', async () => {
    const { of, waiting, asked } = await twoAsked(world)
    for (const { token } of await waiting()) expect(await world.doors.answer(token)).toBe(true)
    await world.quiet()
    await world.travel('2026-05-01T12:00:00Z')
    await world.sweep(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2, answerBy: '2026-05-22' }])
    expect(await asked()).toHaveLength(2)
    expect(await alarmsNow(world)).toEqual([])
  })
})

describe('a step whose token is failed', () => {
  it('a step whose token is failed waits again with another token: the execution continues, and nobody is asked twice', async () => {
    const { of, actions } = await asked(world, [{}, { title: 'Bank' }])
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
    for (const action of actions) expect(await report(world, action)).toMatchObject({ status: 201 })
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', run: 1 }])
    // A failed token no longer works, and sending it again is not an error.
    expect(await world.doors.answer(wait?.token ?? '')).toBe(false)
  })
})
