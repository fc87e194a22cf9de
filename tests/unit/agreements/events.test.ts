// What the events of a review and of an alarm say about what has just changed.
import { describe, expect, it } from 'vitest'
import { agreementRulesOfRotterdam } from '../../../shared/agreements/rules/rules-of-rotterdam.ts'
import * as alarms from '../../../shared/agreements/watch/alarm.ts'
import * as reviews from '../../../shared/agreements/watch/review.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { ActionId, AlarmId, ReviewId } from '../../../shared/kernel/ids.ts'
import type { Refusal } from '../../../shared/kernel/refusals.ts'
import { agreementId, at, day, pernis, ruleSet, uuid } from '../../support/builders/agreements/plain-agreements.ts'

type Taken<After> = { readonly refused: false; readonly after: After; readonly events: readonly { data: unknown }[] }

/** The thing after a step, and the data of the step's event. */
const taken = <After>(step: Taken<After> | Refusal): { readonly after: After; readonly data: unknown } => {
  if (step.refused) throw new Error(step.code)
  return { after: step.after, data: step.events[0]?.data }
}

describe('the event of a review', () => {
  const action = (number: number) => ActionId.parse(uuid(number))
  const [first, second, third] = [action(10), action(11), action(12)] as const
  const scheduled = reviews.scheduleReview({
    ...{ id: ReviewId.parse(uuid(50)), wardCode: pernis, agreementId, ruleSet },
    ...{ number: 1, year: 2023, beginsOn: day('2023-05-01') },
  }).after
  const asking = () => taken(reviews.askProgress(scheduled, ruleSet, [first, second, third], at('2023-05-01T06:00')))
  const answered = (review: reviews.Review, action: ActionId) =>
    taken(reviews.recordAnswer(review, action, at('2023-05-10T12:00')))

  it('the event of a review names the action that was answered now, whichever were answered before, and counts those left', () => {
    const one = answered(asking().after, second)
    expect(one.data).toMatchObject({ answered: second, unanswered: 2 })
    const two = answered(one.after, first)
    expect(two.data).toMatchObject({ answered: first, unanswered: 1 })
    expect(answered(two.after, third).data).toMatchObject({ answered: third, unanswered: 0 })
  })

  it('the event of a review names no action if its owner had answered before', () => {
    const one = answered(asking().after, second)
    expect(answered(one.after, second).data).not.toHaveProperty('answered')
  })

  it('the event of a review counts the actions that the council has not judged', () => {
    const judging = taken(reviews.askVerdict(asking().after, at('2023-05-22T22:00')))
    expect(judging.data).toMatchObject({ unjudged: 3 })
    const judged = taken(reviews.recordVerdict(judging.after, first))
    expect(judged.data).toMatchObject({ unjudged: 2 })
    expect(judged.data).not.toHaveProperty('answered')
  })
})

describe('the event of an alarm', () => {
  it('the event of an alarm names who is to answer now, and until when', () => {
    const [who, rules] = [
      { wardCode: pernis, agreementId },
      { wardCode: null, rules: agreementRulesOfRotterdam },
    ]
    const more = { id: AlarmId.parse(uuid(60)), actionId: undefined, requestDigest: '', raisedBy: 'council' } as const
    const raise = (now: Instant) => alarms.raiseAlarm({ ...who, ...more, reason: 'Niets gedaan.' }, rules, now)
    const raised = raise(at('2024-01-08T12:00'))
    if (raised.refused) throw new Error(raised.code)
    expect(raised.events[0]?.data).toMatchObject({ addressee: 'ward-manager', endsOn: '2024-01-22' })
    const climbs = alarms.climbsDue(raised.after, at('2024-03-01T12:00'))
    if ('refused' in climbs) throw new Error(climbs.code)
    expect(climbs.map(({ events }) => events[0]?.data)).toMatchObject([
      { addressee: 'department-director', endsOn: '2024-02-13' },
      { addressee: 'adopting-alderman', endsOn: '2024-03-13' },
    ])
  })
})
