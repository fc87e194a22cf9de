// Submission: what the ward's rules require of an initiative on the day of submission.
import { ageOn, dateInCity, daysBetween, type Instant, type LocalDate, plusDays } from '../../kernel/clock.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { InitiativeRules } from '../../wards/rules/initiative-rules.ts'
import { type HandedIn, type Initiative, isHandedIn } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'
import type { Particulars, PublicContent } from './content.ts'
import { complete, inProgress } from './draft.ts'
import { nextText } from './text-version.ts'

type Broken = 'amount-above-maximum' | 'starts-too-soon' | 'contact-too-young'

const brokenRule = (
  rules: InitiativeRules,
  content: PublicContent,
  { contact }: Particulars,
  today: LocalDate,
): Refusal<Broken> | undefined => {
  const { maximumCents, leadTimeDays, contactMinimumAge: minimumAge } = rules
  if (content.amountCents > maximumCents) return refuse('amount-above-maximum', { maximumCents })
  const earliest = plusDays(today, leadTimeDays)
  if (content.startsOn < earliest) return refuse('starts-too-soon', { earliest })
  return ageOn(contact.birthDate, today) < minimumAge ? refuse('contact-too-young', { minimumAge }) : undefined
}

/** The term was suspended from the day of the last return until today. */
const suspendedDays = ({ steps, submission }: HandedIn, today: LocalDate): number => {
  const returned = steps.findLast(({ step }) => step === 'return')
  return submission.suspendedDays + (returned === undefined ? 0 : daysBetween(dateInCity(returned.at), today))
}

const firstText = { textVersion: 1, signedVersion: 1, signedContent: undefined, supporterCount: 0 } as const

/**
 * Submits a draft under the rules of today, or a completed initiative again under the rules it started with: the rule
 * set is pinned once. A completed text keeps its signatures; a different text needs new ones. `rulesOfToday` is undefined
 * if the ward has none.
 */
export const submitInitiative = (initiative: Initiative, rulesOfToday: InitiativeRules | undefined, now: Instant) =>
  initiatives.take('submit', initiative, (it) => {
    const whole = complete(inProgress(it))
    if (whole.refused) return whole
    const rules = isHandedIn(it) ? it.submission.rules : rulesOfToday
    if (rules === undefined) return refuse('no-rules-then')
    const { content, particulars } = whole.value
    const today = dateInCity(now)
    const broken = brokenRule(rules, content, particulars, today)
    if (broken) return broken
    const { supporterCount, ...text } = isHandedIn(it) ? nextText(it, content) : firstText
    const submission = isHandedIn(it)
      ? { ...it.submission, suspendedDays: suspendedDays(it, today), ...text }
      : { rules, submittedAt: now, suspendedDays: 0, isDecidedLate: false, ...text }
    return { ...advance(it, 'submit', it.applicantId, now), content, particulars, submission, supporterCount }
  })
