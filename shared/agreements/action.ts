// An action of a ward agreement, for one year: who does it, at whose request, for what money, and what became of it. What the
// municipality reports and how the council judges it are kept apart: nobody's report is a verdict.
import * as z from 'zod'
import { Instant, LocalDate } from '../kernel/clock.ts'
import { ActionId, AgreementId, DecisionId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { refuse } from '../kernel/refusals.ts'
import { Line, Prose } from '../kernel/text.ts'
import { actions } from './machine.ts'

const Owner = z.strictObject({ department: Line(120), role: Line(120) })
/** Who asked for it. `reference`: the signal, advice or initiative, where there is one. */
const Source = z.strictObject({
  kind: z.enum(['resident', 'ward-network', 'signal', 'advice', 'initiative', 'council', 'municipality']),
  reference: Line(200).optional(),
})
const Costing = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('asked') }),
  z.strictObject({ state: z.literal('costed'), budgetCents: Cents, coveredBy: Line(200) }),
  z.strictObject({ state: z.literal('not-feasible'), reason: Prose(2_000) }),
])
export type Costing = z.infer<typeof Costing>
const Note = z.strictObject({
  at: Instant,
  by: Line(120),
  text: Prose(4_000),
  isLate: z.boolean(),
  evidence: z
    .array(z.strictObject({ title: Line(200), address: z.url({ protocol: /^https$/ }).max(500) }))
    .max(20)
    .readonly(),
})
/** The council's words on an action, by one of its decisions. */
const Verdict = z.strictObject({
  verdict: z.enum(['realised', 'partly', 'not', 'dropped', 'carried-over']),
  reason: Prose(2_000),
  decisionId: DecisionId,
  at: Instant,
})
export type Verdict = z.infer<typeof Verdict>

const fields = {
  id: ActionId,
  wardCode: WardCode,
  agreementId: AgreementId,
  version: z.int().min(1),
  year: z.int().min(2000).max(2200),
  title: Line(200),
  text: Prose(4_000),
  owner: Owner,
  source: Source,
  dueOn: LocalDate,
  costing: Costing,
  notes: z.array(Note).max(500).readonly(),
  verdicts: z.array(Verdict).max(50).readonly(),
  /** The action of the year before that this one continues. */
  carriedFrom: ActionId.optional(),
}
const Kept = <const Status extends string>(status: Status) => z.object({ ...fields, status: z.literal(status) })
export const Action = z.discriminatedUnion('status', [
  Kept('proposed'),
  z.object({ ...fields, status: z.literal('not-taken-up'), reason: Prose(2_000) }),
  Kept('agreed'),
  Kept('partly-realised'),
  Kept('not-realised'),
  Kept('realised'),
  Kept('dropped'),
  z.object({ ...fields, status: z.literal('carried-over'), carriedTo: ActionId }),
])
export type Action = z.infer<typeof Action>

type Proposal = Pick<
  Action,
  'id' | 'wardCode' | 'agreementId' | 'year' | 'title' | 'text' | 'owner' | 'source' | 'dueOn'
>

/** Puts an action into the plan of a year; the owner's department is asked what it costs. */
export const proposeAction = (proposal: Proposal) =>
  proposal.dueOn.slice(0, 4) === String(proposal.year)
    ? actions.begin('propose', { ...proposal, costing: { state: 'asked' }, notes: [], verdicts: [] })
    : refuse('due-outside-year', { year: proposal.year })

/** What the department says of the money. */
export const costAction = (action: Action, costing: Exclude<Costing, { state: 'asked' }>) =>
  actions.take('cost', action, (it) => ({ ...it, costing }))

/** Takes an action into the agreement: what nobody costed, or cannot be done, is not promised. */
export const agreeAction = (action: Action) =>
  actions.take('agree', action, (it) => (it.costing.state === 'costed' ? it : refuse('not-costed')))

/** Leaves an action out of the agreement, for a reason that everyone can read. */
export const setAside = (action: Action, reason: string) =>
  actions.take('set-aside', action, (it) => ({ ...it, reason }))

type Report = { readonly by: string; readonly text: string; readonly evidence: z.infer<typeof Note>['evidence'] }

/** A progress note of the municipality. After the day it was asked for it is kept all the same, and marked late. */
export const reportProgress = (action: Action, report: Report, isLate: boolean, at: Instant) =>
  actions.take('report', action, (it) => ({ ...it, notes: [...it.notes, { ...report, isLate, at }] }))

const stepOf = { realised: 'realise', partly: 'find-partly', not: 'find-not-realised', dropped: 'drop' } as const

/** The council's verdict, by one of its decisions. An action that goes on next year is carried over instead. */
export const judgeAction = (action: Action, verdict: Verdict & { readonly verdict: keyof typeof stepOf }) =>
  actions.take(stepOf[verdict.verdict], action, (it) => ({ ...it, verdicts: [...it.verdicts, verdict] }))

/** Carries an action over: this year's ends, and next year's begins with the same owner, to be costed anew. */
export const carryOver = (
  action: Action,
  to: { readonly id: ActionId; readonly dueOn: LocalDate },
  verdict: Verdict,
) => {
  const year = action.year + 1
  const ended = actions.take('carry-over', action, (it) => ({
    ...it,
    verdicts: [...it.verdicts, { ...verdict, verdict: 'carried-over' as const }],
    carriedTo: to.id,
  }))
  if (ended.refused) return ended
  if (to.dueOn.slice(0, 4) !== String(year)) return refuse('due-outside-year', { year })
  const { wardCode, agreementId, title, text, owner, source, id } = action
  const next = { wardCode, agreementId, title, text, owner, source, ...to, year, carriedFrom: id }
  const begun = actions.begin('propose', { ...next, costing: { state: 'asked' }, notes: [], verdicts: [] })
  return { refused: false as const, ended, begun }
}
