import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../shared/kernel/clock.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { cancelPoll } from '../../shared/voting/poll/announce.ts'
import { type Poll, settledAt } from '../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { announcedAt, closesAt } from '../support/builders/voting/polls.ts'
import { announce, close, setClock, startVoting, type Voting } from '../support/builders/voting/voting.ts'

const minutes = (number: number) => number * 60_000

describe('the sweeper', () => {
  let voting: Voting
  let poll: Poll
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterAll(() => voting.stop())
  beforeEach(async () => {
    await voting.stop()
    voting = await startVoting()
    poll = await announce(voting)
  })

  const sweepAt = (at: string) => {
    setClock(at)
    return voting.functions.sweepPolls({}, {})
  }
  const names = () => [...voting.aws.executions.keys()]
  const nameOf = (quarter: number, of = poll) => `close-poll-${of.frozen.pollId}-${quarter}`
  const end = (name: string) => {
    const execution = voting.aws.executions.get(name)
    if (execution === undefined) throw new Error(`No execution ${name}`)
    execution.isRunning = false
  }

  it('the sweeper finds nothing while a poll is open', async () => {
    expect(await sweepAt(plusMilliseconds(closesAt, -1))).toEqual({ swept: 0 })
    expect(names()).toEqual([])
  })

  it('the sweeper starts the close of a poll that has closed, with the time until which the state machine waits', async () => {
    expect(await sweepAt(plusMilliseconds(closesAt, 1))).toEqual({ swept: 1 })
    expect(names()).toEqual([nameOf(0)])
    expect(JSON.parse(voting.aws.executions.get(nameOf(0))?.input ?? '')).toEqual({
      pollId: poll.frozen.pollId,
      settledAt: settledAt(poll),
    })
  })

  it('the sweeper starts one execution in a quarter of an hour, however often it looks, and another when that one failed', async () => {
    await sweepAt(plusMilliseconds(closesAt, minutes(1)))
    end(nameOf(0))
    for (const late of [2, 5, 10, 14])
      expect(await sweepAt(plusMilliseconds(closesAt, minutes(late)))).toEqual({ swept: 0 })
    expect(names()).toEqual([nameOf(0)])
    expect(await sweepAt(plusMilliseconds(closesAt, minutes(15)))).toEqual({ swept: 1 })
    end(nameOf(1))
    expect(await sweepAt(plusMilliseconds(closesAt, minutes(29)))).toEqual({ swept: 0 })
    expect(names()).toEqual([nameOf(0), nameOf(1)])
  })

  it('the sweeper does not start a second execution after the schedule: name and input are the same', async () => {
    await sweepAt(plusMilliseconds(closesAt, minutes(1)))
    const [first] = voting.aws.executions.values()
    await sweepAt(plusMilliseconds(closesAt, minutes(1.1)))
    expect([...voting.aws.executions.values()]).toEqual([first])
  })

  it('the sweeper stops checking a poll when its result is published, or when it is cancelled', async () => {
    const other = await announce(voting)
    const cancelled = cancelPoll(other, announcedAt)
    if (cancelled.refused) throw new Error(cancelled.code)
    expect(await save(voting.table, announcedAt, changeOf(keptPolls, cancelled))).toEqual({ refused: false })
    await close(voting, poll)
    expect(await sweepAt(plusMilliseconds(closesAt, minutes(60)))).toEqual({ swept: 0 })
  })

  it('the sweeper starts the others if one cannot be started, and then fails', async () => {
    const second = await announce(voting, { closesAt: plusMilliseconds(closesAt, 1_000) })
    voting.aws.intercept = (call) =>
      call.body.includes(nameOf(0))
        ? { status: 400, error: 'StateMachineDeleting', body: '{"__type":"StateMachineDeleting"}' }
        : undefined
    await expect(sweepAt(plusMilliseconds(closesAt, minutes(2)))).rejects.toThrow()
    expect(names()).toEqual([nameOf(0, second)])
  })
})
