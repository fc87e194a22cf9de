import { describe, expect, it } from 'vitest'
import { admitInitiative, extendTerm, refuseInitiative } from '../../../shared/initiatives/decision/assess.ts'
import { decideInitiative, stopInitiative } from '../../../shared/initiatives/decision/decide.ts'
import { awardInRound, declineInRound, enterRound, leaveRound } from '../../../shared/initiatives/decision/in-round.ts'
import { decisionDueOn, type HandedIn, Initiative } from '../../../shared/initiatives/initiative.ts'
import { supportInitiative, withdrawSupport } from '../../../shared/initiatives/support/support.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { Sha256 } from '../../../shared/kernel/digest.ts'
import { PollId, ResidentId, RoundId } from '../../../shared/kernel/ids.ts'
import {
  applicant,
  assessor,
  handedIn,
  rulesWith,
  someRound,
  votingRules,
  wardCode,
} from '../../support/builders/initiatives/initiatives.ts'
import { yes } from '../../support/builders/taken.ts'

const inMarch = Instant.parse('2026-03-10T12:00:00.000Z')
const inMay = Instant.parse('2026-05-10T12:00:00.000Z')
const vote = {
  pollId: PollId.parse('0193c3c6-0000-7000-8000-000000000009'),
  resultDigest: Sha256.parse('a'.repeat(64)),
}
const council = { id: assessor, roles: ['member'] } as const
const manager = { id: assessor, roles: ['ward-manager'] } as const
const award = { outcome: 'award', reason: 'Goed voor de buurt.' } as const

const outcome = (decision: ReturnType<typeof decideInitiative>): HandedIn => {
  if (decision.refused) throw new Error(decision.code)
  return decision.after
}
const admitted = (change: object = {}, rules = rulesWith()) =>
  yes(admitInitiative(handedIn(change, rules), assessor, inMarch))
const inRound = () => yes(enterRound(admitted({}, votingRules()), someRound, assessor, inMarch))

describe('supporting', () => {
  const neighbour = (change: object = {}) => ({
    id: ResidentId.parse('neighbour'),
    wardCode,
    birthDate: LocalDate.parse('1990-01-01'),
    ...change,
  })

  it('supporting is not for the applicant', () => {
    expect(supportInitiative(handedIn(), neighbour({ id: applicant }), 'Ada', inMarch)).toMatchObject({
      code: 'own-support',
    })
  })

  it('supporting begins on the twelfth birthday', () => {
    const bornOn = (birthDate: string) => neighbour({ birthDate: LocalDate.parse(birthDate) })
    expect(supportInitiative(handedIn(), bornOn('2014-03-11'), 'Bo', inMarch)).toMatchObject({
      code: 'too-young',
      facts: { minimumAge: 12 },
    })
    expect(supportInitiative(handedIn(), bornOn('2014-03-10'), 'Bo', inMarch).refused).toBe(false)
  })

  it('supporting ends with the admission', () => {
    expect(supportInitiative(admitted(), neighbour(), 'Bo', inMarch)).toMatchObject({ code: 'support-closed' })
    expect(withdrawSupport(admitted())).toMatchObject({ code: 'support-closed' })
  })

  it('supporting publishes an event with the initiative and without the person', () => {
    const decision = supportInitiative(handedIn(), neighbour(), 'Bo', inMarch)
    expect(decision.refused ? [] : decision.events.map(({ data }) => data)).toEqual([
      { initiativeId: handedIn().id, wardCode },
    ])
  })
})

describe('admitting', () => {
  it('admitting is refused with three of the four supporters', () => {
    expect(admitInitiative(handedIn({}, rulesWith(), 3), assessor, inMarch)).toMatchObject({
      code: 'too-few-supporters',
      facts: { required: 4, present: 3 },
    })
  })

  it('admitting after the decision term is possible, and marked as late', () => {
    const late = yes(admitInitiative(handedIn(), assessor, inMay))
    expect([admitted().submission.isDecidedLate, late.submission.isDecidedLate]).toEqual([false, true])
  })
})

describe('refusing', () => {
  it('refusing is no longer possible once admitted', () => {
    expect(refuseInitiative(admitted(), 'Past niet.', assessor, inMarch)).toMatchObject({
      code: 'not-under-assessment',
    })
  })
})

describe('extending the term', () => {
  const extend = (days: number, at = inMarch, of = handedIn()) =>
    extendTerm(of, { days, reason: 'Vakantie.' }, assessor, at)

  it('extending the term is refused beyond what the rules allow', () => {
    expect(extend(43)).toMatchObject({ code: 'extension-too-long', facts: { maximumDays: 42 } })
  })

  it('extending the term is refused a second time', () => {
    expect(extend(7, inMarch, yes(extend(7)))).toMatchObject({ code: 'already-extended' })
  })

  it('extending the term is refused after the term has ended', () => {
    expect(extend(7, inMay)).toMatchObject({ code: 'term-over' })
  })

  it('extending the term is refused if the rules have no extension', () => {
    expect(extend(7, inMarch, handedIn({}, votingRules()))).toMatchObject({ code: 'extension-not-in-rules' })
  })

  it('extending the term moves the last day', () => {
    expect(decisionDueOn(yes(extend(42)))).toBe('2026-05-25')
  })
})

describe('deciding', () => {
  it('deciding is not possible for the ward manager if the ward council decides', () => {
    expect(decideInitiative(admitted(), award, manager, inMarch)).toMatchObject({
      code: 'not-yours-to-decide',
      facts: { decidedBy: 'ward-council' },
    })
  })

  it('deciding is possible for the ward manager up to the limit of small initiatives if the rules say so', () => {
    const byManager = { decidedBy: 'ward-manager', handling: 'continuous', advisedBy: [], mandateConditions: null }
    const rules = rulesWith({ small: { ...byManager, decisionTermDays: 42, longestTermDays: null } })
    expect(decideInitiative(admitted({ amountCents: 250_000 }, rules), award, manager, inMarch).refused).toBe(false)
    expect(decideInitiative(admitted({ amountCents: 250_001 }, rules), award, manager, inMarch)).toMatchObject({
      code: 'not-yours-to-decide',
    })
  })

  it('deciding is possible for nobody if residents vote', () => {
    expect(decideInitiative(admitted({}, votingRules()), award, council, inMarch)).toMatchObject({
      code: 'decided-by-residents',
    })
  })

  it('deciding cannot award more than was requested', () => {
    expect(decideInitiative(admitted(), { ...award, amountCents: 200_001 }, council, inMarch)).toMatchObject({
      code: 'award-above-request',
      facts: { amountCents: 200_000 },
    })
  })

  it('deciding records an award after midnight in the city in the new year', () => {
    const midnight = Instant.parse('2026-12-31T23:00:00.000Z')
    expect(outcome(decideInitiative(admitted(), award, council, midnight))).toMatchObject({
      award: { decidedBy: 'ward-council', amountCents: 200_000, budgetYear: 2027, reason: award.reason },
    })
  })

  it('deciding without an award takes no money', () => {
    const declined = outcome(decideInitiative(admitted(), { outcome: 'decline', reason: 'Nee.' }, council, inMarch))
    expect(declined.status).toBe('not-awarded')
    expect(declined).not.toHaveProperty('award')
  })
})

describe('a round', () => {
  it('a round does not accept an initiative on which the ward council decides', () => {
    expect(enterRound(admitted(), someRound, assessor, inMarch)).toMatchObject({ code: 'not-decided-by-residents' })
  })

  it('a round does not accept one that has not been admitted, or is already in a round', () => {
    expect(enterRound(handedIn({}, votingRules()), someRound, assessor, inMarch)).toMatchObject({
      code: 'initiative-not-admitted',
    })
    expect(enterRound(inRound(), someRound, assessor, inMarch)).toMatchObject({ code: 'initiative-not-admitted' })
  })

  it('a round does not change an initiative in another round', () => {
    const other = RoundId.parse('0193c3c6-0000-7000-8000-000000000002')
    const codes = [
      leaveRound(inRound(), other, assessor, inMarch),
      awardInRound(inRound(), { roundId: other, budgetYear: 2026 }, vote, inMarch),
      declineInRound(inRound(), other, vote, inMarch),
    ].map((decision) => decision.refused && decision.code)
    expect(codes).toEqual(['not-in-this-round', 'not-in-this-round', 'not-in-this-round'])
  })

  it('a round awards the amount on the ballot, with the published result as the reason', () => {
    expect(yes(awardInRound(inRound(), { roundId: someRound, budgetYear: 2026 }, vote, inMay))).toMatchObject({
      status: 'awarded',
      award: { decidedBy: 'residents', amountCents: 200_000, roundId: someRound, vote },
    })
  })

  it('a round frees an initiative that leaves it', () => {
    const free = Initiative.parse(yes(leaveRound(inRound(), someRound, 'vote', inMay)))
    expect(free.status).toBe('admitted')
    expect(free).not.toHaveProperty('roundId')
  })
})

describe('stopping', () => {
  it('stopping is refused before the initiative has begun', () => {
    expect(stopInitiative(admitted(), 'Geen vrijwilligers.', assessor, inMarch)).toMatchObject({
      code: 'not-under-way',
    })
  })
})
