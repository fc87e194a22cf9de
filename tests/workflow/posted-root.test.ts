import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Instant, plusMilliseconds } from '../../shared/kernel/clock.ts'
import { readCheckpoint } from '../../shared/voting/evidence/checkpoint.ts'
import * as operations from '../../shared/voting/operations.ts'
import { type Poll, settledAt } from '../../shared/voting/poll/poll.ts'
import { whileOpen } from '../support/builders/voting/polls.ts'
import {
  announce,
  close,
  closingSteps,
  codeOf,
  itemsUnder,
  requests,
  setClock,
  startFunctions,
  startVoting,
  type Voting,
} from '../support/builders/voting/voting.ts'

const hour = 3_600_000
const later = (poll: Poll, milliseconds: number): Instant => plusMilliseconds(poll.frozen.closesAt, milliseconds)

describe('the root that is posted before the lots', () => {
  let voting: Voting

  beforeAll(async () => {
    voting = await startVoting()
  })
  afterEach(() => setClock(whileOpen))
  afterAll(() => voting.stop())

  const pollNow = async (poll: Poll) =>
    operations.getPoll.responses[200].parse((await requests(voting).poll(poll)).body)

  /** All steps before the last one. */
  const countAll = async (poll: Poll) => {
    setClock(settledAt(poll))
    const steps = closingSteps(voting, poll)
    await steps.seal()
    for (let shard = 0; shard < poll.shards; shard++) await steps.shard(shard)
    await steps.tree()
    return steps
  }

  it('the root that is posted before the lots has the time of signing, not of the start of the count, because the beacon may be published in between', async () => {
    const poll = await announce(voting, { lots: 'drand' })
    const steps = await countAll(poll)
    setClock(later(poll, hour - 1))
    const publishing = steps.publish(0)
    // The step has read the clock, but none of its requests has been answered yet.
    await new Promise(setImmediate)
    setClock(later(poll, hour + 1))
    expect(await publishing).toBe('awaiting-lots')
    const { countedAt } = readCheckpoint((await pollNow(poll)).checkpoint ?? '')
    expect(countedAt).toBe(later(poll, hour + 1))
  })

  it('the root that is posted before the lots does not help if the count no longer adds up: the result is withheld, and not retried', async () => {
    const poll = await announce(voting, {
      lots: 'public-session',
      electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-09', size: 1 },
    })
    expect(await close(voting, poll)).toBe('awaiting-lots')
    const at = later(poll, hour)
    const session = { who: 'The mayor', when: later(poll, hour), seed: '4 6 1 1 3' }
    expect(codeOf(await requests(voting).recordLots(poll, session, { at }))).toBe(200)
    setClock(at)
    expect(await closingSteps(voting, poll).publish(2)).toBe('withheld')
    expect((await pollNow(poll)).phase).toBe('withheld')
    const [item] = await itemsUnder(voting.table, `POLL#${poll.frozen.pollId}`)
    expect(item).not.toHaveProperty('gsi2pk')
    expect(await voting.functions.sweepPolls({}, {})).toEqual({ swept: 0 })
  })

  it('the root that is posted before the lots is signed, like the lots, only with the key with which the poll was announced', async () => {
    const poll = await announce(voting, { lots: 'public-session' })
    const steps = await countAll(poll)
    const withAnotherKey = { functions: startFunctions({ ...voting.environment, SIGNING_KEY_ID: 'alias/another' }) }
    await expect(closingSteps(withAnotherKey, poll).publish(0)).rejects.toThrow('under another signing key')
    expect(await pollNow(poll)).not.toHaveProperty('checkpoint')
    expect(await steps.publish(0)).toBe('awaiting-lots')
    const at = later(poll, hour)
    const record = (by: Pick<Voting, 'functions'>) =>
      requests(by).recordLots(poll, { who: 'The mayor', when: at, seed: '4 6 1 1 3' }, { at })
    expect((await record(withAnotherKey)).status).toBe(500)
    expect(await pollNow(poll)).not.toHaveProperty('recordedLots')
    expect((await record(voting)).status).toBe(200)
    expect(await steps.publish(0)).toBe('published')
  })
})
