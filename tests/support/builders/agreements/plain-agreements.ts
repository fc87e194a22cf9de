// Agreements, actions and decisions without a table: what the unit tests of agreements begin with.
import * as actions from '../../../../shared/agreements/actions/action.ts'
import * as agreements from '../../../../shared/agreements/agreement/agreement.ts'
import { AgreementText } from '../../../../shared/agreements/agreement/text.ts'
import { agreementRulesOfRotterdam as rules } from '../../../../shared/agreements/rules/rules-of-rotterdam.ts'
import { Instant, LocalDate } from '../../../../shared/kernel/clock.ts'
import { ActionId, AgreementId, DecisionId, WardCode } from '../../../../shared/kernel/ids.ts'
import { Cents } from '../../../../shared/kernel/money.ts'
import type { Refusal } from '../../../../shared/kernel/refusals.ts'

export const made = <Step extends { readonly refused: false; readonly after: unknown }>(
  taken: Step | Refusal,
): Step['after'] => {
  if (taken.refused) throw new Error(taken.code)
  return taken.after
}
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
export const at = (text: string) => Instant.parse(`${text}:00.000Z`)
export const day = (text: string) => LocalDate.parse(text)
export const ruleSet = { wardCode: null, rules }
export const pernis = WardCode.parse('pernis')
export const agreementId = AgreementId.parse(uuid(1))
const decisionId = DecisionId.parse(uuid(2))
export const now = at('2023-01-10T12:00')

export const part = (key: string, text: string, more: object = {}) => ({ key, kind: 'plan', title: key, text, ...more })
export const textOf = (...parts: readonly object[]) => AgreementText.parse(parts)
export const drafted = () => {
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
export const inConsultation = () => made(agreements.consultResidents(drafted(), at('2023-02-01T12:00'), now))
export const inCosting = () => made(agreements.askCosting(inConsultation(), at('2023-02-01T12:00')))
export const decision: agreements.Decided = {
  ...{ id: decisionId, wardCode: pernis, status: 'adopted' },
  about: { kind: 'agreement', agreementId },
}
/** A decision of another meeting: the one that adopted the agreement cannot also adopt a plan. */
export const laterDecision = { ...decision, id: DecisionId.parse(uuid(3)) }
export const adopted = () => made(agreements.adoptAgreement(inCosting(), decision, [], now))
export const signed = () =>
  agreements.Party.options.reduce<agreements.Agreement>(
    (agreement, party) =>
      made<{ refused: false; after: agreements.Agreement }>(
        agreements.signAgreement(agreement, party, 'Voorzitter', now),
      ),
    adopted(),
  )
export const inForce = () =>
  made(agreements.takeEffect(made(agreements.publishAgreement(signed(), 'a'.repeat(64), now)), at('2023-01-10T12:00')))

export const years = { from: day('2023-01-01'), until: day('2027-01-01') }
export const proposed = (number = 10, year = 2023) =>
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
export const costed = { state: 'costed', budgetCents: Cents.parse(750_000), coveredBy: 'Voorjaarsnota 2023' } as const
export const agreed = (number = 10) =>
  made(actions.agreeAction(made(actions.costAction(made(proposed(number)), costed))))
export const verdict = <const Kind extends actions.Verdict['verdict']>(kind: Kind) => ({
  verdict: kind,
  reason: 'Gezien.',
  decisionId,
  at: now,
})
