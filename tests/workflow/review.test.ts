// A review of a ward agreement: its state machine on a virtual clock, its steps on the real engine.
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { isBehind } from '../../functions/agreements/reviews/waits/tending.ts'
import { climbAlarm } from '../../infra/workflows/climb-alarm/workflow.ts'
import { reachWindow } from '../../infra/workflows/reach-window/workflow.ts'
import { review as reviewWorkflow } from '../../infra/workflows/review/workflow.ts'
import { instantOf } from '../../shared/kernel/clock.ts'
import { definitionOf, startReviewWorld } from '../support/builders/agreements/review-world.ts'

const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), z.looseObject({ Type: z.string() })) })
const Arrow = z.looseObject({ Next: z.string() })

/** The arrows of a machine and of the machines nested in it. */
const arrowsOf = (machine: unknown): readonly string[] => {
  const { StartAt, States } = Machine.parse(machine)
  return [
    `[*] --> ${StartAt}`,
    ...Object.entries(States).flatMap(([name, state]) => {
      const choices = z.array(Arrow).catch([]).parse(state.Choices)
      const catches = z.array(Arrow).catch([]).parse(state.Catch)
      const targets = [
        state.Next,
        state.Default,
        ...choices.map(({ Next }) => Next),
        ...catches.map(({ Next }) => Next),
      ]
      const isLast = state.Type === 'Succeed' || state.Type === 'Fail'
      return [
        ...targets.filter((target) => target !== undefined).map((target) => `${name} --> ${target}`),
        ...(isLast ? [`${name} --> [*]`] : []),
        ...(state.ItemProcessor === undefined ? [] : arrowsOf(state.ItemProcessor)),
      ]
    }),
  ]
}

describe.each([
  ['review', reviewWorkflow, 'docs/state-machines/review-cycle.md'],
  ['climb-alarm', climbAlarm, 'docs/state-machines/climb-alarm.md'],
  ['reach-window', reachWindow, 'docs/state-machines/reach-window.md'],
] as const)('the state machine %s', (_, workflow, file) => {
  const page = readFileSync(file, 'utf8')

  it('matches its drawing, with each state explained', () => {
    const drawn = (/```mermaid\n(.*?)```/s.exec(page)?.[1] ?? '')
      .split('\n')
      .flatMap((line) => /^\s*(\S+ --> \S+)$/.exec(line)?.[1] ?? [])
    const arrows = arrowsOf(definitionOf(workflow))
    expect([...new Set(drawn)].toSorted()).toEqual([...new Set(arrows)].toSorted())
    for (const state of new Set(arrows.flatMap((arrow) => arrow.split(' --> '))))
      if (state !== '[*]') expect(page).toContain(`\`${state}\` |`)
  })
})

const inForce = async (world: Awaited<ReturnType<typeof startReviewWorld>>, actions: readonly object[]) => {
  const published = await world.api.published(actions)
  await world.travel('2026-01-01T06:00:00Z')
  await world.api.sweep()
  return published
}

describe('a review', () => {
  let world: Awaited<ReturnType<typeof startReviewWorld>>
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    world = await startReviewWorld()
  })
  afterEach(() => vi.useRealTimers())

  const report = (action: { readonly agreementId: string; readonly actionId: string }) =>
    world.api.call('reportProgress', 'department', { params: action, body: { text: 'Wij zijn bezig.' } })
  const judge = async (action: { readonly agreementId: string; readonly actionId: string }, verdict: string) =>
    world.api.step('judgeAction', 'council', action, {
      ...{ verdict, reason: 'Gezien.', decisionId: await world.api.decision(action) },
    })
  const notices = async (by: 'department' | 'council' | 'manager', role: string) => {
    const { body } = await world.api.call('listNotices', by, { query: { role } })
    return z
      .object({ items: z.array(z.object({ kind: z.string() })) })
      .parse(body)
      .items.map(({ kind }) => kind)
  }

  it('a review asks, reminds, ends the term without answers, asks the council, reports, and plans the next one', async () => {
    const { of, actions } = await inForce(world, [{}, { title: 'Bank' }, { title: 'Bomen' }])
    const [prompt, late, silent] = actions
    if (!prompt || !late || !silent) throw new Error('Three actions')
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', number: 1, answerBy: '2026-05-22' }])
    expect(await notices('department', 'department')).toEqual(['progress-asked'])
    expect(await report(prompt)).toMatchObject({ body: { notes: [{ isLate: false }] } })
    await world.releaseAll(of)
    await world.travel('2026-05-17T06:00:00Z')
    expect(await notices('department', 'department')).toEqual(['progress-reminder', 'progress-asked'])
    await world.travel('2026-05-23T06:00:00Z')
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', judgeBy: '2026-06-13' }])
    expect(await report(late)).toMatchObject({ body: { notes: [{ isLate: true }] } })
    expect(await notices('council', 'ward-council')).toEqual(['verdict-asked'])
    // Each action without an answer at the end of the term has one alarm.
    const alarms = await world.api.call('listAgreementAlarms', undefined, { query: { wardCode: 'pernis' } })
    const Raised = z.object({ items: z.array(z.object({ actionId: z.string(), raisedBy: z.string() })) })
    expect(new Set(Raised.parse(alarms.body).items.map(({ actionId }) => actionId))).toEqual(
      new Set([late.actionId, silent.actionId]),
    )
    await judge(prompt, 'realised')
    await judge(late, 'partly')
    await judge(silent, 'not')
    await world.releaseAll(of)
    const [first, second] = await world.reviewsOf(of)
    expect([first, second]).toMatchObject([
      { status: 'published' },
      { status: 'scheduled', number: 2, beginsOn: '2026-09-01' },
    ])
    expect(world.running()).toEqual([])
    const listed = await world.api.call('listReviews', undefined, { params: of })
    expect(listed.body).toMatchObject({ items: [{ status: 'published' }, { status: 'scheduled' }] })
    const read = await world.api.call('getReview', undefined, { params: { ...of, reviewId: first?.id ?? '' } })
    expect(read.body).toMatchObject({ number: 1, asked: { length: 3 } })
    const shown = await world.api.call('getReviewReport', undefined, { params: { ...of, reviewId: first?.id ?? '' } })
    expect(shown.body).toMatchObject({ realised: 1, dropped: 0, continuing: 2 })
    const byTitle = z
      .object({ actions: z.array(z.looseObject({ title: z.string() })) })
      .parse(shown.body)
      .actions.toSorted((a, b) => (a.title < b.title ? -1 : 1))
    expect(byTitle).toMatchObject([
      { title: 'Bank', isLate: true, isJudged: true, status: 'partly-realised' },
      { title: 'Bomen', isLate: false, isJudged: true, status: 'not-realised' },
      { title: 'Speeltuin', isLate: false, isJudged: true, status: 'realised' },
    ])
    expect(byTitle.map(({ answeredAt }) => answeredAt !== undefined)).toEqual([true, false, true])
  })

  it('a review whose execution was killed is started again, and asks only what is still open', async () => {
    const { of, actions } = await inForce(world, [{}, { title: 'Bank' }])
    const [one, other] = actions
    if (!one || !other) throw new Error('Two actions')
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    expect(await world.sweep(of)).toEqual([false])
    expect(world.running()).toHaveLength(1)
    await report(one)
    world.executions.stop(world.running()[0]?.arn ?? '')
    await world.travel('2026-05-18T06:00:00Z')
    expect(await world.sweep(of)).toEqual([true])
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'asking', run: 2 }])
    expect(await notices('department', 'department')).toEqual(['progress-reminder', 'progress-asked'])
    await report(other)
    await world.releaseAll(of)
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'judging', judgeBy: '2026-06-08' }])
    // A token is sent only once: after that no execution waits for it.
    await world.releaseAll(of)
    // The council does not judge in time. Its term ends and the report is published anyway.
    await world.travel('2026-06-09T06:00:00Z')
    expect((await world.reviewsOf(of))[0]).toMatchObject({ status: 'published' })
  })

  it('a review that is stuck is detected by the dates in the table, whatever the state of its execution', async () => {
    const { of } = await inForce(world, [{}])
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    const [asking] = await world.reviewsOf(of)
    if (!asking) throw new Error('A review')
    const at = (text: string) => instantOf(Date.parse(text))
    expect(isBehind(asking, at('2026-05-22T22:59:59Z'))).toBe(false)
    expect(isBehind(asking, at('2026-05-22T23:00:01Z'))).toBe(true)
  })

  it('a review is not held when the agreement ends before it', async () => {
    const { of } = await inForce(world, [{}])
    await world.api.step('endAgreement', 'council', of, { reason: 'De wijk is gesplitst.' })
    expect(await world.reviewsOf(of)).toMatchObject([{ status: 'cancelled' }])
    await world.travel('2026-05-02T06:00:00Z')
    expect(await world.sweep(of)).toEqual([])
  })
})
