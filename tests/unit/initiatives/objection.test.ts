// Until when an applicant can object: six weeks, extended if the last day is not a working day (Atw 1, Awb 6:7, 6:8).
import { describe, expect, it } from 'vitest'
import { refuseInitiative } from '../../../shared/initiatives/decision/assess.ts'
import { beginDueOn } from '../../../shared/initiatives/decision/award.ts'
import { decideInitiative } from '../../../shared/initiatives/decision/decide.ts'
import { objectionDueOn, objectToDecision } from '../../../shared/initiatives/decision/objection.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { assessor, handedIn, rulesWith } from '../../support/builders/initiatives/initiatives.ts'
import { yes } from '../../support/builders/taken.ts'

const at = (date: string, time = '11:00') => Instant.parse(`${date}T${time}:00.000Z`)
const refusedOn = (date: string, rules = rulesWith()) =>
  yes(refuseInitiative(handedIn({ startsOn: '2030-06-01' }, rules), 'Past niet.', assessor, at(date)))

describe('the last day for an objection', () => {
  it.each([
    ['2026-02-20', '2026-04-07', 'Good Friday, and Easter after it'],
    ['2026-03-16', '2026-04-28', 'King’s Day'],
    ['2026-03-24', '2026-05-06', 'Liberation Day'],
    ['2026-04-02', '2026-05-18', 'Ascension Day, and a decree day after it'],
    ['2026-04-13', '2026-05-26', 'Whit Monday'],
    ['2026-11-13', '2026-12-28', 'Christmas Day'],
    ['2026-11-20', '2027-01-04', 'New Year’s Day'],
    ['2026-03-02', '2026-04-13', 'nothing in the way'],
    // The calendar has no holidays of 2029, so only the length of the term counts.
    ['2029-03-02', '2029-04-13', 'a year that the calendar does not know'],
  ])('the last day for an objection after a decision of %s is %s: %s', (decidedOn, dueOn) => {
    const refused = refusedOn(decidedOn)
    expect(objectionDueOn(refused)).toBe(dueOn)
    expect(objectToDecision(refused, 'Toch.', at(dueOn, '21:59')).refused).toBe(false)
    expect(objectToDecision(refused, 'Toch.', at(dueOn, '23:00'))).toMatchObject({ code: 'objection-too-late' })
  })

  it('the last day for an objection follows the number of weeks in the pinned rules', () => {
    expect(objectionDueOn(refusedOn('2026-03-02', rulesWith({ objectionTermWeeks: 2 })))).toBe('2026-03-16')
  })
})

describe('the last day on which an award can begin', () => {
  const staff = { id: assessor, roles: ['member'] } as const
  const awardedOn = (date: string, startsOn: string, change: object = {}) => {
    const admitted = { ...handedIn({ startsOn }, rulesWith(change)), status: 'admitted' as const }
    const decided = decideInitiative(admitted, { outcome: 'award', reason: 'Ja.' }, staff, at(date))
    if (decided.refused) throw new Error(decided.code)
    return decided.after
  }

  it('the last day on which an award can begin follows the planned start or the award, whichever is later, and the rules', () => {
    expect(beginDueOn(awardedOn('2026-03-10', '2026-06-01'))).toBe('2026-11-30')
    expect(beginDueOn(awardedOn('2026-07-01', '2026-06-01'))).toBe('2026-12-30')
    expect(beginDueOn(awardedOn('2026-03-10', '2026-06-01', { beginTermDays: 1 }))).toBe('2026-06-02')
    expect(beginDueOn(handedIn())).toBeUndefined()
  })
})
