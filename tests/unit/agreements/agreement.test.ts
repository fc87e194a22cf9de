// An agreement from draft to end, its actions and their verdicts, its reviews, and the shares of the city.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as actions from '../../../shared/agreements/actions/action.ts'
import { sharesInCity, sharesOf } from '../../../shared/agreements/actions/shares.ts'
import * as agreements from '../../../shared/agreements/agreement/agreement.ts'
import { AgreementText, differencesBetween } from '../../../shared/agreements/agreement/text.ts'
import { agreementRulesOfRotterdam as rules } from '../../../shared/agreements/rules/rules-of-rotterdam.ts'
import * as reviews from '../../../shared/agreements/watch/review.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { ActionId, AgreementId, DecisionId, ReviewId, WardCode } from '../../../shared/kernel/ids.ts'
import { Cents } from '../../../shared/kernel/money.ts'
import type { Refusal } from '../../../shared/kernel/refusals.ts'

const made = <Step extends { readonly refused: false; readonly after: unknown }>(
  taken: Step | Refusal,
): Step['after'] => {
  if (taken.refused) throw new Error(taken.code)
  return taken.after
}
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const at = (text: string) => Instant.parse(`${text}:00.000Z`)
const day = (text: string) => LocalDate.parse(text)
const ruleSet = { wardCode: null, rules }
const pernis = WardCode.parse('pernis')
const agreementId = AgreementId.parse(uuid(1))
const decisionId = DecisionId.parse(uuid(2))
const now = at('2023-01-10T12:00')

const part = (key: string, text: string, more: object = {}) => ({ key, kind: 'plan', title: key, text, ...more })
const textOf = (...parts: readonly object[]) => AgreementText.parse(parts)
const drafted = () => {
  const draft = {
    id: agreementId,
    wardCode: pernis,
    requestDigest: '',
    title: 'Wijkakkoord',
    ruleSet,
    from: day('2023-01-01'),
    until: day('2027-01-01'),
  }
  const begun = agreements.draftAgreement(draft, textOf(part('visie', 'Groen')), now)
  if (begun.refused) throw new Error(begun.code)
  return begun.begun.after
}
const inConsultation = () => made(agreements.consultResidents(drafted(), at('2023-02-01T12:00'), now))
const inCosting = () => made(agreements.askCosting(inConsultation(), at('2023-02-01T12:00')))
const decision: agreements.Decided = {
  ...{ id: decisionId, wardCode: pernis, status: 'adopted' },
  about: { kind: 'agreement', agreementId },
}
/** A decision of another meeting: the one that adopted the agreement cannot also adopt a plan. */
const laterDecision = { ...decision, id: DecisionId.parse(uuid(3)) }
const adopted = () => made(agreements.adoptAgreement(inCosting(), decision, [], now))
const signed = () =>
  agreements.Party.options.reduce<agreements.Agreement>(
    (agreement, party) =>
      made<{ refused: false; after: agreements.Agreement }>(
        agreements.signAgreement(agreement, party, 'Voorzitter', now),
      ),
    adopted(),
  )
const inForce = () =>
  made(agreements.takeEffect(made(agreements.publishAgreement(signed(), 'a'.repeat(64), now)), at('2023-01-10T12:00')))

const years = { from: day('2023-01-01'), until: day('2027-01-01') }
const proposed = (number = 10, year = 2023) =>
  actions.proposeAction(
    {
      id: ActionId.parse(uuid(number)),
      wardCode: pernis,
      requestDigest: '',
      agreementId,
      year,
      title: 'Speeltuin',
      text: 'Een nieuwe speeltuin.',
      owner: { department: 'Stadsbeheer', role: 'gebiedsbeheerder' },
      source: { kind: 'resident' },
      dueOn: day('2023-10-01'),
    },
    agreements.periodOfYear(years, year),
  )
const costed = { state: 'costed', budgetCents: Cents.parse(750_000), coveredBy: 'Voorjaarsnota 2023' } as const
const agreed = (number = 10) => made(actions.agreeAction(made(actions.costAction(made(proposed(number)), costed))))
const verdict = <const Kind extends actions.Verdict['verdict']>(kind: Kind) => ({
  verdict: kind,
  reason: 'Gezien.',
  decisionId,
  at: now,
})

describe('an agreement', () => {
  it('goes from a draft to being in force, and is succeeded', () => {
    expect(inForce()).toMatchObject({ status: 'in-force', version: 9, digest: 'a'.repeat(64) })
    const next = AgreementId.parse(uuid(99))
    expect(agreements.succeedAgreement(inForce(), next)).toMatchObject({
      after: { status: 'succeeded', succeededBy: next },
    })
    expect(agreements.endAgreement(inForce(), 'Gestopt.')).toMatchObject({ after: { status: 'ended' } })
    expect(agreements.withdrawAgreement(inForce(), 'x')).toMatchObject({ code: 'published-already' })
    expect(agreements.withdrawAgreement(adopted(), 'x')).toMatchObject({ after: { status: 'withdrawn' } })
  })
  it('can be costed only after the consultation', () => {
    expect(agreements.askCosting(inConsultation(), at('2023-02-01T11:59'))).toMatchObject({ code: 'consultation-open' })
    expect(agreements.consultResidents(drafted(), now, now)).toMatchObject({ code: 'consultation-too-short' })
  })
  it('is adopted only by a decision that a formal meeting of this ward adopted', () => {
    for (const other of [
      { status: 'awaiting-ratification' },
      { status: 'rejected' },
      { wardCode: WardCode.parse('overschie') },
    ])
      expect(agreements.adoptAgreement(inCosting(), { ...decision, ...other }, [], now)).toMatchObject({
        code: 'not-adopted-in-formal-meeting',
      })
  })
  it('is not adopted while an action is not costed', () => {
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
  it('is signed by each of three parties once', () => {
    const once = agreements.signAgreement(adopted(), 'council', 'Voorzitter', now)
    expect(once).toMatchObject({ after: { status: 'adopted' } })
    expect(once.refused ? once : agreements.signAgreement(once.after, 'council', 'x', now)).toMatchObject({
      code: 'signed-already',
    })
    expect(signed()).toMatchObject({ status: 'signed' })
    expect(agreements.signAgreement(drafted(), 'council', 'x', now)).toMatchObject({ code: 'not-to-be-signed' })
    expect(agreements.publishAgreement(adopted(), 'a'.repeat(64), now)).toMatchObject({ code: 'not-signed' })
  })
  it('can be rewritten until it is adopted; after that only yearly plans are added', () => {
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
  it('lasts at least a day', () => {
    const none = { ...drafted(), until: day('2023-01-01') }
    expect(agreements.draftAgreement(none, textOf(part('a', 'b')), now)).toMatchObject({ code: 'period-empty' })
  })
})

describe('two versions of a text', () => {
  const before = textOf(part('a', 'een'), part('b', 'twee'), part('c', 'drie'))
  it('differ by what was added, changed, moved and removed', () => {
    const after = textOf(part('b', 'twee'), part('a', 'EEN'), part('d', 'vier'))
    expect(differencesBetween(before, after).map(({ key, change }) => [key, change])).toEqual([
      ['b', 'moved'],
      ['a', 'changed'],
      ['d', 'added'],
      ['c', 'removed'],
    ])
    expect(differencesBetween(before, before)).toEqual([])
  })
  it('cannot have the same key twice', () => {
    expect(AgreementText.safeParse([part('a', 'x'), part('a', 'y')]).success).toBe(false)
  })
  const texts = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('x', 'y')), {
      selector: ([key]) => key,
      minLength: 1,
    })
    .map((parts) => textOf(...parts.map(([key, text]) => part(key, text))))
  it('have a difference that turns one into the other', () => {
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

describe('an action', () => {
  it('cannot be agreed before it is costed, or if it is not feasible', () => {
    expect(actions.agreeAction(made(proposed()))).toMatchObject({ code: 'not-costed' })
    const refused = made(
      actions.costAction(made(proposed()), { state: 'not-feasible', reason: 'Er ligt een leiding.' }),
    )
    expect(actions.agreeAction(refused)).toMatchObject({ code: 'not-costed' })
    expect(actions.setAside(refused, 'Er ligt een leiding.')).toMatchObject({ after: { status: 'not-taken-up' } })
  })
  it('is due in its own year', () => {
    expect(proposed(10, 2024)).toMatchObject({ code: 'due-outside-year' })
  })
  it('is not judged by a report: notes and verdicts are separate', () => {
    const report = { id: uuid(70), requestDigest: '', by: 'Stadsbeheer', text: 'Klaar!', evidence: [] }
    const reported = made(actions.reportProgress(agreed(), report, true, now))
    expect(reported).toMatchObject({ status: 'agreed', notes: [{ isLate: true }], verdicts: [] })
    expect(actions.judgeAction(reported, verdict('partly'))).toMatchObject({ after: { status: 'partly-realised' } })
  })
  it('can get another verdict in a later review, until it is realised or dropped', () => {
    const partly = made(actions.judgeAction(agreed(), verdict('partly')))
    const realised = made(actions.judgeAction(partly, verdict('realised')))
    expect(realised).toMatchObject({ status: 'realised', verdicts: [{ verdict: 'partly' }, { verdict: 'realised' }] })
    expect(actions.judgeAction(realised, verdict('not'))).toMatchObject({ code: 'not-to-be-judged' })
  })
  it('that is carried over continues next year with the same owner, and has to be costed again', () => {
    const period = agreements.periodOfYear(years, 2024)
    const to = { id: ActionId.parse(uuid(11)), dueOn: day('2024-06-01'), agreementId, period }
    const carried = actions.carryOver(agreed(), to, verdict('carried-over'))
    expect(carried).toMatchObject({
      ended: { after: { status: 'carried-over', carriedTo: to.id } },
      begun: {
        after: { status: 'proposed', year: 2024, carriedFrom: uuid(10), costing: { state: 'asked' }, verdicts: [] },
      },
    })
    expect(actions.carryOver(agreed(), { ...to, dueOn: day('2025-06-01') }, verdict('carried-over'))).toMatchObject({
      code: 'due-outside-year',
    })
    expect(actions.carryOver(agreed(), { ...to, period: undefined }, verdict('carried-over'))).toMatchObject({
      code: 'no-such-year',
    })
  })
  it('has as many notes and verdicts as fit in its item, and reports when it is full', () => {
    const report = { id: uuid(70), requestDigest: '', by: 'Stadsbeheer', text: 'Bezig.', evidence: [] }
    const notes = Array.from({ length: 24 }, () => ({ ...report, at: now, isLate: false }))
    expect(actions.reportProgress({ ...agreed(), notes }, report, false, now)).toMatchObject({ code: 'too-many-notes' })
    const verdicts = Array.from({ length: 11 }, () => verdict('partly'))
    const full = { ...agreed(), verdicts }
    expect(actions.judgeAction(full, verdict('partly'))).toMatchObject({ code: 'too-many-verdicts' })
    const period = agreements.periodOfYear(years, 2024)
    const to = { id: ActionId.parse(uuid(11)), dueOn: day('2024-06-01'), agreementId, period }
    expect(actions.carryOver(full, to, verdict('carried-over'))).toMatchObject({ refused: false })
  })
})

describe('a year of an agreement', () => {
  const of = (from: string, until: string, year: number) => {
    const period = agreements.periodOfYear({ from: day(from), until: day(until) }, year)
    return period && [period.from, period.until]
  }
  it('begins on the day and month of the agreement, whatever the calendar year, and ends with it at the latest', () => {
    expect(of('2023-01-01', '2027-01-01', 2026)).toEqual(['2026-01-01', '2027-01-01'])
    expect(of('2023-09-01', '2027-03-01', 2026)).toEqual(['2026-09-01', '2027-03-01'])
    expect(of('2024-02-29', '2028-02-29', 2025)).toEqual(['2025-02-28', '2026-02-28'])
  })
  it('does not exist before the agreement began or after it ended', () => {
    expect([of('2023-09-01', '2027-03-01', 2022), of('2023-09-01', '2027-03-01', 2027)]).toEqual([undefined, undefined])
  })
})

describe('the shares', () => {
  const many = (count: number, status: actions.Action['status']) => Array.from({ length: count }, () => ({ status }))

  it('of 2023 are 62 % realised, 3 % dropped and 35 % continuing', () => {
    const all = [
      ...many(868, 'realised'),
      ...many(42, 'dropped'),
      ...many(200, 'partly-realised'),
      ...many(250, 'carried-over'),
    ]
    expect(
      sharesOf([...all, ...many(40, 'not-realised'), ...many(28, 'not-taken-up'), ...many(5, 'proposed')]),
    ).toEqual({
      actions: 1_400,
      realised: 868,
      dropped: 42,
      continuing: 490,
      percentages: { realised: 62, dropped: 3, continuing: 35 },
    })
  })
  it('without actions are undefined', () => {
    expect(sharesOf([])).toMatchObject({ actions: 0, percentages: undefined })
  })
  it('of wards add up to those of their areas and of the city, of one year', () => {
    const wards = [
      { code: pernis, area: 'Pernis' as const },
      { code: WardCode.parse('kralingen'), area: 'Kralingen-Crooswijk' as const },
      { code: WardCode.parse('crooswijk'), area: 'Kralingen-Crooswijk' as const },
    ]
    const kinds = fc.constantFrom('agreed', 'realised', 'dropped', 'partly-realised', 'not-realised', 'proposed')
    const drawn = fc.array(fc.record({ ward: fc.nat(2), status: kinds, year: fc.constantFrom(2023, 2024) }))
    const sum = (parts: readonly { realised: number; dropped: number; continuing: number }[]) =>
      parts.reduce(
        (total, { realised, dropped, continuing }) => [
          (total[0] ?? 0) + realised,
          (total[1] ?? 0) + dropped,
          (total[2] ?? 0) + continuing,
        ],
        [0, 0, 0],
      )
    fc.assert(
      fc.property(drawn, (rows) => {
        const all = rows.map(({ ward, status, year }) =>
          actions.Action.parse({ ...agreed(), status, year, wardCode: wards[ward]?.code }),
        )
        const { city, areas, wards: each } = sharesInCity(all, wards, 2023)
        expect(sum(each)).toEqual(sum([city]))
        expect(sum(areas)).toEqual(sum([city]))
        expect(city.realised).toBe(rows.filter(({ status, year }) => status === 'realised' && year === 2023).length)
      }),
    )
  })
})

describe('a review', () => {
  const ids = [10, 11].map((number) => ActionId.parse(uuid(number)))
  const [first = ActionId.parse(uuid(10)), second = ActionId.parse(uuid(11))] = ids
  const scheduled = () =>
    reviews.scheduleReview({
      id: ReviewId.parse(uuid(50)),
      wardCode: pernis,
      agreementId,
      ruleSet,
      number: 1,
      year: 2023,
      beginsOn: day('2023-05-01'),
    }).after
  const asking = () => made(reviews.askProgress(scheduled(), ruleSet, ids, at('2023-05-01T06:00')))

  it('begins 4, 8 and 12 months into a year, on the last day of a month that is too short', () => {
    const days = (from: string) =>
      reviews.reviewDays(day(from), rules).map((each) => ('refused' in each ? each.code : each.endsOn))
    expect(days('2023-01-01')).toEqual(['2023-05-01', '2023-09-01', '2024-01-01'])
    expect(days('2023-10-31')).toEqual(['2024-02-29', '2024-06-30', '2024-10-31'])
  })
  it('asks from its first day', () => {
    expect(reviews.askProgress(scheduled(), ruleSet, ids, at('2023-04-30T21:59'))).toMatchObject({
      code: 'review-not-yet',
    })
    expect(asking()).toMatchObject({ answerBy: '2023-05-22' })
    expect(reviews.remindAt(asking())).toBe('2023-05-16T22:00:00.000Z')
  })
  it('that is restarted asks only those who have not answered', () => {
    const one = made(reviews.recordAnswer(asking(), first, at('2023-05-10T12:00')))
    expect(reviews.unansweredIn(one)).toEqual([second])
    const twice = made(reviews.recordAnswer(one, first, at('2023-05-30T12:00')))
    expect('asked' in twice ? twice.asked[0] : undefined).toMatchObject({
      answeredAt: at('2023-05-10T12:00'),
      isLate: false,
    })
    expect(reviews.unansweredIn(scheduled())).toEqual([])
  })
  it('continues when the term ends, and stores a late answer', () => {
    expect(reviews.askVerdict(asking(), at('2023-05-22T21:59'))).toMatchObject({ code: 'answers-open' })
    const judging = made(reviews.askVerdict(asking(), at('2023-05-22T22:00')))
    const late = made(reviews.recordAnswer(judging, second, at('2023-06-01T12:00')))
    expect('asked' in late ? late.asked[1] : undefined).toMatchObject({ isLate: true })
    expect(reviews.recordAnswer(judging, ActionId.parse(uuid(77)), now)).toMatchObject({ code: 'not-asked' })
  })
  it('is published when everything is judged, or when the council’s term ends', () => {
    const judging = made(reviews.askVerdict(asking(), at('2023-05-22T22:00')))
    const half = made(reviews.recordVerdict(judging, first))
    expect(reviews.publishReport(half, at('2023-06-01T12:00'))).toMatchObject({
      code: 'verdicts-open',
      facts: { open: 1 },
    })
    const whole = made(reviews.recordVerdict(half, second))
    expect(reviews.publishReport(whole, at('2023-06-01T12:00'))).toMatchObject({ after: { status: 'published' } })
    expect(reviews.publishReport(half, at('2023-06-13T22:00'))).toMatchObject({ after: { status: 'published' } })
  })
  it('can be cancelled only before it begins', () => {
    expect(reviews.cancelReview(scheduled())).toMatchObject({ after: { status: 'cancelled' } })
    expect(reviews.cancelReview(asking())).toMatchObject({ code: 'review-begun' })
  })
})
