// What becomes of an award that is never begun: its applicant gives it up, or it lapses after a term. Either way the money is
// the ward's again, in the same transaction. A round that awarded it stays as it was decided.
import { dateInCity, type Instant, type LocalDate, plusDays } from '../../kernel/clock.ts'
import type { ResidentId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import type { HandedIn, PublicHalf } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'

/** ASSUMED: no regulation that was found says when an award lapses; half a year after it or after the planned start. */
const beginTermDays = 182

/** The last day on which an award can begin: after it was given, or after the planned start if that is later. */
export const beginDueOn = (initiative: PublicHalf): LocalDate | undefined => {
  if (initiative.status !== 'awarded') return undefined
  const awarded = initiative.steps.findLast(({ step }) => ['award', 'award-in-round', 'restore'].includes(step))
  if (awarded === undefined) return undefined
  const [, latest = initiative.content.startsOn] = [dateInCity(awarded.at), initiative.content.startsOn].toSorted()
  return plusDays(latest, initiative.submission.rules.beginTermDays ?? beginTermDays)
}

/** The applicant gives an award up before anything has begun. */
export const renounceAward = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('renounce', initiative, (it) => advance(it, 'renounce', by, now))

/**
 * An award lapses because nothing has begun in its term, with a reason that everyone can read. `mayNotBegin`: the council
 * disapproved of it, and there is no term to wait for.
 */
export const lapseAward = (initiative: HandedIn, reason: string, by: ResidentId, now: Instant, mayNotBegin = false) =>
  initiatives.take('lapse', initiative, (it) => {
    const dueOn = beginDueOn(it)
    if (!mayNotBegin && (dueOn === undefined || dateInCity(now) <= dueOn))
      return refuse('begin-term-not-over', { dueOn: dueOn ?? '' })
    return { ...advance(it, 'lapse', by, now), reason }
  })

/** A lapsed award holds again, if its money is still there: it lapsed by mistake, or too soon. Its term begins anew. */
export const restoreAward = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('restore', initiative, ({ reason: _, ...it }) => advance(it, 'restore', by, now))
