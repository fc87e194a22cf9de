// A ward agreement (wijkakkoord) of council, municipality and ward network, from its draft to its end.
import * as z from 'zod'
import { dateInCity, Instant, LocalDate } from '../kernel/clock.ts'
import { AgreementId, DecisionId, WardCode } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusals.ts'
import { Line, Prose } from '../kernel/text.ts'
import type { Action } from './action.ts'
import { agreements } from './machine.ts'
import type { AgreementText, TextVersion } from './text.ts'

export const Party = z.enum(['council', 'municipality', 'ward-network'])
export type Party = z.infer<typeof Party>

const drafted = {
  id: AgreementId,
  wardCode: WardCode,
  version: z.int().min(1),
  title: Line(200),
  /** In force from a day up to, not including, another: four years as a rule. */
  from: LocalDate,
  until: LocalDate,
  /** The version of the text that counts; the versions lie beside the agreement. */
  textVersion: z.int().min(1),
}
const consulted = { ...drafted, consultation: z.strictObject({ opensAt: Instant, closesAt: Instant }) }
const adopted = {
  ...consulted,
  /** The council's decision, in a formal meeting. */
  decisionId: DecisionId,
  adoptedAt: Instant,
  signatures: z
    .array(z.strictObject({ party: Party, by: Line(120), at: Instant }))
    .max(3)
    .readonly(),
}
const published = { ...adopted, publishedAt: Instant, digest: z.string().regex(/^[0-9a-f]{64}$/) }

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

type Draft = Pick<Agreement, 'id' | 'wardCode' | 'title' | 'from' | 'until'>

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

/** A new version of the text. What was adopted is changed by a new plan for a year only. */
const writes =
  (step: 'revise' | 'plan-year') => (agreement: Agreement, text: AgreementText, because: string, at: Instant) => {
    const number = agreement.textVersion + 1
    const taken = agreements.take(step, agreement, (it) => ({ ...it, textVersion: number }))
    return taken.refused ? taken : { refused: false as const, taken, written: { number, at, because, text } }
  }
export const reviseText = writes('revise')
export const planYear = writes('plan-year')

/** Opens the text to comments of residents. */
export const consultResidents = (agreement: Agreement, closesAt: Instant, now: Instant) =>
  agreements.take('consult', agreement, (it) =>
    closesAt > now
      ? { ...it, consultation: { opensAt: now, closesAt } }
      : refuse('consultation-too-short', { closesAt }),
  )

/** Has the departments cost the actions, once the consultation is over. */
export const askCosting = (agreement: Agreement, now: Instant) =>
  agreements.take('ask-costing', agreement, (it) =>
    now >= it.consultation.closesAt ? it : refuse('consultation-open', { closesAt: it.consultation.closesAt }),
  )

/** What of a decision counts here: that a formal meeting adopted it. */
type Adopting = { readonly id: DecisionId; readonly wardCode: WardCode; readonly status: string }

/** Adopts the agreement by a decision of the council, when every action has been costed or set aside. */
export const adoptAgreement = (
  agreement: Agreement,
  decision: Adopting,
  actions: readonly Pick<Action, 'costing'>[],
  now: Instant,
) =>
  agreements.take('adopt', agreement, (it) => {
    if (decision.wardCode !== it.wardCode || decision.status !== 'adopted')
      return refuse('not-adopted-in-formal-meeting', { decisionId: decision.id, status: decision.status })
    const open = actions.filter(({ costing }) => costing.state === 'asked').length
    if (open > 0) return refuse('not-costed', { actions: open })
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

/** Publishes what was signed, under the digest of its document. */
export const publishAgreement = (agreement: Agreement, digest: string, now: Instant) =>
  agreements.take('publish', agreement, (it) => ({ ...it, publishedAt: now, digest }))

/** Takes effect on its first day. */
export const takeEffect = (agreement: Agreement, now: Instant) =>
  agreements.take('take-effect', agreement, (it) =>
    dateInCity(now) >= it.from ? it : refuse('not-in-force-yet', { from: it.from }),
  )

/** Another agreement of the ward takes its place. */
export const succeedAgreement = (agreement: Agreement, succeededBy: AgreementId) =>
  agreements.take('succeed', agreement, (it) => ({ ...it, succeededBy }))

/** Ends an agreement that nothing succeeds. */
export const endAgreement = (agreement: Agreement, reason: string) =>
  agreements.take('end', agreement, (it) => ({ ...it, reason }))

/** Gives up an agreement that was not adopted. */
export const withdrawAgreement = (agreement: Agreement, reason: string) =>
  agreements.take('withdraw', agreement, ({ id, wardCode, title, from, until, textVersion }) => ({
    ...{ id, wardCode, title, from, until, textVersion },
    reason,
  }))
