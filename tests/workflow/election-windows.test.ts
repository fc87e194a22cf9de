// The opening and closing of an election's windows are published once, on time, even if schedules or events are lost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startMarkReached } from '../../functions/elections/windows/mark-reached.ts'
import { start as startScheduleWindows } from '../../functions/elections/windows/schedule-windows.ts'
import { start as startSweepWindows } from '../../functions/elections/windows/sweep-windows.ts'
import { electionSteps, moments, office, startElections } from '../support/builders/elections/election-api.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { tableEnvironment } from '../support/engine/engine.ts'

const EventDetail = z.looseObject({ id: z.string(), type: z.string(), data: z.unknown() })
const Election = z.object({ phase: z.string(), calendar: z.object({ nominationOpensAt: z.string() }) })
const windows = ['nominations-opened', 'nominations-closed', 'polling-opened', 'polling-closed']

describe('the windows of an election', () => {
  let system: Awaited<ReturnType<typeof startElections>>
  let aws: AwsStub
  let functions: {
    readonly mark: ReturnType<typeof startMarkReached>
    readonly schedule: ReturnType<typeof startScheduleWindows>
    readonly sweep: ReturnType<typeof startSweepWindows>
  }
  let electionId: string
  beforeEach(async () => {
    ;[system, aws] = await Promise.all([startElections(), startAwsStub()])
    const environment = { ...tableEnvironment(system), ...awsEnvironment(aws) }
    functions = {
      mark: startMarkReached(environment),
      schedule: startScheduleWindows(environment),
      sweep: startSweepWindows(environment),
    }
    electionId = await electionSteps(system.ask).planned(['heijplaat'])
  })
  afterEach(() => {
    vi.useRealTimers()
    return aws.stop()
  })

  const at = async <Result>(moment: string, act: () => Promise<Result>): Promise<Result> => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) })
    try {
      return await act()
    } finally {
      vi.useRealTimers()
    }
  }
  const mark = (moment: string) => at(moment, () => functions.mark({ electionId }, {}))
  const events = async () => (await eventsIn(system.table)).map(({ detail }) => EventDetail.parse(JSON.parse(detail)))
  /** Published openings and closings, in the order in which they happened. */
  const publishedWindows = async () =>
    (await events())
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ type }) => type.replace('nl.wijk.elections.', '').replace('.v1', ''))
      .filter((name) => windows.includes(name))
  const deliverAll = (moment: string) =>
    at(moment, async () => {
      for (const detail of await events())
        if (/elections\.(election|nominations|polling)-/.test(detail.type)) await functions.schedule({ detail }, {})
    })
  const scheduled = () => aws.schedules.get(`reach-window-${electionId}`)?.ScheduleExpression
  const started = () => [...aws.executions.keys()].filter((name) => name.includes(electionId))
  const move = async (pollingOn: string) => {
    const { headers } = await system.ask('getElection', { params: { electionId } })
    const ifMatch = Number(headers.etag?.replaceAll('"', ''))
    return system.ask('moveElection', {
      params: { electionId },
      at: moments.before,
      by: office,
      ifMatch,
      body: { pollingOn },
    })
  }
  const phaseAt = async (moment: string) =>
    Election.parse((await system.ask('getElection', { params: { electionId }, at: moment })).body).phase

  it('the windows of an election are published once each, on time, however often a schedule fires', async () => {
    await deliverAll('2025-12-01T09:00:05Z')
    expect(scheduled()).toBe('at(2026-01-05T08:00:00)')
    expect(await mark('2026-01-05T08:00:00Z')).toEqual({ published: 1 })
    expect(await mark('2026-01-05T08:00:01Z')).toEqual({ published: 0 })
    await deliverAll('2026-01-05T08:00:05Z')
    expect(scheduled()).toBe('at(2026-01-19T14:00:00)')
    await mark('2026-01-19T14:00:00Z')
    await mark('2026-03-18T06:30:00Z')
    await mark('2026-03-18T20:00:00Z')
    await mark('2026-03-18T20:00:00Z')
    expect(await publishedWindows()).toEqual(windows)
    await deliverAll('2026-03-18T20:00:05Z')
    expect(scheduled()).toBeUndefined()
  })

  it('the windows of an election are published in order if every schedule was lost, and the phase still follows from the dates', async () => {
    expect(await phaseAt('2026-01-19T14:00:00Z')).toBe('nominations-closed')
    await at('2026-01-19T14:05:00Z', () => functions.sweep({}, {}))
    expect(started()).toHaveLength(1)
    expect(await mark('2026-01-19T14:05:01Z')).toEqual({ published: 2 })
    expect(await publishedWindows()).toEqual(windows.slice(0, 2))
    await at('2026-01-19T14:10:00Z', () => functions.sweep({}, {}))
    expect(started()).toHaveLength(1)
  })

  it('the windows of an election move with the dates, and a schedule for the old dates publishes nothing', async () => {
    await deliverAll('2025-12-01T09:00:05Z')
    expect((await move('2026-03-25')).status).toBe(200)
    await deliverAll('2025-12-01T09:01:00Z')
    expect(scheduled()).toBe('at(2026-01-12T08:00:00)')
    expect(await mark('2026-01-05T08:00:00Z')).toEqual({ published: 0 })
    expect(await publishedWindows()).toEqual([])
  })

  it('the windows of an election are not published for a cancelled election', async () => {
    await deliverAll('2025-12-01T09:00:05Z')
    const params = { electionId }
    const body = { reason: 'De verkiezing wordt verplaatst.' }
    await system.ask('cancelElection', { params, at: moments.before, ifMatch: 1, body })
    await deliverAll('2025-12-01T09:02:00Z')
    expect(scheduled()).toBeUndefined()
    expect(await mark('2026-01-05T08:00:00Z')).toEqual({ published: 0 })
    await at('2026-01-05T08:05:00Z', () => functions.sweep({}, {}))
    expect(started()).toEqual([])
  })

  it('the windows of an election are published once if two executions run at the same moment', async () => {
    const results = await at('2026-01-05T08:00:00Z', () =>
      Promise.allSettled([functions.mark({ electionId }, {}), functions.mark({ electionId }, {})]),
    )
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await publishedWindows()).toEqual(['nominations-opened'])
  })
})
