// The office registers an appeal: also one that came too late, because the body that judges it decides about that.
import { dateInCity, daysBetween, type Instant, type LocalDate, plusDays } from '../../kernel/clock.ts'
import type { AppealId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import type { Contest } from '../contests/contest.ts'
import type { CollectiveList } from '../nominations/collective-list.ts'
import type { Nomination } from '../nominations/nomination.ts'
import type { ElectionCalendar } from '../planning/calendar.ts'
import type { Election } from '../planning/election.ts'
import type { Appeal, Decided } from './appeal.ts'
import { appeals } from './machine.ts'
import { objectionToNames } from './names.ts'

/** The nomination or the list that an appeal is about. */
export type Appealed =
  | { readonly kind: 'nomination'; readonly nomination: Nomination }
  | { readonly kind: 'list'; readonly list: CollectiveList }

type Dated = { readonly outcome: Decided['outcome']; readonly at: Instant }

const decisionOnNomination = (nomination: Nomination): Dated | undefined => {
  switch (nomination.status) {
    case 'valid':
    case 'dropped':
      return { outcome: 'valid', at: nomination.accepted.at }
    case 'invalid':
      return { outcome: 'invalid', at: nomination.refusal.at }
    case 'moved':
      return { outcome: 'moved', at: nomination.movedAt }
    case 'submitted':
    case 'withdrawn':
    case 'drawn':
      return undefined
    default:
      return nomination satisfies never
  }
}

const decisionOnList = (list: CollectiveList): Dated | undefined => {
  switch (list.status) {
    case 'valid':
      return { outcome: 'valid', at: list.accepted.at }
    case 'invalid':
      return { outcome: 'invalid', at: list.refusal.at }
    case 'submitted':
    case 'withdrawn':
      return undefined
    default:
      return list satisfies never
  }
}

/** What the committee decided; undefined where it has not decided. */
const decisionOn = (appealed: Appealed): Decided | undefined => {
  const dated =
    appealed.kind === 'nomination' ? decisionOnNomination(appealed.nomination) : decisionOnList(appealed.list)
  return dated && { outcome: dated.outcome, on: dateInCity(dated.at) }
}

/**
 * The last day of the term: the day of the calendar. After a decision of a later session as many days as the calendar leaves after
 * the first one (ASSUMED).
 */
export const appealUntilOn = (
  { sessionOn, appealUntilOn: until }: ElectionCalendar,
  decidedOn: LocalDate,
): LocalDate => {
  const later = plusDays(decidedOn, daysBetween(sessionOn, until))
  return later > until ? later : until
}

type Registration = Pick<Appeal, 'receivedOn' | 'judgedBy' | 'grounds' | 'fileNumber'>
type Origin = { readonly id: AppealId; readonly requestDigest: string }

/** Registers an appeal with the day on which it was received: not in the future, and not before the decision. */
export const registerAppeal = (
  of: Origin,
  { election, contest }: { readonly election: Election; readonly contest: Contest },
  appealed: Appealed,
  registration: Registration,
  now: Instant,
) => {
  const decided = decisionOn(appealed)
  if (decided === undefined) return refuse('nothing-decided')
  const { receivedOn, grounds } = registration
  if (receivedOn > dateInCity(now)) return refuse('day-in-the-future', { on: receivedOn })
  if (receivedOn < decided.on) return refuse('appeal-before-decision', { decidedOn: decided.on })
  const { electionId, wardCode } = contest
  const id = appealed.kind === 'nomination' ? appealed.nomination.id : appealed.list.id
  return (
    objectionToNames(appealed, { pointer: '/grounds', text: grounds }) ??
    appeals.begin('register', {
      ...of,
      ...{ electionId, wardCode, decided },
      ...registration,
      against: { kind: appealed.kind, id },
      untilOn: appealUntilOn(election.calendar, decided.on),
      registeredAt: now,
    })
  )
}
