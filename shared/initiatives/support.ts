// The signatures of other residents of the ward, without which an initiative is not admitted.
import * as z from 'zod'
import { type DomainEvent, event } from '../../events/envelope.ts'
import { initiativeSupported, supportWithdrawn } from '../../events/initiatives.ts'
import { ageOn, dateInCity, Instant, type LocalDate } from '../kernel/clock.ts'
import { InitiativeId, ResidentId } from '../kernel/ids.ts'
import { accept, type Decision, refuse } from '../kernel/refusals.ts'
import { PersonName } from './content.ts'
import type { HandedIn, InitiativeStatus } from './initiative.ts'

/** The name is private: for the ward's staff, who check the signatures. */
export const Support = z.object({
  initiativeId: InitiativeId,
  residentId: ResidentId,
  name: PersonName,
  supportedAt: Instant,
})
export type Support = z.infer<typeof Support>

/** In these states signatures may be given and taken back. */
export const supportableIn: readonly InitiativeStatus[] = ['submitted', 'returned']

type Signatory = { readonly id: ResidentId; readonly birthDate: LocalDate }

const facts = ({ id, wardCode }: HandedIn) => ({ initiativeId: id, wardCode })

/** The support of a resident of its ward: old enough under the pinned rules, and not the applicant. */
export const supportInitiative = (
  initiative: HandedIn,
  by: Signatory,
  name: string,
  now: Instant,
): Decision<Support, DomainEvent, 'support-closed' | 'own-support' | 'too-young'> => {
  if (!supportableIn.includes(initiative.status)) return refuse('support-closed', { status: initiative.status })
  if (by.id === initiative.applicantId) return refuse('own-support')
  const { minimumAge } = initiative.submission.rules.supporters
  if (ageOn(by.birthDate, dateInCity(now)) < minimumAge) return refuse('too-young', { minimumAge })
  return accept(
    { initiativeId: initiative.id, residentId: by.id, name, supportedAt: now },
    event(initiativeSupported, `initiatives/${initiative.id}`, facts(initiative)),
  )
}

/** Takes a signature back while that still means something. */
export const withdrawSupport = (initiative: HandedIn): Decision<'withdrawn', DomainEvent, 'support-closed'> =>
  supportableIn.includes(initiative.status)
    ? accept('withdrawn', event(supportWithdrawn, `initiatives/${initiative.id}`, facts(initiative)))
    : refuse('support-closed', { status: initiative.status })
