// A decision of a ward council. Only a formal meeting adopts; a decision taken elsewhere waits until one ratifies it.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { DecisionId, MeetingId, MemberId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { decisions } from '../machine.ts'
import type { AgendaItem, Waiting } from './agenda.ts'
import { Matter } from './matter.ts'
import { floorFor, type Meeting, type OpenedMeeting } from './meeting.ts'
import { PersonBallot } from './person-vote.ts'
import { outcomeOf, Vote } from './vote.ts'

const Count = z.int().min(0).max(1_000)
export const Tally = z.strictObject({
  for: Count,
  against: Count,
  abstained: Count,
  blank: Count,
  invalid: Count,
  tookPart: Count,
  cast: Count,
})
export type Tally = z.infer<typeof Tally>

/** How members elected one of themselves: every ballot as it was announced, and whether a lot decided. */
const Balloting = z.strictObject({
  how: z.literal('ballots'),
  ballots: z.array(PersonBallot).max(50).readonly(),
  elected: MemberId.optional(),
})

/** One vote of the council on it. */
export const Voting = z.strictObject({
  meetingId: MeetingId,
  itemNumber: z.int().min(1),
  at: Instant,
  vote: z.discriminatedUnion('how', [...Vote.options, Balloting]),
  tally: Tally,
  outcome: z.enum(['adopted', 'rejected', 'put-off']),
  because: z.enum(['majority', 'no-majority', 'tie', 'nobody-asked-a-vote', 'lot']),
})
export type Voting = z.infer<typeof Voting>

const fields = {
  id: DecisionId,
  wardCode: WardCode,
  version: z.int().min(1),
  title: Line(200),
  isAboutPersons: z.boolean(),
  about: Matter.optional(),
  /** The meeting of the last vote: a decision belongs to a meeting, not to a date. */
  meetingId: MeetingId,
  itemNumber: z.int().min(1),
  /** First taken outside a formal meeting. */
  isTakenOutside: z.boolean(),
  votings: z.array(Voting).max(50).readonly(),
}
export const Decision = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('adopted') }),
  z.object({ ...fields, status: z.literal('rejected') }),
  z.object({ ...fields, status: z.literal('put-off') }),
  z.object({ ...fields, status: z.literal('awaiting-ratification') }),
])
export type Decision = z.infer<typeof Decision>

/** The meeting of an item, and the decision that comes back with it, if any. */
export type Putting = {
  readonly meeting: Meeting
  readonly itemNumber: number
  /** Postponed after a tie, or taken outside a formal meeting. */
  readonly before: Decision | undefined
}

/** The item that is put to the vote, in an open meeting, and not yet decided there. */
export const itemToDecide = ({ meeting, itemNumber, before }: Putting) => {
  if (meeting.status !== 'opened') return refuse('meeting-not-open', { status: meeting.status })
  const item = meeting.agenda.find(({ number }) => number === itemNumber)
  if (item === undefined) return refuse('item-not-found', { itemNumber })
  if (item.purpose !== 'decision') return refuse('not-for-decision', { itemNumber })
  if (item.origin?.decisionId !== before?.id) return refuse('not-the-decision-of-this-item', { itemNumber })
  const isDecided = meeting.decided.some((each) => each.itemNumber === itemNumber)
  return isDecided ? refuse('decided-already', { itemNumber }) : { item, meeting }
}

export const hasTied = (before: Decision | undefined): boolean =>
  before?.votings.some(({ because }) => because === 'tie') ?? false

/** Decides an item of an open meeting by a vote on the matter. */
export const decideItem = (id: DecisionId, { vote, ...putting }: Putting & { readonly vote: Vote }, at: Instant) => {
  const put = itemToDecide(putting)
  if ('refused' in put) return put
  const { item, meeting } = put
  const { rules } = meeting
  const { itemNumber, before } = putting
  if (item.about?.kind === 'election') return refuse('persons-by-ballot', { itemNumber })
  if (item.isAboutPersons && rules.persons.isSecret && vote.how !== 'secret')
    return refuse('vote-must-be-secret', { itemNumber })
  const voted = outcomeOf(floorFor(meeting, item, hasTied(before)), vote, rules)
  if ('refused' in voted) return voted
  return recordVoting(id, { item, meeting, before }, { meetingId: meeting.id, itemNumber, at, vote, ...voted })
}

type Recorded = {
  readonly item: AgendaItem
  readonly meeting: OpenedMeeting
  readonly before: Decision | undefined
}

/** The decision after a vote. Outside a formal meeting nothing is adopted: it awaits ratification. */
export const recordVoting = (id: DecisionId, { item, meeting, before }: Recorded, voting: Voting) => {
  const where = { meetingId: meeting.id, itemNumber: item.number }
  if (before !== undefined) {
    const after = { ...before, ...where, votings: [...before.votings, voting] }
    return meeting.kind === 'formal' ? later(before, after, voting.outcome) : refuse('only-formal-meetings-adopt')
  }
  const made = {
    ...where,
    id,
    wardCode: meeting.wardCode,
    title: item.title,
    isAboutPersons: item.isAboutPersons,
    isTakenOutside: meeting.kind !== 'formal',
    votings: [voting],
    ...(item.about === undefined ? {} : { about: item.about }),
  }
  if (voting.outcome === 'rejected') return decisions.begin('reject', made)
  if (voting.outcome === 'put-off') return decisions.begin('put-off', made)
  return decisions.begin(meeting.kind === 'formal' ? 'adopt' : 'decide-outside', made)
}

const stepsLater = {
  'put-off': { adopted: 'adopt-later', rejected: 'reject-later', 'put-off': 'put-off-again' },
  'awaiting-ratification': {
    adopted: 'ratify',
    rejected: 'decline-ratification',
    'put-off': 'put-off-ratification',
  },
} as const

const later = (before: Decision, after: Decision, outcome: 'adopted' | 'rejected' | 'put-off') => {
  if (before.status === 'adopted' || before.status === 'rejected') return refuse('decided-already')
  return decisions.take(stepsLater[before.status][outcome], before, () => after)
}

const waitsFor = {
  'awaiting-ratification': 'ratification',
  'put-off': 'tie',
  adopted: undefined,
  rejected: undefined,
} as const

/** What awaits the next formal meeting. */
export const waitingAmong = (all: readonly Decision[]): readonly Waiting[] =>
  all.flatMap(({ id, title, isAboutPersons, about, status }): readonly Waiting[] => {
    const from = waitsFor[status]
    return from === undefined ? [] : [{ title, isAboutPersons, about, origin: { from, decisionId: id } }]
  })
