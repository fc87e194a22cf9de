// The objection (Dutch: bezwaar) of an applicant to a refusal or to a decision not to award: once per decision, within
// its term, and decided by somebody other than the person who took the decision (Awb 6:7, 7:12, 10:3).
import { dateInCity, daysBetween, type Instant, type LocalDate } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import type { ResidentId } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { endOf, isOver } from '../../kernel/terms.ts'
import type { HandedIn, PublicHalf, StepTaken } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'

/** General Administrative Law Act (Awb) 6:7. */
const weeksUnlessSaid = 6

const decisive: readonly StepTaken['step'][] = ['refuse', 'decline']

/** The step that was the negative decision. */
const decisionStepOf = ({ steps }: Pick<PublicHalf, 'steps'>): StepTaken | undefined =>
  steps.findLast(({ step }) => decisive.includes(step))

/** The last day for an objection to a decision of this day: extended by the General Terms Act if its calendar is known. */
const lastDayFor = (decidedOn: LocalDate, weeks: number): LocalDate => {
  const term = { amount: weeks, unit: 'weeks', counted: 'onwards', source: 'Awb 6:7' } as const
  const running = { from: decidedOn, suspensions: [] }
  const moved = endOf({ ...running, term: { ...term, rollover: 'general-terms-act' } }, dutchClosedDays)
  if (!('refused' in moved)) return moved.endsOn
  const unmoved = endOf({ ...running, term: { ...term, rollover: 'none' } }, dutchClosedDays)
  if ('refused' in unmoved) throw new TypeError('A term without roll-over cannot leave the calendar')
  return unmoved.endsOn
}

const isDecidedByStaff = (initiative: PublicHalf): boolean =>
  initiative.status === 'refused' ||
  (initiative.status === 'not-awarded' && initiative.decline.decidedBy !== 'residents')

/** Whether the objection to this decision has been decided: the next step is then the court. */
const isMaintained = ({ objection }: PublicHalf): boolean => objection?.decided?.outcome === 'dismiss'

/** The last day on which its applicant can object; undefined if there is no decision to object to. */
export const objectionDueOn = (initiative: PublicHalf): LocalDate | undefined => {
  const decided = decisionStepOf(initiative)
  if (decided === undefined || !isDecidedByStaff(initiative) || isMaintained(initiative)) return undefined
  return lastDayFor(dateInCity(decided.at), initiative.submission.rules.objectionTermWeeks ?? weeksUnlessSaid)
}

type Inadmissible = 'decided-by-vote' | 'objection-decided' | 'objection-too-late'

const inadmissible = (initiative: PublicHalf, now: Instant): Refusal<Inadmissible> | undefined => {
  if (isMaintained(initiative)) return refuse('objection-decided')
  const dueOn = objectionDueOn(initiative)
  if (dueOn === undefined) return refuse('decided-by-vote')
  return isOver(dueOn, now) ? refuse('objection-too-late', { dueOn }) : undefined
}

/** The applicant objects to the decision. Only the staff can read the grounds. */
export const objectToDecision = (initiative: HandedIn, grounds: string, now: Instant) =>
  initiatives.take('object', initiative, (it) => {
    const refusal = inadmissible(it, now)
    if (refusal !== undefined) return refusal
    const objection = { filedAt: now }
    const taken = advance(it, 'object', it.applicantId, now)
    if (taken.status === 'refused') {
      const { reason, ...rest } = taken
      return { ...rest, against: { kind: 'refusal' as const, reason }, objection, grounds }
    }
    const { decline, ...rest } = taken
    return { ...rest, against: { kind: 'decline' as const, decline }, objection, grounds }
  })

type Verdict = { readonly outcome: 'uphold' | 'dismiss'; readonly reason: string }
type Contested = Extract<HandedIn, { status: 'under-objection' }>

/** Nobody decides about an objection to their own decision (Awb 10:3). */
const ownDecision = (initiative: HandedIn, by: ResidentId): Refusal<'own-decision'> | undefined =>
  decisionStepOf(initiative)?.by === by ? refuse('own-decision') : undefined

const withVerdict = ({ against: _, ...it }: Contested, { outcome, reason }: Verdict, now: Instant) => ({
  ...it,
  objection: { filedAt: it.objection?.filedAt ?? now, decided: { at: now, outcome, reason } },
})

/** The decision term was suspended from the decision until its reopening. */
const resumed = <Of extends Pick<HandedIn, 'submission' | 'steps'>>(it: Of, now: Instant): Of => {
  const decided = decisionStepOf(it)
  const days = decided === undefined ? 0 : daysBetween(dateInCity(decided.at), dateInCity(now))
  return { ...it, submission: { ...it.submission, suspendedDays: it.submission.suspendedDays + days } }
}

/** Upheld: the initiative is assessed or decided again. Dismissed: the decision stands. */
export const decideObjection = (initiative: HandedIn, verdict: Verdict, by: ResidentId, now: Instant) => {
  const own = ownDecision(initiative, by)
  if (own !== undefined && initiative.status === 'under-objection') return own
  const isRefusal = initiative.status !== 'under-objection' || initiative.against.kind === 'refusal'
  if (verdict.outcome === 'uphold') {
    const reopen = (it: Contested, step: 'reopen-assessment' | 'reopen-decision') =>
      resumed(advance(withVerdict(it, verdict, now), step, by, now), now)
    return isRefusal
      ? initiatives.take('reopen-assessment', initiative, (it) => reopen(it, 'reopen-assessment'))
      : initiatives.take('reopen-decision', initiative, (it) => reopen(it, 'reopen-decision'))
  }
  if (isRefusal)
    return initiatives.take('maintain-refusal', initiative, (it) =>
      it.against.kind === 'refusal'
        ? { ...advance(withVerdict(it, verdict, now), 'maintain-refusal', by, now), reason: it.against.reason }
        : refuse('not-under-objection', { status: it.status }),
    )
  return initiatives.take('maintain-decline', initiative, (it) =>
    it.against.kind === 'decline'
      ? { ...advance(withVerdict(it, verdict, now), 'maintain-decline', by, now), decline: it.against.decline }
      : refuse('not-under-objection', { status: it.status }),
  )
}
