// Every event that a consumer hears may be lost. What should follow from it follows all the same: the sweepers see it.
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { alarmChanged, reviewChanged } from '../../events/agreements.ts'
import { rollImportStarted } from '../../events/roll.ts'
import { start as startAnnouncing } from '../../functions/rounds/announce-round.ts'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { start as startSettling } from '../../functions/rounds/settle-round.ts'
import { start as startSweepingRounds } from '../../functions/rounds/sweep-rounds.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { assertShape } from '../../shared/kernel/brand.ts'
import { type Instant, plusMilliseconds } from '../../shared/kernel/clock.ts'
import { PollId, RoundId } from '../../shared/kernel/ids.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { getRound } from '../../shared/rounds/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { polls } from '../../shared/voting/machine.ts'
import type { Poll, PollIn } from '../../shared/voting/poll/poll.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import { publishInitiativeRules } from '../../shared/wards/operations.ts'
import { march, personas, startInitiatives } from '../support/builders/initiative-api.ts'
import { votingRules } from '../support/builders/initiatives.ts'
import { close, closingSteps, itemsUnder, requests, setClock, startFunctions } from '../support/builders/voting.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { type HttpInput, send } from '../support/services/http-event.ts'

const closesAt = '2026-04-14T18:00:00.000Z'
const opensAt = '2026-04-01T06:00:00Z'
const Made = z.object({ id: RoundId })
const Outbox = z.object({
  detail: z
    .string()
    .transform((text) =>
      z.looseObject({ id: z.string(), type: z.string(), subject: z.string() }).parse(JSON.parse(text)),
    ),
})

type Sealed = Omit<PollIn<'withheld'>, 'status' | 'version'>
type Voided = Omit<PollIn<'void'>, 'status' | 'version'>

describe('an event that is lost', () => {
  let aws: AwsStub
  let system: Awaited<ReturnType<typeof startInitiatives>>
  let functions: ReturnType<typeof startFunctions>
  beforeAll(async () => {
    aws = await startAwsStub()
    system = await startInitiatives(awsEnvironment(aws))
    functions = startFunctions(system.environment)
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
  const sweepRoundsAt = async (moment: Instant | string): Promise<unknown> => {
    setClock(moment)
    return startSweepingRounds(system.environment)({}, {})
  }
  const sweepPollsAt = async (moment: Instant | string): Promise<unknown> => {
    setClock(moment)
    return functions.sweepPolls({}, {})
  }
  const statusOf = async (initiativeId: string) =>
    z.object({ status: z.string() }).parse((await system.step('getInitiative', initiativeId, {})).body).status
  const pollNow = async (id: PollId): Promise<Poll> => {
    const poll = await getPoll(system.tables.table, id)
    if (poll === undefined) throw new Error('The round has no poll')
    return poll
  }
  const started = ({ frozen }: Poll) => [...aws.executions.keys()].filter((name) => name.includes(frozen.pollId))

  /** An announced round with one initiative. */
  const announced = async () => {
    const body = {
      ...{ title: { nl: 'Een ronde', en: 'A round' }, budgetCents: 100_000, lots: 'public-session' },
      ...{ electorateSize: 5_000, opensAt, closesAt },
    }
    const { id } = Made.parse((await ask('createRound', { body })).body)
    const initiativeId = await system.admitted({ amountCents: 90_000 })
    await ask('enterInitiative', { params: { roundId: id, initiativeId }, ifMatch: 1 })
    const answer = await ask('announceRound', { params: { roundId: id }, ifMatch: 2 })
    const { pollId } = z.object({ pollId: PollId }).parse(answer.body)
    return { id, initiativeId, pollId, poll: await pollNow(pollId) }
  }
  /** Its poll withheld, and declared void: as the election office does it, without the functions around. */
  const voided = async (pollId: PollId, isToBeRepeated: boolean) => {
    const poll = await pollNow(pollId)
    const at = plusMilliseconds(poll.frozen.closesAt, 200_000)
    setClock(at)
    await closingSteps({ functions }, poll).seal()
    const withheld = polls.take('withhold', await pollNow(pollId), (it) => assertShape<Sealed>(it), {
      ballots: 2,
      marks: 1,
    })
    if (withheld.refused) throw new Error(withheld.code)
    await save(system.tables.table, at, changeOf(keptPolls, withheld))
    const isVoid = polls.take('void', withheld.after, (it) =>
      assertShape<Voided>({
        ...it,
        isToBeRepeated,
        voided: { reason: 'Twee stemmen te veel.', at },
        reason: 'Twee stemmen te veel.',
      }),
    )
    if (isVoid.refused) throw new Error(isVoid.code)
    await save(system.tables.table, at, changeOf(keptPolls, isVoid))
    return at
  }
  /** The result of a poll whose lots were drawn in a session in public. */
  const published = async (poll: Poll) => {
    expect(await close({ functions }, poll)).toBe('awaiting-lots')
    const when = plusMilliseconds(poll.frozen.closesAt, 300_000)
    setClock(when)
    await requests({ functions }).recordLots(poll, { who: 'The mayor', when, seed: '4 6 1 1 3' }, { at: when })
    expect(await closingSteps({ functions }, poll).publish(0)).toBe('published')
  }
  const minutesAfter = (poll: Poll, minutes: number) => plusMilliseconds(poll.frozen.closesAt, minutes * 60_000)

  /** What follows of each event, none of which is delivered here. */
  const follows: { readonly [type: string]: () => Promise<void> } = {
    'nl.wijk.voting.poll-announced.v1': async () => {
      const { poll } = await announced()
      expect(aws.schedules.size).toBe(0)
      await sweepPollsAt(minutesAfter(poll, 5))
      expect(started(poll)).toHaveLength(1)
    },
    'nl.wijk.voting.poll-rescheduled.v1': async () => {
      const { id, pollId, poll } = await announced()
      const later = '2026-04-21T18:00:00.000Z'
      await ask('rescheduleRound', { params: { roundId: id }, ifMatch: 3, body: { opensAt, closesAt: later } })
      // A schedule of the old date comes too early, and is told to wait.
      setClock(minutesAfter(poll, 5))
      await expect(closingSteps({ functions }, poll).seal()).rejects.toMatchObject({ name: 'TooEarlyError' })
      await sweepPollsAt(minutesAfter(poll, 5))
      expect(started(poll)).toEqual([])
      await sweepPollsAt(minutesAfter(await pollNow(pollId), 5))
      expect(started(poll)).toHaveLength(1)
    },
    'nl.wijk.voting.poll-cancelled.v1': async () => {
      const { id, poll } = await announced()
      await ask('cancelRound', { params: { roundId: id }, ifMatch: 3 })
      // A schedule of a poll that is off starts a close that seals nothing.
      setClock(minutesAfter(poll, 5))
      await expect(closingSteps({ functions }, poll).seal()).rejects.toThrow('called off')
      await sweepPollsAt(minutesAfter(poll, 5))
      expect(started(poll)).toEqual([])
    },
    'nl.wijk.voting.poll-lots-recorded.v1': async () => {
      const { poll } = await announced()
      expect(await close({ functions }, poll)).toBe('awaiting-lots')
      const when = minutesAfter(poll, 5)
      setClock(when)
      await requests({ functions }).recordLots(poll, { who: 'The mayor', when, seed: '4 6 1 1 3' }, { at: when })
      await sweepPollsAt(minutesAfter(poll, 10))
      expect(started(poll).filter((name) => name.includes('lots'))).toHaveLength(1)
    },
    'nl.wijk.voting.poll-result-published.v1': async () => {
      const { id, initiativeId, poll } = await announced()
      await published(poll)
      await sweepRoundsAt(minutesAfter(poll, 10))
      expect((await getRound(system.tables.table, id))?.status).toBe('awarded')
      expect(['awarded', 'not-awarded']).toContain(await statusOf(initiativeId))
    },
    'nl.wijk.voting.poll-voided.v1': async () => {
      const { id, pollId } = await announced()
      const at = await voided(pollId, true)
      await sweepRoundsAt(plusMilliseconds(at, 300_000))
      expect((await getRound(system.tables.table, id))?.status).toBe('draft')
    },
    'nl.wijk.rounds.round-voided.v1': async () => {
      const { id, initiativeId, pollId } = await announced()
      const at = await voided(pollId, false)
      await sweepRoundsAt(plusMilliseconds(at, 300_000))
      expect((await getRound(system.tables.table, id))?.status).toBe('void')
      await sweepRoundsAt(plusMilliseconds(at, 600_000))
      expect(await statusOf(initiativeId)).toBe('admitted')
    },
    'nl.wijk.rounds.round-cancelled.v1': async () => {
      const { id, initiativeId } = await announced()
      await ask('cancelRound', { params: { roundId: id }, ifMatch: 3 })
      await sweepRoundsAt('2026-03-02T10:00:00.000Z')
      expect(await statusOf(initiativeId)).toBe('admitted')
    },
  }

  /** Shown by a test of its own context: the file, and its name. */
  const elsewhere: { readonly [type: string]: readonly [string, string] } = {
    // The sweepers do it, and nothing else: no event is told in these.
    [alarmChanged.type]: ['tests/integration/agreement-alarms.test.ts', 'whether the job comes on time, late or twice'],
    [reviewChanged.type]: ['tests/workflow/review.test.ts', 'asks, reminds, takes silence for what it is'],
    [rollImportStarted.type]: ['tests/workflow/import-roll.test.ts', 'by the sweeper if that was lost'],
  }

  it('is among these, whichever consumer hears it', () => {
    const heard = allUnits.flatMap(({ trigger }) => (trigger.kind === 'events' ? trigger.events : []))
    const shown = [...Object.keys(follows), ...Object.keys(elsewhere)]
    expect(shown.sort()).toEqual([...new Set(heard.map(({ type }) => type))].sort())
    for (const [file, name] of Object.values(elsewhere)) expect(readFileSync(file, 'utf8')).toContain(name)
  })

  it.each(Object.entries(follows))('%s: what should follow follows all the same', async (_, happens) => {
    await happens()
  })

  it('or comes twice and last first, changes nothing more: the round is settled once', async () => {
    const { id, initiativeId, poll } = await announced()
    await published(poll)
    const items = await itemsUnder(system.tables.table, 'OUTBOX#')
    const about = items
      .map((item) => Outbox.parse(item).detail)
      .filter(({ subject }) => subject === `polls/${poll.frozen.pollId}` || subject === `rounds/${id}`)
    const heardBySettling = allUnits.flatMap(({ name, trigger }) =>
      name === 'settle-round' && trigger.kind === 'events' ? trigger.events.map(({ type }) => type) : [],
    )
    const told = about.filter(({ type }) => heardBySettling.includes(type)).toSorted((a, b) => (a.id < b.id ? 1 : -1))
    expect(told.length).toBeGreaterThan(0)
    const settle = startSettling(system.environment)
    setClock(minutesAfter(poll, 10))
    for (const detail of [...told, ...told]) await settle({ detail }, {})
    const settled = await getRound(system.tables.table, id)
    expect(settled?.status).toBe('awarded')
    for (const detail of [...told].reverse()) await settle({ detail }, {})
    await sweepRoundsAt(minutesAfter(poll, 20))
    expect(await getRound(system.tables.table, id)).toEqual(settled)
    expect(['awarded', 'not-awarded']).toContain(await statusOf(initiativeId))
  })
})
