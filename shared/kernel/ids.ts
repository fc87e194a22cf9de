import * as z from 'zod'
import { type Brand, branded } from './brand.ts'

const uuid = z.uuid().meta({ format: 'uuid' })

/** Code of a ward in lower case, `oude-noorden`. */
export type WardCode = Brand<string, 'WardCode'>
export const WardCode = branded(
  z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  'WardCode',
)

/** The subject of the identity provider's token. Never published. */
export type ResidentId = Brand<string, 'ResidentId'>
export const ResidentId = branded(z.string().min(1).max(128), 'ResidentId')

/** A person, whatever account they use, as the city's login identifies them. Never stored, logged or published. */
export type PersonId = Brand<string, 'PersonId'>
export const PersonId = branded(z.string().min(1).max(250), 'PersonId')

export type InitiativeId = Brand<string, 'InitiativeId'>
export const InitiativeId = branded(uuid, 'InitiativeId')

export type RoundId = Brand<string, 'RoundId'>
export const RoundId = branded(uuid, 'RoundId')

export type PollId = Brand<string, 'PollId'>
export const PollId = branded(uuid, 'PollId')

export type ElectionId = Brand<string, 'ElectionId'>
export const ElectionId = branded(uuid, 'ElectionId')

export type NominationId = Brand<string, 'NominationId'>
export const NominationId = branded(uuid, 'NominationId')

/** An appeal against a decision about a nomination or a list. */
export type AppealId = Brand<string, 'AppealId'>
export const AppealId = branded(uuid, 'AppealId')

/** A seat taken by somebody for a term: a person who comes back later is another member. */
export type MemberId = Brand<string, 'MemberId'>
export const MemberId = branded(uuid, 'MemberId')

/** A role granted to an official for a term. */
export type RoleHolderId = Brand<string, 'RoleHolderId'>
export const RoleHolderId = branded(uuid, 'RoleHolderId')

export type MeetingId = Brand<string, 'MeetingId'>
export const MeetingId = branded(uuid, 'MeetingId')

export type DecisionId = Brand<string, 'DecisionId'>
export const DecisionId = branded(uuid, 'DecisionId')

/** What the ward manager decided on behalf of a ward council. */
export type DelegatedDecisionId = Brand<string, 'DelegatedDecisionId'>
export const DelegatedDecisionId = branded(uuid, 'DelegatedDecisionId')

export type AgreementId = Brand<string, 'AgreementId'>
export const AgreementId = branded(uuid, 'AgreementId')

export type ActionId = Brand<string, 'ActionId'>
export const ActionId = branded(uuid, 'ActionId')

export type ReviewId = Brand<string, 'ReviewId'>
export const ReviewId = branded(uuid, 'ReviewId')

/** A comment of a resident on the draft of an agreement. */
export type CommentId = Brand<string, 'CommentId'>
export const CommentId = branded(uuid, 'CommentId')

export type AlarmId = Brand<string, 'AlarmId'>
export const AlarmId = branded(uuid, 'AlarmId')

/** A version of a document: an official report, an agreement, a list of decisions. */
export type DocumentId = Brand<string, 'DocumentId'>
export const DocumentId = branded(uuid, 'DocumentId')
