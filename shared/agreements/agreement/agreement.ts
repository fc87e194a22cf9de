// A ward agreement (wijkakkoord) of council, municipality and ward network, from its draft to its end.
import * as z from 'zod'
import type { Matter } from '../../councils/meetings/matter.ts'
import { dateInCity, Instant, LocalDate } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { AgreementId, DecisionId, PollId, WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { endOf } from '../../kernel/terms.ts'
import { Line, Prose } from '../../kernel/text.ts'
import type { Action } from '../actions/action.ts'
import { agreements } from '../machine.ts'
import { PinnedRules, RuleSetName } from '../rules/agreement-rules.ts'
import type { AgreementText, TextVersion } from './text.ts'

export const Party = z.enum(['council', 'municipality', 'ward-network']).meta({ id: 'AgreementParty' })
export type Party = z.infer<typeof Party>

const drafted = {
  id: AgreementId,
  wardCode: WardCode,
  version: z.int().min(1),
  /** Digest of the request that made it. */
  requestDigest: z.string(),
  title: Line(200),
  /** In force from a day until (and not on) another: normally four years. */
  from: LocalDate,
  until: LocalDate,
  /** The current version of the text; the versions are separate items. */
  textVersion: z.int().min(1),
  /** The rules of the day on which the draft was begun. */
  ruleSet: PinnedRules,
}
const Consultation = z
  .strictObject({
    opensAt: Instant,
    closesAt: Instant,
    /** The poll that is held with it (consultation-poll.ts). */
    poll: z.strictObject({ pollId: PollId, configurationHash: Sha256 }).meta({ id: 'AgreementPoll' }).optional(),
  })
  .meta({ id: 'AgreementConsultation' })
const Signature = z.strictObject({ party: Party, by: Line(120), at: Instant }).meta({ id: 'AgreementSignature' })
/** The plan of a later year, with the decision that adopted it. */
const YearPlan = z
  .strictObject({ year: z.int(), decisionId: DecisionId, textVersion: z.int().min(1), adoptedAt: Instant })
  .meta({ id: 'AgreementYearPlan' })
const consulted = { ...drafted, consultation: Consultation }
const adopted = {
  ...consulted,
  /** The council's decision, in a formal meeting. */
  decisionId: DecisionId,
  adoptedAt: Instant,
  signatures: z.array(Signature).max(3),
}
const published = { ...adopted, publishedAt: Instant, digest: Sha256, plans: z.array(YearPlan).max(20) }

export const Agreement = z.discriminatedUnion('status', [
  z.object({ ...drafted, status: z.literal('draft') }),
  z.object({ ...consulted, status: z.literal('in-consultation') }),
  z.object({ ...consulted, status: z.literal('in-costing') }),
  z.object({ ...adopted, status: z.literal('adopted') }),
  z.object({ ...adopted, status: z.literal('signed') }),
  z.object({ ...published, status: z.literal('published') }),
  z.object({ ...published, status: z.literal('in-force') }),
  z.object({ ...published, status: z.literal('succeeded'), succeededBy: AgreementId }),
  z.object({ ...published, status: z.literal('ended'), reason: Prose(2_000) }),
  z.object({ ...drafted, status: z.literal('withdrawn'), reason: Prose(2_000) }),
])
export type Agreement = z.infer<typeof Agreement>

const { version: _version, requestDigest: _digest, ruleSet: _ruleSet, ...shown } = drafted
/** The public data of an agreement; fields that its state does not have are absent. */
export const agreementFields = {
  ...shown,
  ruleSet: RuleSetName,
  consultation: Consultation.optional(),
  decisionId: DecisionId.optional(),
  adoptedAt: Instant.optional(),
  signatures: z.array(Signature).optional(),
  publishedAt: Instant.optional(),
  digest: Sha256.optional(),
  plans: z.array(YearPlan).optional(),
  succeededBy: AgreementId.optional(),
  reason: z.string().optional(),
}
export const agreementStatuses = Agreement.options.map(({ shape }) => shape.status.value)

type Draft = Pick<Agreement, 'id' | 'wardCode' | 'title' | 'from' | 'until' | 'requestDigest' | 'ruleSet'>

const first = (text: AgreementText, at: Instant): TextVersion => ({ number: 1, at, because: 'Eerste concept', text })

/** Begins an agreement with the first version of its text. */
export const draftAgreement = (draft: Draft, text: AgreementText, now: Instant) => {
  if (draft.from >= draft.until) return refuse('period-empty', { from: draft.from, until: draft.until })
  return {
    refused: false as const,
    begun: agreements.begin('draft', { ...draft, textVersion: 1 }),
    written: first(text, now),
  }
}

/** A new version of the text. An adopted text changes only by a new plan for a year. */
export const reviseText = (agreement: Agreement, text: AgreementText, because: string, at: Instant) => {
  const number = agreement.textVersion + 1
  const taken = agreements.take('revise', agreement, (it) => ({ ...it, textVersion: number }))
  return taken.refused ? taken : { refused: false as const, taken, written: { number, at, because, text } }
}

const yearsLater = (date: LocalDate, years: number): LocalDate => {
  if (years === 0) return date
  const term = { amount: years, unit: 'years', counted: 'onwards', rollover: 'none', source: 'Ward agreement' } as const
  const ending = endOf({ term, from: date, suspensions: [] }, dutchClosedDays)
  if ('refused' in ending) throw new RangeError(`No day ${years} years after ${date}`)
  return ending.endsOn
}

/** Days before `until`. */
export type Period = { readonly from: LocalDate; readonly until: LocalDate }

/** A year of an agreement, by the calendar year in which it begins; undefined if the agreement has no such year. */
export const periodOfYear = ({ from, until }: Period, year: number): Period | undefined => {
  const place = year - Number(from.slice(0, 4))
  if (place < 0) return undefined
  const [begins, ends] = [yearsLater(from, place), yearsLater(from, place + 1)]
  return begins < until ? { from: begins, until: ends < until ? ends : until } : undefined
}

/** The facts of a decision that matter here: that a formal meeting of this council adopted it, and what it is about. */
export type Decided = {
  readonly id: DecisionId
  readonly wardCode: WardCode
  readonly status: string
  readonly about?: Matter | undefined
}

/** Why a decision cannot carry something of an agreement; undefined if it can. */
export const objectionToDecision = (
  { id, wardCode }: Pick<Agreement, 'id' | 'wardCode'>,
  { about, status, ...decision }: Decided,
): Refusal<'not-adopted-in-formal-meeting'> | Refusal<'decision-about-something-else'> | undefined => {
  if (decision.wardCode !== wardCode || status !== 'adopted') return refuse('not-adopted-in-formal-meeting', { status })
  return about?.kind === 'agreement' && about.agreementId === id
    ? undefined
    : refuse('decision-about-something-else', { about: about?.kind ?? 'nothing that is named' })
}

/** What a decision about an agreement has been used for already: its adoption, or the plan of a year. It cannot be used twice. */
const objectionToUsed = (
  agreement: Agreement,
  { id }: Decided,
  year?: number,
): Refusal<'decision-about-something-else'> | undefined => {
  if ('decisionId' in agreement && agreement.decisionId === id)
    return refuse('decision-about-something-else', { about: 'adoption' })
  const plan =
    'plans' in agreement ? agreement.plans.find((each) => each.decisionId === id && each.year !== year) : undefined
  return plan === undefined ? undefined : refuse('decision-about-something-else', { about: 'plan', year: plan.year })
}

/** Why a decision is not a verdict on the actions of an agreement. */
export const objectionToVerdict = (agreement: Agreement, decision: Decided) =>
  objectionToDecision(agreement, decision) ?? objectionToUsed(agreement, decision)

type Undecided = Pick<Action, 'status' | 'costing'>

/** Whether each proposed action was costed and then accepted or left out. */
const objectionToActions = (
  actions: readonly Undecided[],
): Refusal<'not-costed'> | Refusal<'actions-undecided'> | undefined => {
  const proposed = actions.filter(({ status }) => status === 'proposed')
  const open = proposed.filter(({ costing }) => costing.state === 'asked').length
  if (open > 0) return refuse('not-costed', { actions: open })
  return proposed.length > 0 ? refuse('actions-undecided', { actions: proposed.length }) : undefined
}

type NewPlan = { readonly year: number; readonly text: AgreementText; readonly because: string }

/** The plan of another year, by a decision of the council, after its actions were costed and accepted or left out. */
export const planYear = (
  agreement: Agreement,
  { year, text, because }: NewPlan,
  decision: Decided,
  actionsOfYear: readonly Undecided[],
  at: Instant,
) => {
  const number = agreement.textVersion + 1
  const taken = agreements.take('plan-year', agreement, (it) => {
    if (periodOfYear(it, year) === undefined) return refuse('no-such-year', { year })
    const objection =
      objectionToDecision(it, decision) ?? objectionToUsed(it, decision, year) ?? objectionToActions(actionsOfYear)
    if (objection !== undefined) return objection
    const plan = { year, decisionId: decision.id, textVersion: number, adoptedAt: at }
    return { ...it, textVersion: number, plans: [...it.plans.filter((each) => each.year !== year), plan] }
  })
  return taken.refused ? taken : { refused: false as const, taken, written: { number, at, because, text } }
}

/** Opens the text to comments of residents, for the time that the rules ask at least. */
export const consultResidents = (agreement: Agreement, closesAt: Instant, now: Instant) =>
  agreements.take('consult', agreement, (it) => {
    const term = it.ruleSet.rules.consultation.shortest
    const shortest = endOf({ term, from: dateInCity(now), suspensions: [] }, dutchClosedDays)
    if ('refused' in shortest) return shortest
    return dateInCity(closesAt) >= shortest.endsOn
      ? { ...it, consultation: { opensAt: now, closesAt } }
      : refuse('consultation-too-short', { closesAt, notBefore: shortest.endsOn })
  })

/** Has the departments cost the actions, once the consultation is over. */
export const askCosting = (agreement: Agreement, now: Instant) =>
  agreements.take('ask-costing', agreement, (it) =>
    now >= it.consultation.closesAt ? it : refuse('consultation-open', { closesAt: it.consultation.closesAt }),
  )

/** Adopts the agreement by a decision of the council, after every action was costed and accepted or left out. */
export const adoptAgreement = (agreement: Agreement, decision: Decided, actions: readonly Undecided[], now: Instant) =>
  agreements.take('adopt', agreement, (it) => {
    const objection = objectionToDecision(it, decision) ?? objectionToActions(actions)
    if (objection !== undefined) return objection
    return { ...it, decisionId: decision.id, adoptedAt: now, signatures: [] }
  })

/** A party signs, once; the third signature makes it signed. */
export const signAgreement = (agreement: Agreement, party: Party, by: string, now: Instant) => {
  const signed = 'signatures' in agreement ? agreement.signatures : []
  if (signed.some((each) => each.party === party)) return refuse('signed-already', { party })
  const signatures = [...signed, { party, by, at: now }]
  return signatures.length === Party.options.length
    ? agreements.take('sign-last', agreement, (it) => ({ ...it, signatures }))
    : agreements.take('sign', agreement, (it) => ({ ...it, signatures }))
}

/** Publishes the signed text, under the digest of its document. */
export const publishAgreement = (agreement: Agreement, digest: string, now: Instant) =>
  agreements.take('publish', agreement, (it) => ({ ...it, publishedAt: now, digest, plans: [] }))

/** Takes effect on its first day. */
export const takeEffect = (agreement: Agreement, now: Instant) =>
  agreements.take('take-effect', agreement, (it) =>
    dateInCity(now) >= it.from ? it : refuse('not-in-force-yet', { from: it.from }),
  )

/** Replaced by another agreement of the ward. */
export const succeedAgreement = (agreement: Agreement, succeededBy: AgreementId) =>
  agreements.take('succeed', agreement, (it) => ({ ...it, succeededBy }))

/** Ends an agreement that has no successor. */
export const endAgreement = (agreement: Agreement, reason: string) =>
  agreements.take('end', agreement, (it) => ({ ...it, reason }))

/** Gives up an agreement that was not adopted. */
export const withdrawAgreement = (agreement: Agreement, reason: string) =>
  agreements.take(
    'withdraw',
    agreement,
    ({ id, wardCode, requestDigest, title, from, until, textVersion, ruleSet }) => ({
      ...{ id, wardCode, requestDigest, title, from, until, textVersion, ruleSet },
      reason,
    }),
  )
