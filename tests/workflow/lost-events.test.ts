// Any event may be lost before it reaches its consumer. Its effects still happen, because a sweeper finds the work.
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { alarmChanged, reviewChanged } from '../../events/agreements.ts'
import { documentDrawnUp } from '../../events/documents.ts'
import * as elections from '../../events/elections.ts'
import { noticeGiven } from '../../events/notices.ts'
import { rollImportStarted } from '../../events/roll.ts'
import { start as startSettling } from '../../functions/rounds/settle-round.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { assertShape } from '../../shared/kernel/brand.ts'
import { type Instant, plusMilliseconds } from '../../shared/kernel/clock.ts'
import type { PollId } from '../../shared/kernel/ids.ts'
import { getRound } from '../../shared/rounds/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { polls } from '../../shared/voting/machine.ts'
import type { Poll, PollIn } from '../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { publishByLot, type Rounds, startRounds } from '../support/builders/initiatives/round-api.ts'
import {
  close,
  closingSteps,
  itemsUnder,
  requests,
  setClock,
  startFunctions,
} from '../support/builders/voting/voting.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

const opensAt = '2026-04-01T06:00:00Z'
const Outbox = z.object({
  detail: z
    .string()
    .transform((text) =>
      z.looseObject({ id: z.string(), type: z.string(), subject: z.string() }).parse(JSON.parse(text)),
    ),
})

type Sealed = Omit<PollIn<'withheld'>, 'status' | 'version'>
type Voided = Omit<PollIn<'void'>, 'status' | 'version'>

beforeAll(reuseRsaKeys)

describe('an event that is lost', () => {
  let rounds: Rounds
  let functions: ReturnType<typeof startFunctions>
  beforeAll(async () => {
    rounds = await startRounds()
    functions = startFunctions(rounds.environment)
  })
  afterEach(() => void vi.useRealTimers())
  afterAll(() => rounds.stop())

  const sweepPollsAt = async (moment: Instant | string): Promise<unknown> => {
    setClock(moment)
    return functions.sweepPolls({}, {})
  }
  const started = ({ frozen }: Poll) => [...rounds.aws.executions.keys()].filter((name) => name.includes(frozen.pollId))

  /** Withholds a poll and declares it void, as the election office does, without the functions. */
  const voided = async (pollId: PollId, isToBeRepeated: boolean) => {
    const poll = await rounds.pollNow(pollId)
    const at = plusMilliseconds(poll.frozen.closesAt, 200_000)
    setClock(at)
    await closingSteps({ functions }, poll).seal()
    const withheld = polls.take('withhold', await rounds.pollNow(pollId), (it) => assertShape<Sealed>(it), {
      ballots: 2,
      marks: 1,
    })
    if (withheld.refused) throw new Error(withheld.code)
    await save(rounds.tables.table, at, changeOf(keptPolls, withheld))
    const isVoid = polls.take('void', withheld.after, (it) =>
      assertShape<Voided>({
        ...it,
        isToBeRepeated,
        voided: { reason: 'Twee stemmen te veel.', at },
        reason: 'Twee stemmen te veel.',
      }),
    )
    if (isVoid.refused) throw new Error(isVoid.code)
    await save(rounds.tables.table, at, changeOf(keptPolls, isVoid))
    return at
  }
  const minutesAfter = (poll: Poll, minutes: number) => plusMilliseconds(poll.frozen.closesAt, minutes * 60_000)

  /** What must happen after each event, although none is delivered here. */
  const follows: { readonly [type: string]: () => Promise<void> } = {
    'nl.wijk.voting.poll-announced.v1': async () => {
      const { poll } = await rounds.announcedOne()
      expect(rounds.aws.schedules.size).toBe(0)
      await sweepPollsAt(minutesAfter(poll, 5))
      expect(started(poll)).toHaveLength(1)
    },
    'nl.wijk.voting.poll-rescheduled.v1': async () => {
      const { id, pollId, poll } = await rounds.announcedOne()
      const later = '2026-04-21T18:00:00.000Z'
      await rounds.ask('rescheduleRound', { params: { roundId: id }, ifMatch: 3, body: { opensAt, closesAt: later } })
      // A schedule for the old date fires too early and has to be retried later.
      setClock(minutesAfter(poll, 5))
      await expect(closingSteps({ functions }, poll).seal()).rejects.toMatchObject({ name: 'TooEarlyError' })
      await sweepPollsAt(minutesAfter(poll, 5))
      expect(started(poll)).toEqual([])
      await sweepPollsAt(minutesAfter(await rounds.pollNow(pollId), 5))
      expect(started(poll)).toHaveLength(1)
    },
    'nl.wijk.voting.poll-cancelled.v1': async () => {
      const { id, poll } = await rounds.announcedOne()
      await rounds.ask('cancelRound', { params: { roundId: id }, ifMatch: 3 })
      // A schedule of a cancelled poll starts a close, which seals nothing.
      setClock(minutesAfter(poll, 5))
      await expect(closingSteps({ functions }, poll).seal()).rejects.toThrow('called off')
      await sweepPollsAt(minutesAfter(poll, 5))
      expect(started(poll)).toEqual([])
    },
    'nl.wijk.voting.poll-lots-recorded.v1': async () => {
      const { poll } = await rounds.announcedOne()
      expect(await close({ functions }, poll)).toBe('awaiting-lots')
      const when = minutesAfter(poll, 5)
      setClock(when)
      await requests({ functions }).recordLots(poll, { who: 'The mayor', when, seed: '4 6 1 1 3' }, { at: when })
      await sweepPollsAt(minutesAfter(poll, 10))
      expect(started(poll).filter((name) => name.includes('lots'))).toHaveLength(1)
    },
    'nl.wijk.voting.poll-result-published.v1': async () => {
      const { id, initiativeId, poll } = await rounds.announcedOne()
      await publishByLot(functions, poll)
      await rounds.sweepAt(minutesAfter(poll, 10))
      expect((await getRound(rounds.tables.table, id))?.status).toBe('awarded')
      expect(['awarded', 'not-awarded']).toContain(await rounds.statusOf(initiativeId))
    },
    'nl.wijk.voting.poll-voided.v1': async () => {
      const { id, pollId } = await rounds.announcedOne()
      const at = await voided(pollId, true)
      await rounds.sweepAt(plusMilliseconds(at, 300_000))
      expect((await getRound(rounds.tables.table, id))?.status).toBe('draft')
    },
    'nl.wijk.rounds.round-voided.v1': async () => {
      const { id, initiativeId, pollId } = await rounds.announcedOne()
      const at = await voided(pollId, false)
      await rounds.sweepAt(plusMilliseconds(at, 300_000))
      expect((await getRound(rounds.tables.table, id))?.status).toBe('void')
      await rounds.sweepAt(plusMilliseconds(at, 600_000))
      expect(await rounds.statusOf(initiativeId)).toBe('admitted')
    },
    'nl.wijk.rounds.round-cancelled.v1': async () => {
      const { id, initiativeId } = await rounds.announcedOne()
      await rounds.ask('cancelRound', { params: { roundId: id }, ifMatch: 3 })
      await rounds.sweepAt('2026-03-02T10:00:00.000Z')
      expect(await rounds.statusOf(initiativeId)).toBe('admitted')
    },
  }

  const windowsByTheSweeper = [
    'tests/workflow/election-windows.test.ts',
    'are published in order if every schedule was lost',
  ] as const
  /** Effects that another test shows: its file and name. */
  const elsewhere: { readonly [type: string]: readonly [string, string] } = {
    // Only sweepers do this work; these tests deliver no events.
    [alarmChanged.type]: ['tests/integration/agreement-alarms.test.ts', 'whether the job runs on time, late or twice'],
    [reviewChanged.type]: ['tests/workflow/review.test.ts', 'asks, reminds, ends the term without answers'],
    [elections.seatChanged.type]: ['tests/workflow/council-seats.test.ts', 'by the sweeper if every event was lost'],
    [elections.contestCancelled.type]: [
      'tests/workflow/documents.test.ts',
      'is drawn up by the sweeper if no event arrived',
    ],
    [documentDrawnUp.type]: ['tests/workflow/documents.test.ts', 'is made by the sweeper if its event is lost'],
    [noticeGiven.type]: ['tests/workflow/notices.test.ts', 'is mailed by the sweeper if its event is lost'],
    [elections.resultEstablished.type]: [
      'tests/workflow/documents.test.ts',
      'is drawn up by the sweeper if no event arrived',
    ],
    ...Object.fromEntries(
      [
        elections.electionPlanned,
        elections.electionMoved,
        elections.electionCancelled,
        elections.nominationsOpened,
        elections.nominationsClosed,
        elections.pollingOpened,
        elections.pollingClosed,
      ].map(({ type }) => [type, windowsByTheSweeper]),
    ),
    [elections.lotteryChanged.type]: ['tests/integration/election-lottery.test.ts', 'late, or only the sweeper runs'],
    [rollImportStarted.type]: ['tests/workflow/import-roll.test.ts', 'by the sweeper if that was lost'],
  }

  it('an event that is lost is tested here for every event that has a consumer', () => {
    const consumed = allUnits.flatMap(({ trigger }) => (trigger.kind === 'events' ? trigger.events : []))
    const shown = [...Object.keys(follows), ...Object.keys(elsewhere)]
    expect(shown.sort()).toEqual([...new Set(consumed.map(({ type }) => type))].sort())
    for (const [file, name] of Object.values(elsewhere)) expect(readFileSync(file, 'utf8')).toContain(name)
  })

  it.each(Object.entries(follows))('an event that is lost still has its effects: %s', async (_, happens) => {
    await happens()
  })

  it('an event that is lost or delivered twice and out of order settles the round once', async () => {
    const { id, initiativeId, poll } = await rounds.announcedOne()
    await publishByLot(functions, poll)
    const items = await itemsUnder(rounds.tables.table, 'OUTBOX#')
    const about = items
      .map((item) => Outbox.parse(item).detail)
      .filter(({ subject }) => subject === `polls/${poll.frozen.pollId}` || subject === `rounds/${id}`)
    const consumedBySettling = allUnits.flatMap(({ name, trigger }) =>
      name === 'settle-round' && trigger.kind === 'events' ? trigger.events.map(({ type }) => type) : [],
    )
    const ofRound = about
      .filter(({ type }) => consumedBySettling.includes(type))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    expect(ofRound.length).toBeGreaterThan(0)
    const settle = startSettling(rounds.environment)
    setClock(minutesAfter(poll, 10))
    for (const detail of [...ofRound, ...ofRound]) await settle({ detail }, {})
    const settled = await getRound(rounds.tables.table, id)
    expect(settled?.status).toBe('awarded')
    for (const detail of [...ofRound].reverse()) await settle({ detail }, {})
    await rounds.sweepAt(minutesAfter(poll, 20))
    expect(await getRound(rounds.tables.table, id)).toEqual(settled)
    expect(['awarded', 'not-awarded']).toContain(await rounds.statusOf(initiativeId))
  })
})
