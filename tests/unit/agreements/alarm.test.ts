// An alarm moves up as terms expire, keeps every answer, and can be ended only by the council.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Addressee } from '../../../shared/agreements/rules/agreement-rules.ts'
import { agreementRulesOfRotterdam } from '../../../shared/agreements/rules/rules-of-rotterdam.ts'
import * as alarms from '../../../shared/agreements/watch/alarm.ts'
import { Instant, plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { AgreementId, AlarmId, WardCode } from '../../../shared/kernel/ids.ts'
import type { Refusal } from '../../../shared/kernel/refusals.ts'

const made = <Step extends { readonly refused: false; readonly after: unknown }>(
  taken: Step | Refusal,
): Step['after'] => {
  if (taken.refused) throw new Error(taken.code)
  return taken.after
}
const at = (text: string) => Instant.parse(`${text}:00.000Z`)
const raisedAt = at('2024-01-08T12:00')
const raised = (): alarms.Alarm =>
  made(
    alarms.raiseAlarm(
      {
        id: AlarmId.parse('00000000-0000-4000-8000-000000000001'),
        wardCode: WardCode.parse('pernis'),
        agreementId: AgreementId.parse('00000000-0000-4000-8000-000000000002'),
        actionId: undefined,
        requestDigest: '',
        raisedBy: 'council',
        reason: 'De speeltuin is er nog niet.',
      },
      { wardCode: null, rules: agreementRulesOfRotterdam },
      raisedAt,
    ),
  )
const climbed = (alarm: alarms.Alarm, now: Instant): alarms.Alarm => {
  const due = alarms.climbsDue(alarm, now)
  if ('refused' in due) throw new Error(due.code)
  return due.at(-1)?.after ?? alarm
}
const answered = (alarm: alarms.Alarm, by: Addressee, now: Instant) => alarms.answerAlarm(alarm, by, 'Het komt.', now)
/** The first term is two weeks from 8 January, so it ends on the 22nd. The next one is three weeks from the 23rd, and so on. */
const rungs = [
  ['ward-manager', '2024-01-08', '2024-01-22'],
  ['department-director', '2024-01-23', '2024-02-13'],
  ['adopting-alderman', '2024-02-14', '2024-03-13'],
  ['college', '2024-03-14', '2024-04-25'],
  ['municipal-council-committee', '2024-04-26', '2024-06-07'],
]
const shown = ({ rungs: all }: alarms.Alarm) => all.map(({ addressee, from, endsOn }) => [addressee, from, endsOn])

describe('an alarm that nobody answers', () => {
  it('an alarm that nobody answers stays on its rung until midnight after its last day', () => {
    expect(climbed(raised(), at('2024-01-22T22:59'))).toEqual(raised())
    expect(shown(climbed(raised(), at('2024-01-22T23:00')))).toEqual(rungs.slice(0, 2))
  })
  it('an alarm that nobody answers climbs to the top and stays open there', () => {
    const top = climbed(raised(), at('2024-06-07T22:00'))
    expect(shown(top)).toEqual(rungs)
    expect(top.status).toBe('unanswered')
    expect(alarms.climbsDue(top, at('2026-01-01T00:00'))).toEqual([])
  })
  it('an alarm that nobody answers climbs to the same rungs on the same days, however late or often it is updated', () => {
    const moments = fc.uniqueArray(fc.integer({ min: 0, max: 200 * 24 }), { maxLength: 40 })
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 200 * 24 }), (hours, last) => {
        const instants = [...hours.filter((hour) => hour < last).toSorted((a, b) => a - b), last].map((hour) =>
          plusMilliseconds(raisedAt, hour * 3_600_000),
        )
        const often = instants.reduce(climbed, raised())
        const once = climbed(raised(), instants.at(-1) ?? raisedAt)
        expect({ ...often, version: 0 }).toEqual({ ...once, version: 0 })
        expect(shown(often)).toEqual(rungs.slice(0, often.rungs.length))
      }),
    )
  })
})

describe('an answer', () => {
  it('an answer of the addressee stops the term but does not end the alarm', () => {
    const after = made(answered(raised(), 'ward-manager', at('2024-01-22T22:59')))
    expect(after).toMatchObject({ status: 'answered', answers: [{ addressee: 'ward-manager', isLate: false }] })
    expect(alarms.climbsDue(after, at('2025-01-01T00:00'))).toEqual([])
  })
  it('an answer is refused if the alarm should have climbed already, even if the job has not run', () => {
    expect(answered(raised(), 'ward-manager', at('2024-01-22T23:00'))).toMatchObject({ code: 'alarm-has-to-climb' })
  })
  it('an answer after the term is stored and marked late, and the term of the next rung continues', () => {
    const now = at('2024-01-30T12:00')
    const late = made(answered(climbed(raised(), now), 'ward-manager', now))
    expect(late).toMatchObject({ status: 'waiting', answers: [{ addressee: 'ward-manager', isLate: true }] })
    expect(climbed(late, at('2024-02-14T12:00')).rungs).toHaveLength(3)
  })
  it('an answer of the last rung after its term is stored, marked late, and judged by the council', () => {
    const now = at('2024-07-01T12:00')
    const late = answered(climbed(raised(), now), 'municipal-council-committee', now)
    expect(late).toMatchObject({ after: { status: 'answered', answers: [{ isLate: true }] } })
  })
  it('an answer of somebody who may answer for several is for the present addressee, otherwise for the latest that was asked', () => {
    const third = climbed(raised(), at('2024-02-14T12:00'))
    expect(alarms.answersFor(third, ['ward-manager', 'adopting-alderman'])).toBe('adopting-alderman')
    expect(alarms.answersFor(third, ['ward-manager', 'department-director'])).toBe('department-director')
    expect(alarms.answersFor(third, ['college'])).toBeUndefined()
  })
  it('an answer of a later addressee is refused', () => {
    expect(answered(raised(), 'college', raisedAt)).toMatchObject({ code: 'not-asked-to-answer' })
  })
})

describe('the council', () => {
  const first = made(answered(raised(), 'ward-manager', at('2024-01-10T12:00')))

  it('the council that is not satisfied passes the alarm to the next rung from that day, with its reason', () => {
    const next = made(alarms.rejectAnswer(first, 'Er staat geen datum in.', at('2024-01-15T12:00')))
    expect(alarms.rungNow(next)).toEqual({
      place: 1,
      addressee: 'department-director',
      from: '2024-01-15',
      endsOn: '2024-02-05',
      because: 'not-satisfied',
      reason: 'Er staat geen datum in.',
    })
  })
  it('the council that is not satisfied with the last rung asks it again', () => {
    const now = at('2024-07-01T12:00')
    const top = made(answered(climbed(raised(), now), 'municipal-council-committee', now))
    const again = made(alarms.rejectAnswer(top, 'Nog steeds niets.', now))
    expect(again).toMatchObject({ status: 'waiting' })
    expect(alarms.rungNow(again)).toMatchObject({ place: 4, from: '2024-07-01' })
  })
  it('the council alone can end an alarm, in every state but the last', () => {
    const now = at('2024-07-01T12:00')
    for (const alarm of [raised(), first, climbed(raised(), now)]) {
      const solved = made(alarms.solveAlarm(alarm, 'De speeltuin is open.', now))
      expect(alarms.solveAlarm(solved, 'x', now)).toMatchObject({ code: 'alarm-solved' })
      expect(answered(solved, 'ward-manager', now)).toMatchObject({ code: 'alarm-solved' })
    }
    expect(alarms.rejectAnswer(raised(), 'x', now)).toMatchObject({ code: 'alarm-not-answered' })
  })
  it('the council and everybody else see how long an alarm has been waiting; a solved alarm no longer waits', () => {
    expect(alarms.waitingOf(climbed(raised(), at('2024-01-30T12:00')), at('2024-01-30T12:00'))).toEqual({
      days: 22,
      daysOnRung: 7,
    })
    const solved = made(alarms.solveAlarm(first, 'Klaar.', at('2024-01-12T12:00')))
    expect(alarms.waitingOf(solved, at('2026-01-12T12:00')).days).toBe(4)
  })
})
