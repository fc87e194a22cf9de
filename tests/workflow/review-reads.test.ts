// The requests of a review to the table: their number for an answer does not depend on the number of owners, and each notice is
// written once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startLookAtOwner } from '../../functions/agreements/reviews/waits/look-at-owner.ts'
import { start as startReleasing } from '../../functions/agreements/reviews/waits/release-waits.ts'
import { startReviewWorld } from '../support/builders/agreements/review-world.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { type FaultyEngine, startFaultyEngine } from '../support/engine/faults.ts'

const owners = 6
const EventDetail = z.looseObject({
  type: z.literal('nl.wijk.agreements.review-changed.v1'),
  data: z.looseObject({ status: z.string(), answered: z.string().optional(), unjudged: z.int() }),
})
const Sent = z.object({ taskToken: z.string() })

describe('a review of many owners', () => {
  let world: Awaited<ReturnType<typeof startReviewWorld>>
  let engine: FaultyEngine
  let aws: AwsStub
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    ;[world, engine, aws] = await Promise.all([startReviewWorld(), startFaultyEngine(), startAwsStub()])
    aws.intercept = async ({ operation, body }) => {
      if (operation !== 'SendTaskSuccess') return undefined
      await world.doors.answer(Sent.parse(JSON.parse(body)).taskToken)
      return { status: 200, body: '{}' }
    }
  })
  afterEach(async () => {
    await Promise.all([engine.stop(), aws.stop()])
    vi.useRealTimers()
  })

  const asked = async () => {
    const titles = Array.from({ length: owners }, (_, place) => ({ title: `Actie ${place}` }))
    const { of, actions } = await world.api.published(titles)
    await world.travel('2026-01-01T06:00:00Z')
    await world.api.sweep()
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    return { of, actions }
  }
  const environment = () => ({
    ...world.api.environment,
    ...awsEnvironment(aws),
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  })
  const operationsSince = (before: number) => engine.calls.slice(before).map(({ operation }) => operation)

  it('a review of many owners reads the one wait that an answer ends, and nothing for a verdict that is not the last', async () => {
    const { of, actions } = await asked()
    const release = startReleasing(environment())
    for (const action of actions)
      await world.api.call('reportProgress', 'department', { params: action, body: { text: 'Wij zijn bezig.' } })
    const events = async () =>
      (await eventsIn(world.api.table)).flatMap(({ detail }) => EventDetail.safeParse(JSON.parse(detail)).data ?? [])
    const answers = (await events()).filter(({ data }) => data.answered !== undefined)
    expect(new Set(answers.map(({ data }) => data.answered))).toEqual(new Set(actions.map(({ actionId }) => actionId)))
    for (const detail of answers) {
      const before = engine.calls.length
      await release({ detail }, {})
      expect(operationsSince(before)).toEqual(['GetItem', 'TransactWriteItems'])
      // Delivered again, the event finds no wait.
      await release({ detail }, {})
      expect(operationsSince(before)).toEqual(['GetItem', 'TransactWriteItems', 'GetItem'])
    }
    await world.quiet()
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging' }])

    for (const action of actions)
      await world.api.step('judgeAction', 'council', action, {
        ...{ verdict: 'realised', reason: 'Gezien.', decisionId: await world.api.decision(action) },
      })
    const verdicts = (await events()).filter(
      ({ data: { status, unjudged } }) => status === 'judging' && unjudged < owners,
    )
    expect(verdicts).toHaveLength(owners)
    for (const detail of verdicts) {
      const before = engine.calls.length
      await release({ detail }, {})
      expect(operationsSince(before)).toEqual(detail.data.unjudged === 0 ? ['GetItem', 'TransactWriteItems'] : [])
    }
    await world.quiet()
    expect((await world.reviewsOf(of))[0]).toMatchObject({ status: 'published' })
  })

  it('a review of many owners reminds a department and the ward manager with one write each, however many owners have not answered', async () => {
    const { of, actions } = await asked()
    const [review] = await world.reviewsOf(of)
    const look = startLookAtOwner(environment())
    vi.setSystemTime('2026-05-17T06:00:00Z')
    for (const { actionId } of actions)
      expect(await look({ ...of, reviewId: review?.id, actionId }, {})).toMatchObject({ stage: 'waits' })
    const writes = engine.calls.filter(({ operation }) => operation === 'TransactWriteItems')
    expect(writes).toHaveLength(2)
    for (const { body } of writes) expect(body).toContain('progress-reminder')
  })
})
