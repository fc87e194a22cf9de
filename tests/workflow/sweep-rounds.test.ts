// If the events of a round are lost, the sweeper settles the round, once.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { plusMilliseconds } from '../../shared/kernel/clock.ts'
import type { RoundId } from '../../shared/kernel/ids.ts'
import { getRound } from '../../shared/rounds/store.ts'
import { of, publishByLot, type Rounds, startRounds } from '../support/builders/initiatives/round-api.ts'
import { startFunctions } from '../support/builders/voting/voting.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

beforeAll(reuseRsaKeys)

describe('a round whose events were lost', () => {
  let rounds: Rounds
  beforeAll(async () => {
    rounds = await startRounds()
  })
  afterEach(() => void vi.useRealTimers())
  afterAll(() => rounds.stop())

  const roundNow = (id: RoundId) => getRound(rounds.tables.table, id)

  it('a round whose events were lost is not changed while its poll is open or being counted', async () => {
    const { id, poll } = await rounds.announcedOne()
    const before = await roundNow(id)
    expect(await rounds.sweepAt(plusMilliseconds(poll.frozen.closesAt, -1))).toEqual({ swept: 0 })
    expect(await rounds.sweepAt(plusMilliseconds(poll.frozen.closesAt, 600_000))).toEqual({ swept: 0 })
    expect(await roundNow(id)).toEqual(before)
    await rounds.ask('cancelRound', of(id, 3))
    await rounds.sweepAt('2026-03-02T10:00:00.000Z')
  })

  it('a round whose events were lost is awarded when its poll has a result, once', async () => {
    const { id, initiativeId, poll } = await rounds.announcedOne()
    const functions = startFunctions(rounds.environment)
    await publishByLot(functions, poll)
    expect((await roundNow(id))?.status).toBe('announced')
    const later = plusMilliseconds(poll.frozen.closesAt, 600_000)
    expect(await rounds.sweepAt(later)).toEqual({ swept: 1 })
    expect((await roundNow(id))?.status).toBe('awarded')
    expect(await rounds.statusOf(initiativeId)).not.toBe('in-round')
    expect(await rounds.sweepAt(plusMilliseconds(later, 600_000))).toEqual({ swept: 0 })
  })

  it('a round whose events were lost frees its initiatives at the next run of the sweeper if it was cancelled', async () => {
    const { id, initiativeId } = await rounds.announcedOne()
    await rounds.ask('cancelRound', of(id, 3))
    expect(await rounds.statusOf(initiativeId)).toBe('in-round')
    expect(await rounds.sweepAt('2026-03-02T10:00:00.000Z')).toEqual({ swept: 1 })
    expect(await rounds.statusOf(initiativeId)).toBe('admitted')
    expect(await roundNow(id)).toMatchObject({ status: 'cancelled', isReleased: true })
    expect(await rounds.sweepAt('2026-03-02T10:05:00.000Z')).toEqual({ swept: 0 })
  })
})
