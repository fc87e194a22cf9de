// An action of a ward agreement, for one year: who does it, who asked for it, its cost and its result. The reports of the
// municipality and the verdicts of the council are kept apart.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { ActionId, AgreementId, DecisionId, WardCode } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line, Prose } from '../../kernel/text.ts'
import type { Period } from '../agreement/agreement.ts'
import { actions } from '../machine.ts'

export const Owner = z.strictObject({ department: Line(120), role: Line(120) }).meta({ id: 'ActionOwner' })
/** Who asked for it. `reference`: the signal, advice or initiative, if there is one. */
export const Source = z
  .strictObject({
    kind: z
      .enum(['resident', 'ward-network', 'signal', 'advice', 'initiative', 'council', 'municipality'])
      .meta({ id: 'ActionSourceKind' }),
    reference: Line(200).optional(),
  })
  .meta({ id: 'ActionSource' })
/** The cost statement of the owner's department. */
export const CostingAnswer = z
  .discriminatedUnion('state', [
    z
      .strictObject({ state: z.literal('costed'), budgetCents: Cents, coveredBy: Line(200) })
      .meta({ id: 'CostedAction' }),
    z.strictObject({ state: z.literal('not-feasible'), reason: Prose(2_000) }).meta({ id: 'InfeasibleAction' }),
  ])
  .meta({ id: 'ActionCostingAnswer' })
export const Costing = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('asked') }).meta({ id: 'UncostedAction' }),
    ...CostingAnswer.options,
  ])
  .meta({ id: 'ActionCosting' })
export type Costing = z.infer<typeof Costing>
export const Evidence = z
  .strictObject({ title: Line(200), address: z.url({ protocol: /^https$/ }).max(500) })
  .meta({ id: 'ActionEvidence' })

// An action is one item of the table, with its notes and verdicts: the limit is 400 KB, at up to three bytes a character.
const maximumNotes = 24
const maximumVerdicts = 12

const Note = z.strictObject({
  /** Derived from the key of the request that reported it, so that a repeated request finds it here. */
  id: z.string(),
  requestDigest: z.string(),
  at: Instant,
  by: Line(160),
  text: Prose(2_000),
  isLate: z.boolean(),
  evidence: z.array(Evidence).max(5),
})
export type Note = z.infer<typeof Note>
/** The council's verdict on an action, with the decision that it rests on. */
export const Verdict = z
  .strictObject({
    verdict: z.enum(['realised', 'partly', 'not', 'dropped', 'carried-over']).meta({ id: 'ActionVerdictKind' }),
    reason: Prose(2_000),
    decisionId: DecisionId,
    at: Instant,
  })
  .meta({ id: 'ActionVerdict' })
export type Verdict = z.infer<typeof Verdict>

const fields = {
  id: ActionId,
  wardCode: WardCode,
  agreementId: AgreementId,
  version: z.int().min(1),
  /** Digest of the request that made it. */
  requestDigest: z.string(),
  year: z.int().min(2000).max(2200),
  title: Line(200),
  text: Prose(4_000),
  owner: Owner,
  source: Source,
  dueOn: LocalDate,
  costing: Costing,
  notes: z.array(Note).max(maximumNotes),
  verdicts: z.array(Verdict).max(maximumVerdicts),
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
/** Where an action is in its procedure. */
export const ActionStatus = z.enum(Action.options.map(({ shape }) => shape.status.value)).meta({ id: 'ActionStatus' })

/** The facts that the city's figures are computed from. */
export const ActionShape = z.object({
  ...{ agreementId: AgreementId, wardCode: WardCode, year: fields.year },
  status: ActionStatus,
})

const { version: _version, requestDigest: _digest, notes: _notes, ...shown } = fields
/** The public data of an action, without its notes; fields that its state does not have are absent. */
export const actionFields = { ...shown, reason: z.string().optional(), carriedTo: ActionId.optional() }

type Proposal = Pick<
  Action,
  'id' | 'wardCode' | 'agreementId' | 'requestDigest' | 'year' | 'title' | 'text' | 'owner' | 'source' | 'dueOn'
>

/** The due day must be in the year of the plan: `period` is that year of the agreement, if it has one. */
const objectionToDueDate = (year: number, dueOn: LocalDate, period: Period | undefined) => {
  if (period === undefined) return refuse('no-such-year', { year })
  return period.from <= dueOn && dueOn < period.until
    ? undefined
    : refuse('due-outside-year', { from: period.from, until: period.until })
}

/** Adds an action to the plan of a year; the owner's department is asked what it costs. */
export const proposeAction = (proposal: Proposal, period: Period | undefined) =>
  objectionToDueDate(proposal.year, proposal.dueOn, period) ??
  actions.begin('propose', { ...proposal, costing: { state: 'asked' }, notes: [], verdicts: [] })

/** Records what the department says about the money. */
export const costAction = (action: Action, costing: z.infer<typeof CostingAnswer>) =>
  actions.take('cost', action, (it) => ({ ...it, costing }))

/** Takes an action into the agreement; it must have been costed and found feasible. */
export const agreeAction = (action: Action) =>
  actions.take('agree', action, (it) => (it.costing.state === 'costed' ? it : refuse('not-costed')))

/** Leaves an action out of the agreement, for a public reason. */
export const setAside = (action: Action, reason: string) =>
  actions.take('set-aside', action, (it) => ({ ...it, reason }))

type Report = Omit<Note, 'at' | 'isLate'>

/** A progress note of the municipality. After the due date it is still kept, and marked late. */
export const reportProgress = (action: Action, report: Report, isLate: boolean, at: Instant) =>
  actions.take('report', action, (it) =>
    it.notes.length < maximumNotes
      ? { ...it, notes: [...it.notes, { ...report, isLate, at }] }
      : refuse('too-many-notes', { most: maximumNotes }),
  )

const stepOf = { realised: 'realise', partly: 'find-partly', not: 'find-not-realised', dropped: 'drop' } as const

/** The council's verdict, by one of its decisions. An action that continues next year is carried over instead. */
export const judgeAction = (action: Action, verdict: Verdict & { readonly verdict: keyof typeof stepOf }) =>
  actions.take(stepOf[verdict.verdict], action, (it) =>
    it.verdicts.length < maximumVerdicts - 1
      ? { ...it, verdicts: [...it.verdicts, verdict] }
      : refuse('too-many-verdicts', { most: maximumVerdicts - 1 }),
  )

type Onwards = {
  readonly id: ActionId
  readonly dueOn: LocalDate
  /** The agreement in whose plan it continues: this one or its successor. */
  readonly agreementId: AgreementId
  /** The year after this one, in that agreement. */
  readonly period: Period | undefined
}

/** Carries an action over: this year's ends, and next year's begins with the same owner, to be costed again. */
export const carryOver = (action: Action, { period, ...to }: Onwards, verdict: Verdict) => {
  const year = action.year + 1
  const ended = actions.take('carry-over', action, (it) => ({
    ...it,
    verdicts: [...it.verdicts, { ...verdict, verdict: 'carried-over' as const }],
    carriedTo: to.id,
  }))
  if (ended.refused) return ended
  const objection = objectionToDueDate(year, to.dueOn, period)
  if (objection !== undefined) return objection
  const { wardCode, requestDigest, title, text, owner, source, id } = action
  const next = { wardCode, requestDigest, title, text, owner, source, ...to, year, carriedFrom: id }
  const begun = actions.begin('propose', { ...next, costing: { state: 'asked' }, notes: [], verdicts: [] })
  return { refused: false as const, ended, begun }
}
