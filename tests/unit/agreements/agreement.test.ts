// An agreement, its text and its years, without a table.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as actions from '../../../shared/agreements/actions/action.ts'
import * as agreements from '../../../shared/agreements/agreement/agreement.ts'
import { AgreementText, differencesBetween } from '../../../shared/agreements/agreement/text.ts'
import { AgreementId, WardCode } from '../../../shared/kernel/ids.ts'
import {
  adopted,
  agreed,
  at,
  costed,
  day,
  decision,
  drafted,
  inConsultation,
  inCosting,
  inForce,
  laterDecision,
  made,
  now,
  part,
  proposed,
  signed,
  textOf,
  uuid,
} from '../../support/builders/agreements/plain-agreements.ts'

describe('an agreement', () => {
  it('an agreement goes from a draft to being in force, and is succeeded', () => {
    expect(inForce()).toMatchObject({ status: 'in-force', version: 9, digest: 'a'.repeat(64) })
    const next = AgreementId.parse(uuid(99))
    expect(agreements.succeedAgreement(inForce(), next)).toMatchObject({
      after: { status: 'succeeded', succeededBy: next },
    })
    expect(agreements.endAgreement(inForce(), 'Gestopt.')).toMatchObject({ after: { status: 'ended' } })
    expect(agreements.withdrawAgreement(inForce(), 'x')).toMatchObject({ code: 'published-already' })
    expect(agreements.withdrawAgreement(adopted(), 'x')).toMatchObject({ after: { status: 'withdrawn' } })
  })
  it('an agreement can be costed only after the consultation', () => {
    expect(agreements.askCosting(inConsultation(), at('2023-02-01T11:59'))).toMatchObject({ code: 'consultation-open' })
    expect(agreements.consultResidents(drafted(), now, now)).toMatchObject({ code: 'consultation-too-short' })
  })
  it('an agreement is adopted only by a decision that a formal meeting of this ward adopted', () => {
    for (const other of [
      { status: 'awaiting-ratification' },
      { status: 'rejected' },
      { wardCode: WardCode.parse('overschie') },
    ])
      expect(agreements.adoptAgreement(inCosting(), { ...decision, ...other }, [], now)).toMatchObject({
        code: 'not-adopted-in-formal-meeting',
      })
  })
  it('an agreement is not adopted while an action is not costed', () => {
    const open = [made(proposed()), agreed()]
    expect(agreements.adoptAgreement(inCosting(), decision, open, now)).toMatchObject({
      code: 'not-costed',
      facts: { actions: 1 },
    })
    const undecided = [made(actions.costAction(made(proposed()), costed)), agreed()]
    expect(agreements.adoptAgreement(inCosting(), decision, undecided, now)).toMatchObject({
      code: 'actions-undecided',
      facts: { actions: 1 },
    })
  })
  it('an agreement is signed by each of three parties once', () => {
    const once = agreements.signAgreement(adopted(), 'council', 'Voorzitter', now)
    expect(once).toMatchObject({ after: { status: 'adopted' } })
    expect(once.refused ? once : agreements.signAgreement(once.after, 'council', 'x', now)).toMatchObject({
      code: 'signed-already',
    })
    expect(signed()).toMatchObject({ status: 'signed' })
    expect(agreements.signAgreement(drafted(), 'council', 'x', now)).toMatchObject({ code: 'not-to-be-signed' })
    expect(agreements.publishAgreement(adopted(), 'a'.repeat(64), now)).toMatchObject({ code: 'not-signed' })
  })
  it('an agreement can be rewritten until it is adopted; after that only yearly plans are added', () => {
    const text = textOf(part('plan-2024', 'Meer bomen'))
    expect(agreements.reviseText(inCosting(), text, 'Begroting', now)).toMatchObject({ written: { number: 2, text } })
    expect(agreements.reviseText(adopted(), text, 'x', now)).toMatchObject({ code: 'text-fixed' })
    const plan = (
      agreement: agreements.Agreement,
      year: number,
      adopting = laterDecision,
      open: actions.Action[] = [],
    ) => agreements.planYear(agreement, { year, text, because: 'Plan' }, adopting, open, now)
    expect(plan(inForce(), 2024)).toMatchObject({
      taken: { after: { textVersion: 2, plans: [{ year: 2024, decisionId: laterDecision.id, textVersion: 2 }] } },
    })
    expect(plan(drafted(), 2024)).toMatchObject({ code: 'not-in-force' })
    expect(plan(inForce(), 2027)).toMatchObject({ code: 'no-such-year' })
    expect(plan(inForce(), 2024, { ...laterDecision, status: 'put-off' })).toMatchObject({
      code: 'not-adopted-in-formal-meeting',
    })
    expect(plan(inForce(), 2024, laterDecision, [made(proposed())])).toMatchObject({ code: 'not-costed' })
  })
  it('an agreement lasts at least a day', () => {
    const none = { ...drafted(), until: day('2023-01-01') }
    expect(agreements.draftAgreement(none, textOf(part('a', 'b')), now)).toMatchObject({ code: 'period-empty' })
  })
})

describe('two versions of a text', () => {
  const before = textOf(part('a', 'een'), part('b', 'twee'), part('c', 'drie'))
  it('two versions of a text differ by what was added, changed, moved and removed', () => {
    const after = textOf(part('b', 'twee'), part('a', 'EEN'), part('d', 'vier'))
    expect(differencesBetween(before, after).map(({ key, change }) => [key, change])).toEqual([
      ['b', 'moved'],
      ['a', 'changed'],
      ['d', 'added'],
      ['c', 'removed'],
    ])
    expect(differencesBetween(before, before)).toEqual([])
  })
  it('two versions of a text cannot have the same key twice', () => {
    expect(AgreementText.safeParse([part('a', 'x'), part('a', 'y')]).success).toBe(false)
  })
  const texts = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('x', 'y')), {
      selector: ([key]) => key,
      minLength: 1,
    })
    .map((parts) => textOf(...parts.map(([key, text]) => part(key, text))))
  it('two versions of a text have a difference that turns one into the other', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const differences = new Map(differencesBetween(one, other).map((each) => [each.key, each]))
        const rebuilt = other.map(({ key }) => differences.get(key)?.after ?? one.find((each) => each.key === key))
        expect(rebuilt).toEqual(other)
        const gone = one.filter(({ key }) => !other.some((each) => each.key === key)).map(({ key }) => key)
        expect([...differences.values()].filter(({ change }) => change === 'removed').map(({ key }) => key)).toEqual(
          gone,
        )
      }),
    )
  })
})

describe('a year of an agreement', () => {
  const of = (from: string, until: string, year: number) => {
    const period = agreements.periodOfYear({ from: day(from), until: day(until) }, year)
    return period && [period.from, period.until]
  }
  it('a year of an agreement begins on the day and month of the agreement, whatever the calendar year, and ends with it at the latest', () => {
    expect(of('2023-01-01', '2027-01-01', 2026)).toEqual(['2026-01-01', '2027-01-01'])
    expect(of('2023-09-01', '2027-03-01', 2026)).toEqual(['2026-09-01', '2027-03-01'])
    expect(of('2024-02-29', '2028-02-29', 2025)).toEqual(['2025-02-28', '2026-02-28'])
  })
  it('a year of an agreement does not exist before the agreement began or after it ended', () => {
    expect([of('2023-09-01', '2027-03-01', 2022), of('2023-09-01', '2027-03-01', 2027)]).toEqual([undefined, undefined])
  })
})
