// API operations on reviews and alarms.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { ActionId, AgreementId, AlarmId, ReviewId, WardCode } from '../kernel/ids.ts'
import { Prose } from '../kernel/text.ts'
import { agreementsRefusals } from './refusals.ts'
import { PublicAlarm, PublicReport, PublicReview } from './watch/present.ts'

const operation = operationsOf('agreements', agreementsRefusals)
const ofAgreement = {
  about: { missing: 'agreement-not-found' },
  params: z.strictObject({ agreementId: AgreementId }),
} as const
const ofReview = {
  about: { missing: 'review-not-found' },
  params: z.strictObject({ agreementId: AgreementId, reviewId: ReviewId }),
} as const
const ofAlarm = {
  about: { missing: 'alarm-not-found' },
  params: z.strictObject({ agreementId: AgreementId, alarmId: AlarmId }),
} as const
const Reason = Prose(2_000, 10)

export const listReviews = operation({
  id: 'listReviews',
  method: 'GET',
  path: '/agreements/{agreementId}/reviews',
  summary: { nl: 'De voortgangsrondes van een wijkakkoord', en: 'The reviews of a ward agreement' },
  description: 'In order, the next one that is planned last.',
  access: access.public,
  ...ofAgreement,
  responses: { 200: z.strictObject({ items: z.array(PublicReview) }).meta({ id: 'AgreementReviewList' }) },
})

export const getReview = operation({
  id: 'getReview',
  method: 'GET',
  path: '/agreements/{agreementId}/reviews/{reviewId}',
  summary: { nl: 'Een voortgangsronde', en: 'A review' },
  description: 'Whose progress was asked, who answered and what was judged.',
  access: access.public,
  ...ofReview,
  responses: { 200: PublicReview },
})

export const getReviewReport = operation({
  id: 'getReviewReport',
  method: 'GET',
  path: '/agreements/{agreementId}/reviews/{reviewId}/report',
  summary: { nl: 'Het verslag van een voortgangsronde', en: 'The report of a review' },
  description: 'As it was published, under its digest. It never changes.',
  access: access.public,
  ...ofReview,
  responses: { 200: PublicReport },
  refusals: ['report-not-published'],
})

export const listAgreementAlarms = operation({
  id: 'listAgreementAlarms',
  method: 'GET',
  path: '/agreement-alarms',
  summary: { nl: 'Waar een wijkraad aan de bel trekt', en: 'What a ward council has raised the alarm on' },
  description: 'The latest first, solved ones too. Everyone can see who must answer, and how long it has been waiting.',
  access: access.public,
  query: z.strictObject({ wardCode: WardCode, ...pageQuery }),
  responses: { 200: pageOf(PublicAlarm) },
})

export const getAgreementAlarm = operation({
  id: 'getAgreementAlarm',
  method: 'GET',
  path: '/agreements/{agreementId}/alarms/{alarmId}',
  summary: {
    nl: 'Een alarm: wie moet antwoorden en hoe lang het wacht',
    en: 'An alarm: who must answer, how long it waits',
  },
  description: 'With each rung that it has reached, and each answer with its reason.',
  access: access.public,
  ...ofAlarm,
  responses: { 200: PublicAlarm },
})

export const raiseAlarm = operation({
  id: 'raiseAlarm',
  method: 'POST',
  path: '/agreements/{agreementId}/alarms',
  summary: { nl: 'Trek aan de bel', en: 'Raise the alarm' },
  description:
    'On an action, on an arrangement of the text, or on the agreement as a whole. The first rung gets a notice at once. The rules of this day apply until the alarm ends.',
  access: access.councilMember,
  names: { 'action-not-found': ['/actionId'], 'arrangement-not-found': ['/arrangement'] },
  ...ofAgreement,
  requires: 'idempotency-key',
  body: z.strictObject({
    reason: Reason,
    actionId: ActionId.optional(),
    arrangement: z.string().max(40).optional(),
  }),
  responses: { 201: PublicAlarm },
  refusals: [
    'not-in-force',
    'action-not-found',
    'arrangement-not-found',
    'no-agreement-rules-then',
    'calendar-does-not-reach',
  ],
})

export const answerAlarm = operation({
  id: 'answerAlarm',
  method: 'POST',
  path: '/agreements/{agreementId}/alarms/{alarmId}/_answer',
  summary: { nl: 'Antwoord op een alarm', en: 'Answer an alarm' },
  description: 'By an addressee who was asked. A late answer is kept and marked late. It does not end the alarm.',
  access: access.alarmAddressee,
  ...ofAlarm,
  requires: 'if-match',
  body: z.strictObject({ text: Reason }),
  responses: { 200: PublicAlarm },
  refusals: ['alarm-solved', 'not-asked-to-answer', 'too-many-answers', 'alarm-has-to-climb'],
})

export const rejectAlarmAnswer = operation({
  id: 'rejectAlarmAnswer',
  method: 'POST',
  path: '/agreements/{agreementId}/alarms/{alarmId}/_reject',
  summary: { nl: 'Neem geen genoegen met het antwoord', en: 'Say that the answer is not enough' },
  description: 'The next rung is asked, or the last one again.',
  access: access.councilMember,
  ...ofAlarm,
  requires: 'if-match',
  body: z.strictObject({ reason: Reason }),
  responses: { 200: PublicAlarm },
  refusals: ['alarm-not-answered', 'calendar-does-not-reach'],
})

export const solveAlarm = operation({
  id: 'solveAlarm',
  method: 'POST',
  path: '/agreements/{agreementId}/alarms/{alarmId}/_solve',
  summary: { nl: 'Zeg dat het is opgelost', en: 'Say that it is solved' },
  description: 'The council alone ends an alarm, answered or not.',
  access: access.councilMember,
  ...ofAlarm,
  requires: 'if-match',
  body: z.strictObject({ solution: Reason }),
  responses: { 200: PublicAlarm },
  refusals: ['alarm-solved'],
})

export const watchOperations = {
  listReviews,
  getReview,
  getReviewReport,
  listAgreementAlarms,
  getAgreementAlarm,
  raiseAlarm,
  answerAlarm,
  rejectAlarmAnswer,
  solveAlarm,
} as const
