import { describe, expect, it } from 'vitest'
import {
  type CouncilDecision,
  decideAsCouncilDecided,
} from '../../../shared/initiatives/decision/as-council-decided.ts'
import { admitInitiative } from '../../../shared/initiatives/decision/assess.ts'
import type { Verdict } from '../../../shared/initiatives/decision/decide.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { assessor, handedIn, rulesWith } from '../../support/builders/initiatives/initiatives.ts'
import { yes } from '../../support/builders/taken.ts'

const inMarch = Instant.parse('2026-03-10T12:00:00.000Z')
const award = (amountCents?: number): Verdict => ({ outcome: 'award', reason: 'Goed voor de buurt.', amountCents })
const decline: Verdict = { outcome: 'decline', reason: 'Past niet.' }
const awarded = (amountCents?: number): CouncilDecision => ({ outcome: 'award', amountCents })
const declined: CouncilDecision = { outcome: 'decline' }

/** 2,000 euros are asked. */
const decided = (verdict: Verdict, council: CouncilDecision | undefined, decidedBy = 'ward-council') => {
  const rules = rulesWith({ small: { ...rulesWith().small, decidedBy }, large: { ...rulesWith().large, decidedBy } })
  const initiative = yes(admitInitiative(handedIn({}, rules), assessor, inMarch))
  const by = { id: assessor, roles: [decidedBy === 'ward-council' ? 'member' : 'ward-manager'] } as const
  return decideAsCouncilDecided(initiative, verdict, council, by, inMarch)
}

describe('an award or refusal where the ward council decides', () => {
  it('an award or refusal where the ward council decides needs a decision of the council', () => {
    expect(decided(award(), undefined)).toMatchObject({ code: 'council-decision-needed' })
    expect(decided(decline, undefined)).toMatchObject({ code: 'council-decision-needed' })
  })

  it('an award or refusal where the ward council decides has the outcome of that decision', () => {
    expect(decided(decline, awarded())).toMatchObject({ code: 'not-as-decided' })
    expect(decided(award(), declined)).toMatchObject({ code: 'not-as-decided' })
    expect(decided(decline, declined)).toMatchObject({ after: { status: 'not-awarded' } })
  })

  it.each([
    [undefined, undefined, 200_000],
    [undefined, 150_000, 150_000],
    [150_000, 150_000, 150_000],
    [200_000, undefined, 200_000],
  ])(
    'an award or refusal where the ward council decides asked for %j where the council decided %j awards %j',
    (asked, councils, amountCents) => {
      expect(decided(award(asked), awarded(councils))).toMatchObject({ after: { award: { amountCents } } })
    },
  )

  it.each([
    [160_000, 150_000, 150_000],
    [150_000, undefined, 200_000],
  ])(
    'an award or refusal where the ward council decides does not award %j where the council decided %j',
    (asked, councils, amountCents) => {
      expect(decided(award(asked), awarded(councils))).toMatchObject({ code: 'not-as-decided', facts: { amountCents } })
    },
  )

  it('an award or refusal where the ward council decides needs no decision of the council where somebody else decides', () => {
    expect(decided(award(), undefined, 'ward-manager')).toMatchObject({ after: { status: 'awarded' } })
    expect(decided(award(), declined, 'ward-manager')).toMatchObject({ after: { status: 'awarded' } })
  })

  it('an award or refusal where the ward council decides is refused first where the caller may not decide at all', () => {
    const initiative = yes(admitInitiative(handedIn(), assessor, inMarch))
    const by = { id: assessor, roles: [] }
    expect(decideAsCouncilDecided(initiative, award(), undefined, by, inMarch)).toMatchObject({
      code: 'not-yours-to-decide',
    })
  })
})
