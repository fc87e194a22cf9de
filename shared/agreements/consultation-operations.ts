// API operations on the consultation of a draft: residents are asked, comment, and vote in a poll.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { InstantInput } from '../kernel/clock.ts'
import { AgreementId, CommentId } from '../kernel/ids.ts'
import { Prose } from '../kernel/text.ts'
import { PollQuestion } from './agreement/consultation-poll.ts'
import { about, councilStep, params } from './agreement-operations.ts'
import { PublicAgreement, PublicComment } from './present.ts'
import { agreementsRefusals } from './refusals.ts'

const operation = operationsOf('agreements', agreementsRefusals)

export const consultResidents = operation({
  id: 'consultResidents',
  method: 'POST',
  path: '/agreements/{agreementId}/_consult',
  summary: { nl: 'Vraag bewoners om te reageren', en: 'Ask residents to comment' },
  description:
    'From now until a moment, for the shortest time of the rules at least. Residents of the ward comment on this version of the text.',
  ...councilStep,
  body: z.strictObject({ closesAt: InstantInput }),
  responses: { 200: PublicAgreement },
  refusals: ['not-a-draft', 'consultation-too-short', 'calendar-does-not-reach'],
})

export const announceConsultationPoll = operation({
  id: 'announceConsultationPoll',
  method: 'POST',
  path: '/agreements/{agreementId}/_announce-poll',
  summary: { nl: 'Kondig een stemming onder bewoners aan', en: 'Announce a poll among residents' },
  description:
    'With a consultation: a question with answers, by secret ballot, open to the residents of the ward until the consultation is over. At most one. The result is published and advises the council.',
  ...councilStep,
  body: PollQuestion,
  responses: { 200: PublicAgreement },
  refusals: [
    'not-in-consultation',
    'consultation-over',
    'consultation-has-poll',
    'poll-outside-consultation',
    'ward-without-register-figure',
    'consultation-poll-cannot-be-held',
  ],
})

export const listAgreementComments = operation({
  id: 'listAgreementComments',
  method: 'GET',
  path: '/agreements/{agreementId}/comments',
  summary: { nl: 'Wat bewoners van het concept vinden', en: 'What residents say about the draft' },
  description: 'In the order in which they were given, without who gave them.',
  access: access.public,
  about,
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicComment) },
})

export const commentOnAgreement = operation({
  id: 'commentOnAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/comments',
  summary: { nl: 'Reageer op het concept', en: 'Comment on the draft' },
  description: 'While residents are asked. What you write is public; who you are is not, unless you write it.',
  access: access.residentOfWard,
  about,
  requires: 'idempotency-key',
  params,
  body: z.strictObject({ text: Prose(4_000) }),
  responses: { 201: PublicComment },
  refusals: ['not-in-consultation', 'consultation-over'],
})

export const withdrawComment = operation({
  id: 'withdrawComment',
  method: 'DELETE',
  path: '/agreements/{agreementId}/comments/{commentId}',
  summary: { nl: 'Trek uw reactie in', en: 'Withdraw your comment' },
  description: 'At any time. It disappears at once, for everybody. You can withdraw only your own comment.',
  access: access.self,
  params: z.strictObject({ agreementId: AgreementId, commentId: CommentId }),
  responses: { 204: z.undefined() },
  refusals: ['agreement-not-found'],
})

export const consultationOperations = {
  consultResidents,
  listAgreementComments,
  commentOnAgreement,
  withdrawComment,
} as const
