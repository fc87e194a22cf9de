// The signatures of other residents of the ward, required for admission. A resident signs for a
// version of the text; if another text replaces it, the signature no longer counts until they sign again.
import * as z from 'zod'
import { type DomainEvent, event } from '../../../events/envelope.ts'
import { initiativeSupported, signaturesLapsed, supportWithdrawn } from '../../../events/initiatives.ts'
import { ageOn, dateInCity, Instant, type LocalDate } from '../../kernel/clock.ts'
import { InitiativeId, ResidentId } from '../../kernel/ids.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import type { HandedIn, InitiativeStatus, PublicHalf } from '../initiative.ts'
import { PersonName } from '../text/content.ts'

/** The name is private: only the ward's staff see it, to check the signatures. */
export const Support = z.object({
  initiativeId: InitiativeId,
  residentId: ResidentId,
  name: PersonName,
  supportedAt: Instant,
  textVersion: z.int().min(1),
})
export type Support = z.infer<typeof Support>

/** The states in which signatures may be given and withdrawn. */
export const supportableIn: readonly InitiativeStatus[] = ['submitted', 'returned']

/** Whether a signature counts: it is for the text that is public now, or for one that was only completed. */
export const counts = (
  { textVersion }: Pick<Support, 'textVersion'>,
  { submission }: Pick<PublicHalf, 'submission'>,
): boolean => textVersion >= submission.signedVersion

type Signatory = { readonly id: ResidentId; readonly birthDate: LocalDate }

const facts = ({ id, wardCode }: HandedIn) => ({ initiativeId: id, wardCode })

/**
 * The support of a resident of its ward: old enough under the pinned rules, not the applicant, and for the public text.
 * `read`: the version of the text that they read, if they say so.
 */
export const supportInitiative = (
  initiative: HandedIn,
  by: Signatory,
  name: string,
  now: Instant,
  read?: number,
): Decision<Support, DomainEvent, 'support-closed' | 'own-support' | 'too-young' | 'text-changed'> => {
  const { id, status, submission } = initiative
  if (!supportableIn.includes(status)) return refuse('support-closed', { status })
  if (by.id === initiative.applicantId) return refuse('own-support')
  const { minimumAge } = submission.rules.supporters
  if (ageOn(by.birthDate, dateInCity(now)) < minimumAge) return refuse('too-young', { minimumAge })
  const { textVersion } = submission
  if (read !== undefined && read !== textVersion) return refuse('text-changed', { textVersion })
  return accept(
    { initiativeId: id, residentId: by.id, name, supportedAt: now, textVersion },
    event(initiativeSupported, `initiatives/${id}`, facts(initiative)),
  )
}

/** Withdraws a signature, as long as signatures matter. */
export const withdrawSupport = (initiative: HandedIn): Decision<'withdrawn', DomainEvent, 'support-closed'> =>
  supportableIn.includes(initiative.status)
    ? accept('withdrawn', event(supportWithdrawn, `initiatives/${initiative.id}`, facts(initiative)))
    : refuse('support-closed', { status: initiative.status })

/** The message to supporters when the text that they signed was replaced. */
export const lapseOf = (before: HandedIn, after: HandedIn): DomainEvent | undefined =>
  after.submission.signedVersion === before.submission.signedVersion
    ? undefined
    : event(signaturesLapsed, `initiatives/${after.id}`, {
        ...facts(after),
        textVersion: after.submission.textVersion,
        lapsedCount: before.supporterCount,
      })
