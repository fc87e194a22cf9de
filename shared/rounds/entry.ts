// An initiative in a round, as it stands on the ballot.
import * as z from 'zod'
import { type DomainEvent, event } from '../../events/envelope.ts'
import { initiativeEntered, initiativeLeft } from '../../events/rounds.ts'
import { InitiativeId, type WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { accept, type Decision, refuse } from '../kernel/refusals.ts'
import { OptionId } from '../voting/poll/ballot-form.ts'
import { OptionGroup } from '../voting/poll/poll-option.ts'
import { maximumEntries, type Round } from './round.ts'

/** What the caps of a counting rule may be about. */
export const EntryGroups = z.strictObject({ category: OptionGroup.optional(), area: OptionGroup.optional() })

/** `optionId` is the number of the entry in three digits: what a ballot names. */
export const Entry = z.object({
  optionId: OptionId,
  initiativeId: InitiativeId,
  title: z.string(),
  amountCents: Cents,
  ...EntryGroups.shape,
})
export type Entry = z.infer<typeof Entry>

/** What a round needs to know of an initiative. */
type Candidate = {
  readonly id: InitiativeId
  readonly wardCode: WardCode
  readonly title: string
  readonly amountCents: Cents
  readonly groups: z.infer<typeof EntryGroups>
}

type Entered = { readonly round: Round; readonly entry: Entry }
const facts = (round: Round, { initiativeId, optionId }: Entry) => ({
  roundId: round.id,
  wardCode: round.wardCode,
  initiativeId,
  optionId,
})

/** Takes an initiative of the ward into a round in draft. That it has been admitted is its own condition. */
export const enter = (
  round: Round,
  candidate: Candidate,
): Decision<Entered, DomainEvent, 'round-not-in-draft' | 'initiative-of-another-ward' | 'round-full'> => {
  if (round.status !== 'draft') return refuse('round-not-in-draft')
  if (candidate.wardCode !== round.wardCode) return refuse('initiative-of-another-ward')
  if (round.nextEntry > maximumEntries) return refuse('round-full', { maximumEntries })
  const entry: Entry = {
    optionId: String(round.nextEntry).padStart(3, '0'),
    initiativeId: candidate.id,
    title: candidate.title,
    amountCents: candidate.amountCents,
    ...candidate.groups,
  }
  const changed = { ...round, nextEntry: round.nextEntry + 1, entries: round.entries + 1, version: round.version + 1 }
  return accept({ round: changed, entry }, event(initiativeEntered, `rounds/${round.id}`, facts(round, entry)))
}

/** Takes an initiative out of a round in draft. Its number is not given to another. */
export const leave = (round: Round, entry: Entry): Decision<Entered, DomainEvent, 'round-not-in-draft'> => {
  if (round.status !== 'draft') return refuse('round-not-in-draft')
  const changed = { ...round, entries: round.entries - 1, version: round.version + 1 }
  return accept({ round: changed, entry }, event(initiativeLeft, `rounds/${round.id}`, facts(round, entry)))
}
