import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { CloudEvent } from '../../events/envelope.ts'
import { type Instant, plusMilliseconds } from '../../shared/kernel/clock.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { cancelPoll } from '../../shared/voting/poll/announce.ts'
import { type Poll, settledAt } from '../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { announcedAt, closesAt, moved, opensAt } from '../support/builders/voting/polls.ts'
import { announce, itemsUnder, setClock, startVoting, type Voting } from '../support/builders/voting/voting.ts'
import { runs } from '../support/sizes.ts'

const days = (number: number) => number * 86_400_000

describe('the schedule of a poll', () => {
  let voting: Voting
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterAll(() => voting.stop())
  beforeEach(() => {
    voting.aws.intercept = () => undefined
    setClock(announcedAt)
  })

  const saveStep = async (decision: ReturnType<typeof moved> | ReturnType<typeof cancelPoll>): Promise<Poll> => {
    if (decision.refused) throw new Error(decision.code)
    expect(await save(voting.table, announcedAt, changeOf(keptPolls, decision))).toEqual({ refused: false })
    return decision.after
  }
  const move = (poll: Poll, by: number) =>
    saveStep(moved(poll, { opensAt, closesAt: plusMilliseconds(closesAt, by) }, announcedAt))
  const callOff = (poll: Poll) => saveStep(cancelPoll(poll, announcedAt))

  /** The events of a poll in the outbox, in the order in which they happened. */
  const eventsOf = async (poll: Poll): Promise<CloudEvent[]> => {
    const items = await itemsUnder(voting.table, 'OUTBOX#')
    const events = items.map((item) => JSON.parse(String(item.detail)))
    return events
      .filter(({ subject }) => subject === `polls/${poll.frozen.pollId}`)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  const deliver = (event: unknown) => voting.functions.schedulePoll({ detail: event }, {})
  const deliverAll = async (poll: Poll) => {
    for (const event of await eventsOf(poll)) await deliver(event)
  }

  const Target = z.object({ Arn: z.string(), Input: z.string().transform((text) => JSON.parse(text)) })
  const scheduleOf = (poll: Poll) => {
    const schedule = voting.aws.schedules.get(`close-poll-${poll.frozen.pollId}`)
    if (schedule === undefined) return undefined
    return {
      at: schedule.ScheduleExpression,
      zone: schedule.ScheduleExpressionTimezone,
      ...Target.parse(schedule.Target),
    }
  }
  const right = (poll: Poll) => ({
    at: `at(${poll.frozen.closesAt.slice(0, 19)})`,
    zone: 'UTC',
    Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',
    Input: {
      StateMachineArn: voting.environment.CLOSE_POLL_ARN,
      Name: `close-poll-${poll.frozen.pollId}-0`,
      Input: JSON.stringify({ pollId: poll.frozen.pollId, settledAt: settledAt(poll) }),
    },
  })

  it('the schedule of a poll is created when the poll is announced: once, at its close, with the execution name that the sweeper uses', async () => {
    const poll = await announce(voting)
    await deliverAll(poll)
    expect(scheduleOf(poll)).toEqual(right(poll))
  })

  it('the schedule of a poll moves with the poll, and is deleted when the poll is cancelled', async () => {
    const poll = await announce(voting)
    await deliverAll(poll)
    const moved = await move(poll, days(2))
    await deliverAll(poll)
    expect(scheduleOf(poll)).toEqual(right(moved))
    await callOff(moved)
    await deliverAll(poll)
    expect(scheduleOf(poll)).toBeUndefined()
  })

  it('the schedule of a poll is right after events in any order, repeated or late', async () => {
    const moves = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 })
    const order = fc.array(fc.nat({ max: 9 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(moves, fc.boolean(), order, async (shifts, isCalledOff, deliveries) => {
        let poll = await announce(voting)
        for (const shift of shifts) {
          poll = await move(poll, days(shift))
          if (shift % 3 === 0) await deliver((await eventsOf(poll))[0])
        }
        if (isCalledOff) poll = await callOff(poll)
        const events = await eventsOf(poll)
        for (const delivery of deliveries) await deliver(events[delivery % events.length])
        await deliver(events[(deliveries[0] ?? 0) % events.length])
        expect(scheduleOf(poll)).toEqual(isCalledOff ? undefined : right(poll))
      }),
      { numRuns: runs(30) },
    )
  })

  it('the schedule of a poll is right if the delivery of an old event ends after that of a new event', async () => {
    const poll = await announce(voting)
    const [announced] = await eventsOf(poll)
    let isHeld = true
    let release = () => {}
    const held = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined)
    })
    voting.aws.intercept = (call) => {
      if (call.service !== 'scheduler' || !isHeld) return undefined
      isHeld = false
      return held
    }
    const slow = deliver(announced)
    while (isHeld) await new Promise((resolve) => setTimeout(resolve, 5))
    const moved = await move(poll, days(3))
    await deliver((await eventsOf(poll)).at(-1))
    release()
    await slow
    expect(scheduleOf(poll)).toEqual(right(moved))
  })

  it('the schedule of a poll is not created for a poll that has closed, whenever its event arrives', async () => {
    const poll = await announce(voting)
    const at = (moment: Instant) => setClock(moment)
    at(poll.frozen.closesAt)
    await deliverAll(poll)
    expect(scheduleOf(poll)).toBeUndefined()
    at(plusMilliseconds(poll.frozen.closesAt, -1))
    await deliverAll(poll)
    expect(scheduleOf(poll)).toEqual(right(poll))
  })

  it('the schedule of a poll refuses an event of another type, or one that does not conform to the catalogue', async () => {
    const poll = await announce(voting)
    const [announced] = await eventsOf(poll)
    await expect(deliver({ ...announced, type: 'nl.wijk.voting.poll-sealed.v1' })).rejects.toThrow('No reaction')
    await expect(deliver({ ...announced, data: { pollId: 'all' } })).rejects.toThrow()
    expect(scheduleOf(poll)).toBeUndefined()
  })
})
