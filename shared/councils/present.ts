// Views of meetings and decisions. The public view has no presence, conflicts or accounts, and no persons of a secret vote.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { DecisionId, MeetingId, MemberId, WardCode } from '../kernel/ids.ts'
import { AgendaItem, MeetingKind, speakersRegisterBy } from './meetings/agenda.ts'
import type { Decision, Voting } from './meetings/decision.ts'
import { Matter } from './meetings/matter.ts'
import type { Meeting } from './meetings/meeting.ts'
import { PersonBallot } from './meetings/person-vote.ts'
import { MeetingRules } from './rules/meeting-rules.ts'

/** The state of an election of a member. */
const PublicElection = z
  .strictObject({
    stands: z.enum(['ballot-needed', 'lot-needed', 'elected', 'not-elected']),
    between: z.array(z.string()),
    ballots: z.int(),
  })
  .meta({ id: 'MeetingElection' })

const PublicItem = AgendaItem.omit({ origin: true })
  .extend({
    isForRatification: z
      .boolean()
      .meta({ description: 'Decided outside a formal meeting; counts only when a formal meeting ratifies it.' }),
    decisionId: DecisionId.optional().meta({ description: 'The decision, once it was taken.' }),
    election: PublicElection.optional().meta({
      description: 'Where an election of a member stands, once it has begun.',
    }),
  })
  .meta({ id: 'AgendaItem' })

export const PublicMeeting = z
  .strictObject({
    id: MeetingId,
    wardCode: WardCode,
    kind: MeetingKind,
    status: z.enum(['convened', 'opened', 'not-opened', 'closed', 'cancelled']),
    startsAt: Instant,
    place: z.string(),
    agenda: z.array(PublicItem),
    convenedAt: Instant.meta({ description: 'When the call was delivered to the members.' }),
    speakersRegisterBy: Instant.nullable().meta({
      description: 'Until when anybody may register to speak; null where the day has no such hour.',
    }),
    reason: z.string().optional().meta({ description: 'Why it was cancelled.' }),
    reconvenes: MeetingId.optional().meta({
      description: 'The meeting that did not open, in whose place this one is held.',
    }),
    reconvenedAs: MeetingId.optional().meta({ description: 'The meeting that is held in its place.' }),
    rules: MeetingRules,
    sitting: z.int().optional().meta({ description: 'How many members had a mandate when it was to open.' }),
    present: z.int().optional().meta({ description: 'How many of them were there when it was to open.' }),
  })
  .meta({ id: 'Meeting' })

const shownItem = (meeting: Meeting, { origin, ...item }: AgendaItem): z.input<typeof PublicItem> => {
  const isHeld = meeting.status === 'opened' || meeting.status === 'closed'
  const decided = isHeld ? meeting.decided.find(({ itemNumber }) => itemNumber === item.number) : undefined
  const election = isHeld ? meeting.elections.find(({ itemNumber }) => itemNumber === item.number) : undefined
  return {
    ...item,
    isForRatification: origin?.from === 'ratification',
    ...(decided === undefined ? {} : { decisionId: decided.decisionId }),
    ...(election === undefined
      ? {}
      : {
          election: {
            stands: election.stands,
            between: [...election.between],
            ballots: election.moves.filter(({ move }) => move === 'ballot').length,
          },
        }),
  }
}

const attendanceOf = (meeting: Meeting) => {
  switch (meeting.status) {
    case 'opened':
    case 'closed':
      return {
        sitting: meeting.sitting.length,
        present: meeting.presence.filter(({ from }) => from === meeting.openedAt).length,
      }
    case 'not-opened':
      return { present: meeting.present, reconvenedAs: meeting.reconvenedAs }
    case 'cancelled':
      return { reason: meeting.reason }
    case 'convened':
      return {}
    default:
      return meeting satisfies never
  }
}

/** The public view of a meeting. */
export const presentMeeting = (meeting: Meeting): z.input<typeof PublicMeeting> => {
  const { id, wardCode, kind, status, startsAt, place, agenda, deliveredAt, reconvenes } = meeting
  return {
    ...{ id, wardCode, kind, status, startsAt, place },
    agenda: agenda.map((item) => shownItem(meeting, item)),
    convenedAt: deliveredAt,
    rules: meeting.rules,
    speakersRegisterBy: speakersRegisterBy(startsAt, meeting.speaking) ?? null,
    ...(reconvenes === undefined ? {} : { reconvenes }),
    ...attendanceOf(meeting),
  }
}

/** For those who run the council: who is present, and who may not vote on what. */
export const MeetingFile = z
  .strictObject({
    id: MeetingId,
    presence: z.array(
      z.strictObject({ memberId: MemberId, from: Instant, until: Instant.optional() }).meta({ id: 'Presence' }),
    ),
    conflicts: z.array(z.strictObject({ memberId: MemberId, itemNumber: z.int() }).meta({ id: 'DeclaredConflict' })),
  })
  .meta({ id: 'MeetingFile' })

export const presentMeetingFile = (meeting: Meeting): z.input<typeof MeetingFile> => ({
  id: meeting.id,
  presence: 'presence' in meeting ? [...meeting.presence] : [],
  conflicts: [...meeting.conflicts],
})

export const Figures = z
  .strictObject({
    for: z.int(),
    against: z.int(),
    abstained: z.int(),
    blank: z.int(),
    invalid: z.int(),
    tookPart: z.int(),
    cast: z.int(),
  })
  .meta({ id: 'VoteFigures' })

const PublicVoting = z
  .strictObject({
    meetingId: MeetingId,
    itemNumber: z.int(),
    at: Instant,
    how: z.enum(['by-name', 'secret', 'by-acclamation', 'ballots']),
    outcome: z.enum(['adopted', 'rejected', 'put-off']),
    because: z.enum(['majority', 'no-majority', 'tie', 'nobody-asked-a-vote', 'lot']),
    figures: Figures,
    votes: z
      .array(
        z
          .strictObject({
            memberId: MemberId,
            name: z.string(),
            vote: z.enum(['for', 'against', 'abstained', 'blank']),
          })
          .meta({ id: 'MemberVote' }),
      )
      .optional()
      .meta({ description: 'Who voted what, of a vote by name. Of a secret vote there are only figures.' }),
    ballots: z
      .array(PersonBallot)
      .optional()
      .meta({ description: 'Of an election of a member: each ballot as it was announced.' }),
    elected: MemberId.optional().meta({ description: 'Of an election of a member: who was elected.' }),
  })
  .meta({ id: 'Voting' })

export const PublicDecision = z
  .strictObject({
    id: DecisionId,
    wardCode: WardCode,
    status: z.enum(['adopted', 'rejected', 'put-off', 'awaiting-ratification']),
    title: z.string(),
    isAboutPersons: z.boolean(),
    isTakenOutside: z.boolean(),
    about: Matter.optional(),
    meetingId: MeetingId,
    itemNumber: z.int(),
    votings: z.array(PublicVoting),
  })
  .meta({ id: 'CouncilDecision' })

/** Names of members by id. */
export type Names = ReadonlyMap<string, string>

const presentVoting = (voting: Voting, names: Names): z.input<typeof PublicVoting> => {
  const { meetingId, itemNumber, at, vote, outcome, because, tally } = voting
  const shown = { meetingId, itemNumber, at, how: vote.how, outcome, because, figures: tally }
  if (vote.how === 'by-name')
    return {
      ...shown,
      votes: vote.votes.map((each) => ({ ...each, name: names.get(each.memberId) ?? each.memberId })),
    }
  if (vote.how !== 'ballots') return shown
  return {
    ...shown,
    ballots: [...vote.ballots],
    ...(vote.elected === undefined ? {} : { elected: vote.elected }),
  }
}

/** The public view of a decision, with the names of those who voted by name. */
export const presentDecision = (decision: Decision, names: Names): z.input<typeof PublicDecision> => {
  const { id, wardCode, status, title, isAboutPersons, isTakenOutside, about, meetingId, itemNumber } = decision
  return {
    ...{ id, wardCode, status, title, isAboutPersons, isTakenOutside, meetingId, itemNumber },
    ...(about === undefined ? {} : { about }),
    votings: decision.votings.map((voting) => presentVoting(voting, names)),
  }
}
