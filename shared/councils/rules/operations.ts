// API operations on the meeting rules of a ward council.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { councilsRefusals } from '../refusals.ts'
import { MeetingRules } from './meeting-rules.ts'

const operation = operationsOf('councils', councilsRefusals)
const params = z.strictObject({ wardCode: WardCode })
/** A rule set of a ward, with the values that no source confirms. */
const WardMeetingRules = z.strictObject({ wardCode: WardCode, rules: MeetingRules }).meta({ id: 'WardMeetingRules' })

const getMeetingRules = operation({
  id: 'getMeetingRules',
  method: 'GET',
  path: '/wards/{wardCode}/meeting-rules',
  summary: {
    nl: 'De regels waarnaar een wijkraad op een dag vergadert',
    en: 'The rules by which a ward council meets on a day',
  },
  description:
    "The ward's own newest rule set that is not after the day, or else the city's; today unless asked. A meeting shows the rules by which it is held.",
  access: access.public,
  about: { missing: 'ward-not-found' },
  cached: 'short',
  params,
  query: z.strictObject({ on: LocalDate.optional() }),
  responses: { 200: WardMeetingRules },
})

const publishMeetingRules = operation({
  id: 'publishMeetingRules',
  method: 'POST',
  path: '/wards/{wardCode}/meeting-rules',
  summary: {
    nl: 'Publiceer vanaf een datum regels voor de vergaderingen van een wijkraad',
    en: 'Publish rules for the meetings of a ward council from a date on',
  },
  description:
    'Quorum, calling again, ties, blanks, votes on persons, the chair, the deadline to speak, objections to what the ward manager decides. They hold for meetings on and after `validFrom` that are called from now on; a meeting keeps the rules under which it was called.',
  access: access.rulesOfficer,
  about: { missing: 'ward-not-found' },
  requires: 'idempotency-key',
  params,
  body: MeetingRules,
  responses: { 201: WardMeetingRules },
  refusals: ['rules-in-the-past', 'rules-already-published', 'rules-withdrawn'],
})

const withdrawMeetingRules = operation({
  id: 'withdrawMeetingRules',
  method: 'DELETE',
  path: '/wards/{wardCode}/meeting-rules/{validFrom}',
  summary: { nl: 'Trek vergaderregels in die nog niet gelden', en: 'Withdraw meeting rules that do not apply yet' },
  description: 'Before their first day. Then other rules can be published for the same date.',
  access: access.rulesOfficer,
  about: { missing: 'ward-not-found' },
  params: z.strictObject({ wardCode: WardCode, validFrom: LocalDate }),
  responses: { 204: z.undefined() },
  refusals: ['rules-not-published', 'rules-in-force'],
})

export const rulesOperations = { getMeetingRules, publishMeetingRules, withdrawMeetingRules } as const
