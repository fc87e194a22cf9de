import { describe, expect, it } from 'vitest'
import { returnInitiative } from '../../../shared/initiatives/decision/assess.ts'
import { decisionDueOn, Initiative, isPastTerm } from '../../../shared/initiatives/initiative.ts'
import { editInitiative } from '../../../shared/initiatives/text/draft.ts'
import { submitInitiative } from '../../../shared/initiatives/text/submit.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import {
  assessor,
  draft,
  handedIn,
  handedInAt,
  rulesWith,
  votingRules,
} from '../../support/builders/initiatives/initiatives.ts'
import { yes } from '../../support/builders/taken.ts'

const onMarch = (day: number) => Instant.parse(`2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z`)

describe('handing in', () => {
  it('handing in refuses a draft with only a title, and points to everything that is missing', () => {
    const { content, particulars, ...rest } = draft()
    const bare = { ...rest, content: { title: content.title }, particulars: {} }
    const decision = submitInitiative(bare, rulesWith(), handedInAt)
    expect(decision).toMatchObject({ refused: true, code: 'incomplete' })
    expect(decision.refused && decision.objections.map(({ pointer }) => pointer)).toEqual([
      '/summary',
      '/plan',
      '/amountCents',
      '/startsOn',
      '/contact',
      '/address',
      '/bankAccount',
    ])
    expect(particulars.contact).toBeDefined()
  })

  it('handing in refuses an initiative in a ward without rules', () => {
    expect(submitInitiative(draft(), undefined, handedInAt)).toMatchObject({ code: 'no-rules-then' })
  })

  it('handing in refuses a cent above the maximum of the ward, and accepts the maximum', () => {
    const rules = rulesWith({ maximumCents: 300_000 })
    expect(submitInitiative(draft({ amountCents: 300_001 }), rules, handedInAt)).toMatchObject({
      code: 'amount-above-maximum',
      facts: { maximumCents: 300_000 },
    })
    expect(submitInitiative(draft({ amountCents: 300_000 }), rules, handedInAt).refused).toBe(false)
  })

  it('handing in refuses a start one day before the lead time of six weeks is over', () => {
    expect(submitInitiative(draft({ startsOn: '2026-04-12' }), rulesWith(), handedInAt)).toMatchObject({
      code: 'starts-too-soon',
      facts: { earliest: '2026-04-13' },
    })
    expect(submitInitiative(draft({ startsOn: '2026-04-13' }), rulesWith(), handedInAt).refused).toBe(false)
  })

  it('handing in counts the lead time from the day in the city, not in UTC', () => {
    const justAfterMidnight = Instant.parse('2026-03-02T23:30:00.000Z')
    expect(submitInitiative(draft({ startsOn: '2026-04-13' }), rulesWith(), justAfterMidnight)).toMatchObject({
      facts: { earliest: '2026-04-14' },
    })
  })

  it('handing in refuses a contact who turns eighteen tomorrow', () => {
    const contact = (birthDate: string) => ({ contact: { name: 'Bo', email: 'bo@example.org', birthDate } })
    expect(submitInitiative(draft(contact('2008-03-03')), rulesWith(), handedInAt)).toMatchObject({
      code: 'contact-too-young',
      facts: { minimumAge: 18 },
    })
    expect(submitInitiative(draft(contact('2008-03-02')), rulesWith(), handedInAt).refused).toBe(false)
  })

  it('handing in refuses to hand in twice', () => {
    expect(submitInitiative(handedIn(), rulesWith(), handedInAt)).toMatchObject({ code: 'not-editable' })
  })

  it('handing in pins the rules of the day, whatever is published later', () => {
    const returned = yes(returnInitiative(handedIn(), 'Het plan is te vaag.', assessor, onMarch(3)))
    const again = yes(submitInitiative(returned, rulesWith({ maximumCents: 100, smallUpToCents: 100 }), onMarch(4)))
    expect(again.submission.rules).toEqual(rulesWith())
    expect(Initiative.parse(again)).not.toHaveProperty('missing')
  })
})

describe('the decision term', () => {
  it('the decision term ends six weeks after handing in', () => {
    expect(decisionDueOn(handedIn())).toBe('2026-04-13')
    expect(isPastTerm(handedIn(), Instant.parse('2026-04-13T21:59:59.999Z'))).toBe(false)
    expect(isPastTerm(handedIn(), Instant.parse('2026-04-13T22:00:00.000Z'))).toBe(true)
  })

  it('the decision term is suspended while the applicant completes the initiative', () => {
    const returned = yes(returnInitiative(handedIn(), 'Het plan is te vaag.', assessor, onMarch(5)))
    const again = yes(submitInitiative(returned, undefined, onMarch(15)))
    const returnedAgain = yes(returnInitiative(again, 'Nog steeds.', assessor, onMarch(16)))
    const atLast = yes(submitInitiative(returnedAgain, undefined, onMarch(18)))
    expect(decisionDueOn(again)).toBe('2026-04-23')
    expect(decisionDueOn(atLast)).toBe('2026-04-25')
  })

  it('the decision term follows the calendar of rounds if residents decide', () => {
    expect(decisionDueOn(handedIn({}, votingRules()))).toBeNull()
  })
})

describe('editing', () => {
  it('editing is refused once the initiative is being assessed', () => {
    expect(editInitiative(handedIn(), { title: 'Anders' })).toMatchObject({
      code: 'not-editable',
      facts: { status: 'submitted' },
    })
  })

  it('editing removes fields that are null and does not change absent fields', () => {
    const edited = yes(editInitiative(draft(), { summary: null, amountCents: 5 }))
    expect(edited.content).toMatchObject({ title: 'Tuin op het plein', amountCents: 5 })
    expect(edited.content.summary).toBeUndefined()
  })

  it('editing cannot remove what everyone can read already', () => {
    const returned = yes(returnInitiative(handedIn(), 'Het plan is te vaag.', assessor, onMarch(3)))
    const decision = editInitiative(returned, { plan: null, bankAccount: null })
    expect(decision).toMatchObject({
      code: 'incomplete',
      objections: [{ pointer: '/plan' }, { pointer: '/bankAccount' }],
    })
  })
})
