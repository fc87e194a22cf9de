// Planning an election: its dates from the polling day, its rules from that day's rule set, and a contest for each ward.
import * as z from 'zod'
import type { Instant, LocalDate } from '../../kernel/clock.ts'
import type { ElectionId, WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { Contest } from '../contests/contest.ts'
import { objectionToSeats } from '../contests/seats.ts'
import { contests, elections } from '../machine.ts'
import { ElectionRules, type RecountBody } from '../rules/election-rules.ts'
import { rulesForPollingOn } from '../rules/rules-of-rotterdam.ts'
import { calendarFor, type OwnDates } from './calendar.ts'
import type { Election } from './election.ts'

/** The rules that an election may set itself, whole sections at a time: everything that no source confirms. */
export const OwnRules = z
  .strictObject({
    lists: ElectionRules.shape.lists,
    online: z.boolean(),
    unknownBirthDay: z.enum(['last-possible', 'first-possible']),
    addressAtNomination: z.enum(['optional', 'required']),
    seats: ElectionRules.shape.seats,
    allocation: ElectionRules.shape.allocation,
    succession: ElectionRules.shape.succession,
    lottery: z.strictObject({ answerWithinDays: z.int().min(1).max(400) }),
    count: ElectionRules.shape.count,
    recount: ElectionRules.shape.recount.unwrap(),
    calendar: ElectionRules.shape.calendar,
  })
  .partial()
type OwnRules = z.infer<typeof OwnRules>

type Plan = {
  readonly name: Election['name']
  readonly pollingOn: LocalDate
  readonly ownDates: OwnDates
  readonly rules: OwnRules
}
type Origin = { readonly id: ElectionId; readonly requestDigest: string }

const rulesOf = (pollingOn: LocalDate, own: OwnRules): ElectionRules | Refusal<'no-election-rules-then'> => {
  const base = rulesForPollingOn(pollingOn)
  return base === undefined ? refuse('no-election-rules-then', { pollingOn }) : ElectionRules.parse({ ...base, ...own })
}

/** An election, planned before its nominations close. */
export const planElection = (of: Origin, { name, pollingOn, ownDates, rules: own }: Plan, now: Instant) => {
  const rules = rulesOf(pollingOn, own)
  if ('refused' in rules) return rules
  const calendar = calendarFor(pollingOn, rules.calendar, ownDates)
  if (calendar.refused) return calendar
  if (calendar.value.nominationClosesAt <= now)
    return refuse('nominations-would-be-closed', { nominationClosesAt: calendar.value.nominationClosesAt })
  return elections.begin('plan', {
    ...of,
    name,
    rules,
    calendar: calendar.value,
    ownDates,
    createdAt: now,
    reached: [],
  })
}

/** The contest of a ward; its seats are decided, never computed from its population. */
export const planContest = ({ id, rules }: Election, wardCode: WardCode, seats: number) =>
  objectionToSeats(seats, rules.seats) ?? contests.begin('plan', { electionId: id, wardCode, seats })

/** Changes dates before the nominations open, while nobody can have acted on them. */
export const moveElection = (
  election: Election,
  change: { readonly pollingOn?: LocalDate | undefined; readonly ownDates?: OwnDates | undefined },
  now: Instant,
) =>
  elections.take('move', election, (it) => {
    if (it.calendar.nominationOpensAt <= now)
      return refuse('nominations-opened', { nominationOpensAt: it.calendar.nominationOpensAt })
    const ownDates = change.ownDates ?? it.ownDates
    const calendar = calendarFor(change.pollingOn ?? it.calendar.pollingOn, it.rules.calendar, ownDates)
    if (calendar.refused) return calendar
    if (calendar.value.nominationOpensAt <= now)
      return refuse('nominations-would-be-open', { nominationOpensAt: calendar.value.nominationOpensAt })
    return { ...it, ownDates, calendar: calendar.value }
  })

/** Calls an election off, for a public reason, until its polling has closed. */
export const cancelElection = (election: Election, reason: string, now: Instant) =>
  elections.take('cancel', election, (it) =>
    it.calendar.pollingClosesAt <= now ? refuse('polling-closed') : { ...it, reason },
  )

/** Changes the number of seats, before the candidates are judged. */
export const resizeContest = (contest: Contest, seats: number, { rules }: Election) =>
  contests.take('resize', contest, (it) => objectionToSeats(seats, rules.seats) ?? { ...it, seats })

/** Whether people voted in a ward: its list went to the polls, and they are over. */
const hasVoted = (contest: Contest, { calendar }: Election, now: Instant): boolean =>
  ('lot' in contest || (contest.status === 'overturned' && contest.isDrawn)) &&
  contest.list.supply.kind === 'poll' &&
  calendar.pollingClosesAt <= now

/** Calls off the contest of one ward, for a public reason. Votes that were cast are never called off: they are annulled. */
export const cancelContest = (contest: Contest, election: Election, reason: string, now: Instant) =>
  contests.take('cancel', contest, (it) => {
    const { electionId, wardCode, seats } = it
    return hasVoted(it, election, now) ? refuse('votes-were-cast') : { electionId, wardCode, seats, reason }
  })

/** Annuls the vote in one ward, by order of a body: nobody is elected by it, and another election is needed. */
export const annulContest = (
  contest: Contest,
  election: Election,
  { orderedBy, reason }: { readonly orderedBy: RecountBody; readonly reason: string },
  now: Instant,
) =>
  contests.take('annul', contest, (it) => {
    const { electionId, wardCode, seats } = it
    if (!hasVoted(it, election, now)) return refuse('no-votes-cast')
    // The result stands while it is counted again.
    if ('recount' in it && it.recount !== undefined) return refuse('recount-not-ended', { result: it.recount.number })
    return { electionId, wardCode, seats, reason, annulledBy: orderedBy }
  })
