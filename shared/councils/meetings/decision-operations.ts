// API operations on votes in a meeting, and on the decisions of a ward council.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../api/operation.ts'
import { DecisionId, MeetingId, MemberId, WardCode } from '../../kernel/ids.ts'
import { Line } from '../../kernel/text.ts'
import { PublicDecision, PublicMeeting } from '../present.ts'
import { councilsRefusals } from '../refusals.ts'
import { PersonBallot } from './person-vote.ts'
import { Vote } from './vote.ts'

const operation = operationsOf('councils', councilsRefusals)
const ofItem = z.strictObject({
  meetingId: MeetingId,
  itemNumber: z
    .string()
    .max(3)
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number),
})
const about = { missing: 'meeting-not-found' } as const
const aboutItems = [
  'meeting-not-open',
  'item-not-found',
  'not-for-decision',
  'decided-already',
  'not-the-decision-of-this-item',
  'only-formal-meetings-adopt',
  'not-put-off',
  'not-awaiting-ratification',
  'list-not-found',
  'list-adopted-already',
  'delegation-not-found',
  'delegation-without-days',
  'delegation-revoked',
  'delegated-decision-not-found',
  'not-objected',
  'ballots-unaccounted',
  'more-ballots-than-members',
  'too-few-took-part',
  'nobody-may-vote',
] as const

const decideItem = operation({
  id: 'decideItem',
  method: 'POST',
  path: '/meetings/{meetingId}/items/{itemNumber}/_decide',
  summary: { nl: 'Leg een stemming vast', en: 'Record a vote' },
  description:
    'By name, secret, or without a vote because nobody asked for one. Adopted by the majority of the votes cast, if more than half of those who may vote took part. Outside a formal meeting nothing is adopted: the matter waits for the next formal one.',
  access: access.councilTable,
  about,
  requires: 'if-match',
  params: ofItem,
  body: Vote,
  responses: { 200: PublicMeeting },
  refusals: [
    ...aboutItems,
    'persons-by-ballot',
    'vote-must-be-secret',
    'vote-without-mandate',
    'vote-without-presence',
    'vote-barred',
    'votes-twice',
    'abstaining-not-allowed',
  ],
})

const chooseMember = operation({
  id: 'chooseMember',
  method: 'POST',
  path: '/meetings/{meetingId}/items/{itemNumber}/_choose',
  summary: { nl: 'Leg een stemronde of een loting vast', en: 'Record a ballot or a lot' },
  description:
    'In the election of a member: one after the other until it is over. The answer says what is needed next. The person who is elected has the role from its first day.',
  access: access.councilTable,
  about,
  requires: 'if-match',
  params: ofItem,
  body: z
    .discriminatedUnion('move', [
      z.strictObject({ move: z.literal('ballot'), ballot: PersonBallot }).meta({ id: 'RecordBallot' }),
      z.strictObject({ move: z.literal('lot'), drawn: MemberId, drawnBy: Line(120) }).meta({ id: 'RecordLot' }),
    ])
    .meta({ id: 'ChooseMemberRequest' }),
  responses: { 200: PublicMeeting },
  refusals: [
    ...aboutItems,
    'no-election',
    'not-nominated',
    'ballot-not-asked',
    'lot-not-asked',
    'seat-left',
    'no-mandate',
    'chair-too-long',
    'role-taken',
    'chair-not-reelectable',
    'calendar-does-not-reach',
    'council-changed',
  ],
})

const getDecision = operation({
  id: 'getDecision',
  method: 'GET',
  path: '/decisions/{decisionId}',
  summary: { nl: 'Een besluit van een wijkraad', en: 'A decision of a ward council' },
  description: 'With each time it was voted on, and who voted what where that is not secret.',
  access: access.public,
  about: { missing: 'decision-not-found' },
  params: z.strictObject({ decisionId: DecisionId }),
  responses: { 200: PublicDecision },
})

const listDecisions = operation({
  id: 'listDecisions',
  method: 'GET',
  path: '/decisions',
  summary: {
    nl: 'De besluiten van een wijkraad, de laatste eerst',
    en: 'The decisions of a ward council, the latest first',
  },
  description: 'What it adopted or rejected; with `which=waiting` what waits for the next formal meeting.',
  access: access.public,
  query: z.strictObject({ wardCode: WardCode, which: z.enum(['settled', 'waiting']).default('settled'), ...pageQuery }),
  responses: { 200: pageOf(PublicDecision) },
})

export const decisionOperations = { decideItem, chooseMember, getDecision, listDecisions } as const
