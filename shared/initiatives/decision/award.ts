// An award that is never started: its applicant gives it up, or it lapses after a term. Either way the money returns to
// the ward's budget in the same transaction. The round that awarded it does not change.
import { dateInCity, type Instant, type LocalDate, plusDays } from '../../kernel/clock.ts'
import type { ResidentId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import type { HandedIn, PublicHalf } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'

/** ASSUMED: no regulation was found that says when an award lapses; half a year after it or after the planned start. */
const beginTermDays = 182

/** The last day on which the activity can begin: counted from the award, or from the planned start if that is later. */
export const beginDueOn = (initiative: PublicHalf): LocalDate | undefined => {
  if (initiative.status !== 'awarded') return undefined
  const awarded = initiative.steps.findLast(({ step }) => ['award', 'award-in-round', 'restore'].includes(step))
  if (awarded === undefined) return undefined
  const [, latest = initiative.content.startsOn] = [dateInCity(awarded.at), initiative.content.startsOn].toSorted()
  return plusDays(latest, initiative.submission.rules.beginTermDays ?? beginTermDays)
}

/** The applicant gives up an award that has not begun. */
export const renounceAward = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('renounce', initiative, (it) => advance(it, 'renounce', by, now))

/**
 * An award lapses because nothing began within its term, with a public reason. `mayNotBegin`: the council
 * disapproved of it, so the term is not awaited.
 */
export const lapseAward = (initiative: HandedIn, reason: string, by: ResidentId, now: Instant, mayNotBegin = false) =>
  initiatives.take('lapse', initiative, (it) => {
    const dueOn = beginDueOn(it)
    if (!mayNotBegin && (dueOn === undefined || dateInCity(now) <= dueOn))
      return refuse('begin-term-not-over', { dueOn: dueOn ?? '' })
    return { ...advance(it, 'lapse', by, now), reason }
  })

/** Restores a lapsed award if its money is still available: it lapsed by mistake or too soon. Its term starts again. */
export const restoreAward = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('restore', initiative, ({ reason: _, ...it }) => advance(it, 'restore', by, now))
