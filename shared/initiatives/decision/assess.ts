// The assessment of an initiative by the ward's staff: return, admit, refuse, take more time.
import type { Instant } from '../../kernel/clock.ts'
import type { ResidentId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { type HandedIn, isPastTerm, rulesFor } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'

/** A step that ends the decision term or a part of it: a late step is allowed, and recorded as late. */
export const markIfLate = <Of extends HandedIn>(initiative: Of, now: Instant): Of => ({
  ...initiative,
  submission: {
    ...initiative.submission,
    isDecidedLate: initiative.submission.isDecidedLate || isPastTerm(initiative, now),
  },
})

/**
 * Returns an initiative for completion. The term is suspended until it is submitted again, and the public text does
 * not change.
 */
export const returnInitiative = (initiative: HandedIn, missing: string, by: ResidentId, now: Instant) =>
  initiatives.take('return', initiative, (it) => ({
    ...advance(it, 'return', by, now),
    missing,
    completion: it.content,
  }))

/** Admits an initiative with enough support: it can now be decided or enter a round. */
export const admitInitiative = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('admit', initiative, (it) => {
    const { required } = it.submission.rules.supporters
    if (it.supporterCount < required) return refuse('too-few-supporters', { required, present: it.supporterCount })
    return markIfLate(advance(it, 'admit', by, now), now)
  })

/** Refuses an initiative before the decision, for a public reason. */
export const refuseInitiative = (initiative: HandedIn, reason: string, by: ResidentId, now: Instant) =>
  initiatives.take('refuse', initiative, (it) => ({ ...markIfLate(advance(it, 'refuse', by, now), now), reason }))

type Extension = { readonly days: number; readonly reason: string }

/** Extends the decision term: once, with a reason, before the term is over, and at most as long as the rules allow. */
export const extendTerm = (initiative: HandedIn, extension: Extension, by: ResidentId, now: Instant) =>
  initiatives.take('extend', initiative, (it) => {
    const { decisionTermDays, longestTermDays } = rulesFor(it)
    if (decisionTermDays === null || longestTermDays === null) return refuse('extension-not-in-rules')
    if (it.submission.extension) return refuse('already-extended')
    if (isPastTerm(it, now)) return refuse('term-over')
    const maximumDays = longestTermDays - decisionTermDays
    if (extension.days > maximumDays) return refuse('extension-too-long', { maximumDays })
    return { ...advance(it, 'extend', by, now), submission: { ...it.submission, extension } }
  })
