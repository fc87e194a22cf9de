// The alarm ("de wijkraad trekt aan de bel"): who must answer now, by when, and the answers. The clock moves it to the next
// rung: whether a job runs on time, late or twice, the rungs and their dates are the same. Only the council can end it.
import * as z from 'zod'
import { dateInCity, daysBetween, Instant, LocalDate, plusDays } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import { ActionId, AgreementId, AlarmId, WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { endOf, isOver } from '../../kernel/terms.ts'
import { Prose } from '../../kernel/text.ts'
import type { Action } from '../actions/action.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { AgreementText } from '../agreement/text.ts'
import { alarms } from '../machine.ts'
import { Addressee, type AgreementRules, PinnedRules } from '../rules/agreement-rules.ts'

// An alarm is one item of the table, with its rungs and answers: the limit is 400 KB, at up to three bytes a character.
const Reason = Prose(2_000)
const maximumAnswers = 24
/** A rung that was reached: `from` is the day on which the addressee was asked. */
export const Rung = z
  .strictObject({
    place: z.int().min(0),
    addressee: Addressee,
    from: LocalDate,
    endsOn: LocalDate,
    because: z.enum(['raised', 'not-answered', 'not-satisfied']).meta({ id: 'AlarmRungReason' }),
    /** Why the council was not satisfied with the previous answer, if it was not. */
    reason: Reason.optional(),
  })
  .meta({ id: 'AlarmRung' })
export const Answer = z
  .strictObject({ addressee: Addressee, text: Reason, at: Instant, isLate: z.boolean() })
  .meta({ id: 'AlarmAnswer' })

export const AlarmRaiser = z.enum(['council', 'overdue-step']).meta({ id: 'AlarmRaiser' })
const fields = {
  id: AlarmId,
  wardCode: WardCode,
  agreementId: AgreementId,
  /** What it is about: an action, an arrangement (the key of a part of the text), or the agreement as a whole. */
  actionId: ActionId.optional(),
  arrangement: z.string().max(40).optional(),
  /** For an alarm on an action: the department that owns it. Only that department may answer. */
  department: z.string().optional(),
  version: z.int().min(1),
  /** Digest of the request that raised it. */
  requestDigest: z.string(),
  /** The rules of the day on which it was raised: they apply until it ends. */
  ruleSet: PinnedRules,
  raisedBy: AlarmRaiser,
  reason: Reason,
  raisedAt: Instant,
  rungs: z.array(Rung).min(1).max(60),
  answers: z.array(Answer).max(maximumAnswers),
}
export const Alarm = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('waiting') }),
  z.object({ ...fields, status: z.literal('answered') }),
  /** The last rung did not answer in time either; it still has to. */
  z.object({ ...fields, status: z.literal('unanswered') }),
  z.object({ ...fields, status: z.literal('solved'), solution: Reason, solvedAt: Instant }),
])
export type Alarm = z.infer<typeof Alarm>
export type Rung = z.infer<typeof Rung>

type RungStart = Pick<Rung, 'place' | 'from' | 'because' | 'reason'>

const rungOf = ({ ladder }: AgreementRules, start: RungStart): Rung | Refusal<'calendar-does-not-reach'> => {
  const step = ladder[start.place]
  if (step === undefined) throw new RangeError(`The ladder has no rung ${start.place}`)
  const ending = endOf({ term: step.term, from: start.from, suspensions: [] }, dutchClosedDays)
  return 'refused' in ending ? ending : { ...start, addressee: step.addressee, endsOn: ending.endsOn }
}

/** The current rung of an alarm: who must answer now. */
export const rungNow = ({ rungs }: Pick<Alarm, 'rungs'>): Rung => {
  const last = rungs.at(-1)
  if (last === undefined) throw new RangeError('The alarm has no rung')
  return last
}

type Raising = Pick<
  Alarm,
  | 'id'
  | 'wardCode'
  | 'agreementId'
  | 'requestDigest'
  | 'actionId'
  | 'arrangement'
  | 'department'
  | 'raisedBy'
  | 'reason'
>

/** The data about what an alarm is raised on, where the request names it. */
type Named = { readonly action: Action | undefined; readonly text: AgreementText | undefined }

/** What an alarm on a published agreement is about: an action, an arrangement, or the agreement as a whole. */
export const aboutOf = (
  agreement: Agreement,
  { actionId, arrangement }: Pick<Alarm, 'actionId' | 'arrangement'>,
  { action, text }: Named,
) => {
  if (!('publishedAt' in agreement)) return refuse('not-in-force', { status: agreement.status })
  if (actionId !== undefined && action === undefined) return refuse('action-not-found')
  if (arrangement !== undefined && !text?.some(({ key }) => key === arrangement)) return refuse('arrangement-not-found')
  return { refused: false as const, about: { actionId, arrangement, department: action?.owner.department } }
}

/** Raises an alarm on an agreement or one of its actions. */
export const raiseAlarm = (raising: Raising, ruleSet: PinnedRules, now: Instant) => {
  const first = rungOf(ruleSet.rules, { place: 0, from: dateInCity(now), because: 'raised' })
  if ('refused' in first) return first
  return alarms.begin('raise', { ...raising, ruleSet, raisedAt: now, rungs: [first], answers: [] })
}

/** Whether the rung's term has ended without an answer. Decided by the clock, whether or not a job ran. */
const isOverdue = (alarm: Alarm, now: Instant): boolean =>
  alarm.status === 'waiting' && isOver(rungNow(alarm).endsOn, now)

/** One step up. The next addressee is asked on the day after the expired term, however late the step is made. */
const climb = (alarm: Alarm, now: Instant) => {
  if (!isOverdue(alarm, now)) return refuse('alarm-not-overdue', { endsOn: rungNow(alarm).endsOn })
  const { place, endsOn } = rungNow(alarm)
  const { rules } = alarm.ruleSet
  if (place + 1 >= rules.ladder.length) return alarms.take('find-unanswered', alarm, (it) => it)
  const next = rungOf(rules, { place: place + 1, from: plusDays(endsOn, 1), because: 'not-answered' })
  if ('refused' in next) return next
  return alarms.take('climb', alarm, (it) => ({ ...it, rungs: [...it.rungs, next] }))
}

/** The steps due by the clock since the alarm was last updated, in order; empty if nothing is overdue. */
export const climbsDue = (alarm: Alarm, now: Instant) => {
  const taken: Exclude<ReturnType<typeof climb>, Refusal>[] = []
  for (let current = alarm; isOverdue(current, now); ) {
    const step = climb(current, now)
    if (step.refused) return step
    taken.push(step)
    current = step.after
  }
  return taken
}

/**
 * An answer with its reason. From the present addressee it stops the clock; from an earlier addressee it is kept and
 * marked late, and the clock of the present rung continues. The alarm must be on the rung that the clock requires.
 */
export const answerAlarm = (alarm: Alarm, by: Addressee, text: string, now: Instant) => {
  if (isOverdue(alarm, now)) return refuse('alarm-has-to-climb', { endsOn: rungNow(alarm).endsOn })
  if (!alarm.rungs.some(({ addressee }) => addressee === by)) return refuse('not-asked-to-answer', { addressee: by })
  if (alarm.answers.length >= maximumAnswers) return refuse('too-many-answers', { most: maximumAnswers })
  const { addressee, endsOn } = rungNow(alarm)
  const isLate = addressee !== by || isOver(endsOn, now)
  const answers = [...alarm.answers, { addressee: by, text, at: now, isLate }]
  return addressee === by && alarm.status !== 'answered'
    ? alarms.take('answer', alarm, (it) => ({ ...it, answers }))
    : alarms.take('answer-again', alarm, (it) => ({ ...it, answers }))
}

/** The addressee for whom somebody answers who may answer for several: the present one, otherwise the latest that was asked. */
export const answersFor = ({ rungs }: Alarm, mine: readonly Addressee[]): Addressee | undefined =>
  rungs
    .map(({ addressee }) => addressee)
    .toReversed()
    .find((each) => mine.includes(each))

/** The council is not satisfied with an answer: the next rung is asked, or the last one again. */
export const rejectAnswer = (alarm: Alarm, reason: string, now: Instant) =>
  alarms.take('reject-answer', alarm, (it) => {
    const { rules } = it.ruleSet
    const place = Math.min(rungNow(it).place + 1, rules.ladder.length - 1)
    const next = rungOf(rules, { place, from: dateInCity(now), because: 'not-satisfied', reason })
    return 'refused' in next ? next : { ...it, rungs: [...it.rungs, next] }
  })

/** The council declares the alarm solved. This is the only way to end an alarm. */
export const solveAlarm = (alarm: Alarm, solution: string, now: Instant) =>
  alarms.take('solve', alarm, (it) => ({ ...it, solution, solvedAt: now }))

/** Whether an alarm had been raised and not been solved at a moment. */
export const stoodAt = (alarm: Alarm, moment: Instant): boolean =>
  alarm.raisedAt <= moment && (alarm.status !== 'solved' || alarm.solvedAt > moment)

/** How long an alarm has been open, and how long it has been on its present rung, in whole days. */
export const waitingOf = (alarm: Alarm, now: Instant): { readonly days: number; readonly daysOnRung: number } => {
  const until = dateInCity(alarm.status === 'solved' ? alarm.solvedAt : now)
  return {
    days: daysBetween(dateInCity(alarm.raisedAt), until),
    daysOnRung: Math.max(0, daysBetween(rungNow(alarm).from, until)),
  }
}
