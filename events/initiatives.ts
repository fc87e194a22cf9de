import * as z from 'zod'
import { InitiativeId, RoundId, WardCode } from '../shared/kernel/ids.ts'
import { Cents } from '../shared/kernel/money.ts'
import { defineEvent } from './envelope.ts'

const initiative = { initiativeId: InitiativeId, wardCode: WardCode }

/** Ids, ward, status and amounts; never a person, a name or an address. `awardedCents` from the award on; `returnedCents` once it came to nothing. */
const Change = z.strictObject({
  ...initiative,
  status: z.string(),
  amountCents: z.int().optional(),
  roundId: RoundId.optional(),
  awardedCents: Cents.optional(),
  returnedCents: Cents.optional(),
})

const change = <const Word extends string>(word: Word, nl: string, en: string) =>
  defineEvent(`nl.wijk.initiatives.initiative-${word}.v1`, { nl, en }, Change)

const awarded = change('awarded', 'Aan een initiatief is geld toegekend.', 'An initiative was awarded money.')
const dismissed = change('objection-dismissed', 'Een bezwaar is ongegrond.', 'An objection was dismissed.')
const upheld = change('objection-upheld', 'Een bezwaar is gegrond.', 'An objection was upheld.')
const notAwarded = change('not-awarded', 'Een initiatief krijgt geen geld.', 'An initiative gets no money.')

/** The event of each step of the state machine. An award has the same event whoever decided. */
export const initiativeChanges = {
  draft: change('drafted', 'Een bewoner werkt aan een initiatief.', 'A resident is drafting an initiative.'),
  edit: change('edited', 'Een concept is gewijzigd.', 'A draft was changed.'),
  submit: change('submitted', 'Een initiatief is ingediend.', 'An initiative was handed in.'),
  return: change('returned', 'Een initiatief moet worden aangevuld.', 'An initiative must be completed.'),
  admit: change('admitted', 'Een initiatief is toegelaten.', 'An initiative was admitted.'),
  refuse: change('refused', 'Een initiatief is geweigerd.', 'An initiative was refused.'),
  extend: change('term-extended', 'De beslistermijn is verlengd.', 'The decision term was extended.'),
  award: awarded,
  decline: notAwarded,
  'enter-round': change('entered-round', 'Een initiatief is in een ronde.', 'An initiative is in a round.'),
  'leave-round': change('left-round', 'Een initiatief is uit een ronde.', 'An initiative is out of a round.'),
  'award-in-round': awarded,
  'decline-in-round': notAwarded,
  start: change('started', 'Een initiatief is in uitvoering.', 'An initiative is under way.'),
  complete: change('completed', 'Een initiatief is klaar.', 'An initiative is done.'),
  stop: change('stopped', 'Een initiatief is gestopt.', 'An initiative was stopped.'),
  withdraw: change('withdrawn', 'Een initiatief is ingetrokken.', 'An initiative was withdrawn.'),
  renounce: change('renounced', 'Een aanvrager ziet af van het geld.', 'An applicant gave an award up.'),
  lapse: change('award-lapsed', 'Een toekenning is vervallen.', 'An award has lapsed.'),
  restore: change('award-restored', 'Een vervallen toekenning geldt weer.', 'An award that had lapsed holds again.'),
  object: change('objected', 'Tegen een besluit is bezwaar gemaakt.', 'Somebody objected to a decision.'),
  'maintain-refusal': dismissed,
  'maintain-decline': dismissed,
  'reopen-assessment': upheld,
  'reopen-decision': upheld,
  discard: change('draft-discarded', 'Een concept is weggegooid.', 'A draft was thrown away.'),
} as const

export const initiativeSupported = defineEvent(
  'nl.wijk.initiatives.initiative-supported.v1',
  { nl: 'Een bewoner steunt een initiatief.', en: 'A resident supports an initiative.' },
  z.strictObject(initiative),
)

export const supportWithdrawn = defineEvent(
  'nl.wijk.initiatives.support-withdrawn.v1',
  { nl: 'Een bewoner steunt een initiatief niet meer.', en: 'A resident no longer supports an initiative.' },
  z.strictObject(initiative),
)

export const signaturesLapsed = defineEvent(
  'nl.wijk.initiatives.signatures-lapsed.v1',
  {
    nl: 'De tekst van een initiatief is vervangen: wie steunde, moet opnieuw kiezen.',
    en: 'The text of an initiative was replaced: whoever supported it must choose again.',
  },
  z.strictObject({ ...initiative, textVersion: z.int().min(2), lapsedCount: z.int().min(0) }),
)

export const initiativesEvents = [
  ...new Set(Object.values(initiativeChanges)),
  initiativeSupported,
  supportWithdrawn,
  signaturesLapsed,
] as const
