// Comments of residents on a draft during the consultation. Only the author can see that a comment is theirs.
import * as z from 'zod'
import { commentGiven, commentWithdrawn } from '../../../events/agreements.ts'
import { event } from '../../../events/envelope.ts'
import { Instant, isWithin } from '../../kernel/clock.ts'
import { AgreementId, CommentId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { accept, refuse } from '../../kernel/refusals.ts'
import { Prose } from '../../kernel/text.ts'
import type { Agreement } from './agreement.ts'

export const Comment = z.object({
  id: CommentId,
  agreementId: AgreementId,
  wardCode: WardCode,
  residentId: ResidentId,
  requestDigest: z.string(),
  text: Prose(4_000),
  /** The version of the text that it is about. */
  textVersion: z.int().min(1),
  at: Instant,
})
export type Comment = z.infer<typeof Comment>

const factsOf = ({ agreementId, wardCode, id }: Comment) => ({ agreementId, wardCode, commentId: id })
const subject = ({ id }: Comment) => `agreement-comments/${id}`

type Saying = Pick<Comment, 'id' | 'residentId' | 'requestDigest' | 'text'>

/** A comment on a draft during the consultation; the clock decides whether it is still open. */
export const commentOn = (agreement: Agreement, saying: Saying, now: Instant) => {
  if (agreement.status !== 'in-consultation') return refuse('not-in-consultation', { status: agreement.status })
  if (!isWithin(agreement.consultation, now))
    return refuse('consultation-over', { closesAt: agreement.consultation.closesAt })
  const { id: agreementId, wardCode, textVersion } = agreement
  const comment: Comment = { ...saying, agreementId, wardCode, textVersion, at: now }
  return accept(comment, event(commentGiven, subject(comment), factsOf(comment)))
}

/** Withdrawn by its author, at any time; the comment is deleted. */
export const withdrawalOf = (comment: Comment) => event(commentWithdrawn, subject(comment), factsOf(comment))
