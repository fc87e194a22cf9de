// A resident's steps with their nomination while the window is open, by the clock: at the closing moment it is too late.
import { ageOn, type Instant, isWithin, type LocalDate } from '../../kernel/clock.ts'
import type { NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { Contest } from '../contests/contest.ts'
import type { Election } from '../planning/election.ts'
import { nominations } from './machine.ts'
import type { Nomination, NominationContent } from './nomination.ts'

type Candidate = { readonly id: ResidentId; readonly wardCode: WardCode; readonly birthDate: LocalDate }
type WindowRefusal = 'election-cancelled' | 'contest-cancelled' | 'nominations-not-open-yet' | 'nominations-closed'

/** Why nothing can be nominated at this moment; undefined while the window is open. */
export const objectionToWindow = (
  election: Election,
  contest: Contest,
  now: Instant,
): Refusal<WindowRefusal> | undefined => {
  if (election.status === 'cancelled') return refuse('election-cancelled')
  if (contest.status === 'cancelled') return refuse('contest-cancelled')
  const { nominationOpensAt: opensAt, nominationClosesAt: closesAt } = election.calendar
  if (isWithin({ opensAt, closesAt }, now)) return undefined
  return now < opensAt
    ? refuse('nominations-not-open-yet', { nominationOpensAt: opensAt })
    : refuse('nominations-closed', { nominationClosesAt: closesAt })
}

/** Where the candidate says to live: `undefined`, nothing was said; `unknown`, nothing is recorded of it; `null`, in no ward. */
export type StatedWard = WardCode | 'unknown' | null | undefined

const ofAddress = { nl: 'Kijk postcode en huisnummer na.', en: 'Check postcode and house number.' }

/**
 * An address in another ward than the contest is caught at entry, and the right ward named. Nothing is held against an
 * address of which nothing is recorded: the login has verified the ward.
 */
const objectionToAddress = (
  stated: StatedWard,
  { rules }: Election,
  { wardCode }: Contest,
): Refusal<'address-in-another-ward' | 'address-in-no-ward' | 'address-needed'> | undefined => {
  const at = [{ pointer: '/address', rule: ofAddress }]
  if (stated === undefined)
    return rules.addressAtNomination === 'required' ? refuse('address-needed', {}, at) : undefined
  if (stated === null) return refuse('address-in-no-ward', {}, at)
  return stated === 'unknown' || stated === wardCode
    ? undefined
    : refuse('address-in-another-ward', { addressWard: stated, wardCode }, at)
}

type Origin = { readonly id: NominationId; readonly requestDigest: string }

/**
 * A resident stands for the council of their own ward. Refuses another ward, and anyone who is too young on
 * polling day.
 */
export const nominate = (
  of: Origin,
  { election, contest }: { readonly election: Election; readonly contest: Contest },
  candidate: Candidate,
  content: NominationContent,
  stated: StatedWard,
  now: Instant,
) => {
  const objection = objectionToWindow(election, contest, now)
  if (objection) return objection
  if (candidate.wardCode !== contest.wardCode)
    return refuse('nomination-in-another-ward', { yourWard: candidate.wardCode, wardCode: contest.wardCode })
  const elsewhere = objectionToAddress(stated, election, contest)
  if (elsewhere) return elsewhere
  const { candidateAge } = election.rules
  if (ageOn(candidate.birthDate, election.calendar.pollingOn) < candidateAge)
    return refuse('too-young-on-polling-day', { candidateAge, pollingOn: election.calendar.pollingOn })
  const { electionId, wardCode } = contest
  return nominations.begin('submit', {
    ...of,
    electionId,
    wardCode,
    residentId: candidate.id,
    content,
    submittedAt: now,
  })
}

type Around = { readonly election: Election; readonly contest: Contest }

type Amendment = {
  readonly ballotName?: string | undefined
  readonly text?: string | undefined
  readonly designation?: NominationContent['designation'] | null | undefined
}

/** Another text, name or designation: absent fields stay; `null` removes the designation. */
export const amendNomination = (
  nomination: Nomination,
  { election, contest }: Around,
  change: Amendment,
  now: Instant,
) =>
  nominations.take('amend', nomination, (it) => {
    const objection = objectionToWindow(election, contest, now)
    if (objection) return objection
    const before = it.content
    const designation = change.designation === undefined ? before.designation : (change.designation ?? undefined)
    const content = { ballotName: change.ballotName ?? before.ballotName, text: change.text ?? before.text }
    return { ...it, content: { ...content, ...(designation && { designation }) } }
  })

/** The candidate withdraws the nomination. */
export const withdrawNomination = (nomination: Nomination, { election, contest }: Around, now: Instant) =>
  nominations.take(
    'withdraw',
    nomination,
    (it) => objectionToWindow(election, contest, now) ?? { ...it, withdrawnAt: now },
  )

/** The candidate declines every seat for the rest of the term. */
export const refuseTerm = (nomination: Nomination, now: Instant) =>
  nominations.take('refuse-term', nomination, (it) => ({ ...it, refusesTermSince: now }))

/** The candidate is available again, and is asked for the next vacancy. */
export const returnToSuccession = (nomination: Nomination) =>
  nominations.take('return-to-succession', nomination, ({ refusesTermSince, ...it }) =>
    refusesTermSince === undefined ? refuse('no-refusal-for-term') : it,
  )
