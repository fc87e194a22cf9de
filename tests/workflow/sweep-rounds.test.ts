// Rounds of which no event was heard: the sweeper does what follows, and does it once.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startAnnouncing } from '../../functions/rounds/announce-round.ts'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { start as startSweeping } from '../../functions/rounds/sweep-rounds.ts'
import { type Instant, plusMilliseconds } from '../../shared/kernel/clock.ts'
import { PollId, RoundId } from '../../shared/kernel/ids.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { getRound } from '../../shared/rounds/store.ts'
import { getPoll } from '../../shared/voting/store.ts'
import { publishInitiativeRules } from '../../shared/wards/operations.ts'
import { march, personas, startInitiatives } from '../support/builders/initiative-api.ts'
import { votingRules } from '../support/builders/initiatives.ts'
import { close, closingSteps, requests, setClock, startFunctions } from '../support/builders/voting.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { type HttpInput, send } from '../support/services/http-event.ts'

const closesAt = '2026-04-14T18:00:00.000Z'
const Made = z.object({ id: RoundId })

describe('a round of which no event was heard', () => {
  let aws: AwsStub
  let system: Awaited<ReturnType<typeof startInitiatives>>
  beforeAll(async () => {
    aws = await startAwsStub()
    system = await startInitiatives(awsEnvironment(aws))
    await send(system.wards, publishInitiativeRules, {
      at: march,
      by: { sub: 'officer', roles: ['rules-officer'] },
      params: { wardCode: 'oude-noorden' },
      body: votingRules({ validFrom: '2026-03-02' }),
    })
  })
  afterEach(() => void vi.useRealTimers())
  afterAll(() => aws.stop())

  const ask = (name: keyof typeof roundsOperations, input: HttpInput) => {
    const handler = name === 'announceRound' ? startAnnouncing(system.environment) : startRounds(system.environment)
    return send(handler, roundsOperations[name], { at: march, by: personas.manager, ...input })
  }
  const statusOf = async (initiativeId: string) =>
    z.object({ status: z.string() }).parse((await system.step('getInitiative', initiativeId, {})).body).status
  const roundNow = (id: RoundId) => getRound(system.tables.table, id)
  const sweepAt = (moment: Instant | string) => {
    setClock(moment)
    return startSweeping(system.environment)({}, {})
  }

  /** An announced round with one initiative. */
  const announced = async () => {
    const body = {
      title: { nl: 'Een ronde', en: 'A round' },
      budgetCents: 100_000,
      lots: 'public-session',
      electorateSize: 5_000,
      opensAt: '2026-04-01T06:00:00Z',
      closesAt,
    }
    const { id } = Made.parse((await ask('createRound', { body })).body)
    const initiativeId = await system.admitted({ amountCents: 90_000 })
    await ask('enterInitiative', { params: { roundId: id, initiativeId }, ifMatch: 1 })
    const answer = await ask('announceRound', { params: { roundId: id }, ifMatch: 2 })
    expect(answer.status).toBe(200)
    const poll = await getPoll(system.tables.table, z.object({ pollId: PollId }).parse(answer.body).pollId)
    if (poll === undefined) throw new Error('The round has no poll')
    return { id, initiativeId, poll }
  }

  it('is left alone while its poll is open or being counted', async () => {
    const { id, poll } = await announced()
    const before = await roundNow(id)
    expect(await sweepAt(plusMilliseconds(poll.frozen.closesAt, -1))).toEqual({ swept: 0 })
    expect(await sweepAt(plusMilliseconds(poll.frozen.closesAt, 600_000))).toEqual({ swept: 0 })
    expect(await roundNow(id)).toEqual(before)
    await ask('cancelRound', { params: { roundId: id }, ifMatch: 3 })
    await sweepAt('2026-03-02T10:00:00.000Z')
  })

  it('is awarded once its poll has a result, and then no more', async () => {
    const { id, initiativeId, poll } = await announced()
    const functions = startFunctions(system.environment)
    expect(await close({ functions }, poll)).toBe('awaiting-lots')
    const when = plusMilliseconds(poll.frozen.closesAt, 300_000)
    setClock(when)
    await requests({ functions }).recordLots(poll, { who: 'The mayor', when, seed: '4 6 1 1 3' }, { at: when })
    expect(await closingSteps({ functions }, poll).publish(0)).toBe('published')
    expect((await roundNow(id))?.status).toBe('announced')
    const later = plusMilliseconds(poll.frozen.closesAt, 600_000)
    expect(await sweepAt(later)).toEqual({ swept: 1 })
    expect((await roundNow(id))?.status).toBe('awarded')
    expect(await statusOf(initiativeId)).not.toBe('in-round')
    expect(await sweepAt(plusMilliseconds(later, 600_000))).toEqual({ swept: 0 })
  })

  it('frees its initiatives at the next look when it was called off', async () => {
    const { id, initiativeId } = await announced()
    await ask('cancelRound', { params: { roundId: id }, ifMatch: 3 })
    expect(await statusOf(initiativeId)).toBe('in-round')
    expect(await sweepAt('2026-03-02T10:00:00.000Z')).toEqual({ swept: 1 })
    expect(await statusOf(initiativeId)).toBe('admitted')
    expect(await roundNow(id)).toMatchObject({ status: 'cancelled', isReleased: true })
    expect(await sweepAt('2026-03-02T10:05:00.000Z')).toEqual({ swept: 0 })
  })
})
