import * as z from 'zod'
import { Instant } from '../shared/kernel/clock.ts'
import { Sha256 } from '../shared/kernel/digest.ts'
import { InitiativeId, PollId, RoundId, WardCode } from '../shared/kernel/ids.ts'
import { Cents } from '../shared/kernel/money.ts'
import { defineEvent } from './envelope.ts'

const round = { roundId: RoundId, wardCode: WardCode }

export const roundCreated = defineEvent(
  'nl.wijk.rounds.round-created.v1',
  { nl: 'Een budgetronde is in voorbereiding.', en: 'A budget round is being prepared.' },
  z.strictObject({ ...round, budgetCents: Cents }),
)

export const roundChanged = defineEvent(
  'nl.wijk.rounds.round-changed.v1',
  { nl: 'Een budgetronde in voorbereiding is gewijzigd.', en: 'A budget round being prepared was changed.' },
  z.strictObject({ ...round, budgetCents: Cents }),
)

export const initiativeEntered = defineEvent(
  'nl.wijk.rounds.initiative-entered.v1',
  { nl: 'Een initiatief doet mee aan een budgetronde.', en: 'An initiative takes part in a budget round.' },
  z.strictObject({ ...round, initiativeId: InitiativeId, optionId: z.string() }),
)

export const initiativeLeft = defineEvent(
  'nl.wijk.rounds.initiative-left.v1',
  {
    nl: 'Een initiatief doet niet meer mee aan een budgetronde.',
    en: 'An initiative no longer takes part in a budget round.',
  },
  z.strictObject({ ...round, initiativeId: InitiativeId, optionId: z.string() }),
)

export const roundAnnounced = defineEvent(
  'nl.wijk.rounds.round-announced.v1',
  {
    nl: 'Een budgetronde is aangekondigd; alles staat vast.',
    en: 'A budget round has been announced; everything is fixed.',
  },
  z.strictObject({ ...round, pollId: PollId, opensAt: Instant, closesAt: Instant, configurationHash: Sha256 }),
)

export const roundRescheduled = defineEvent(
  'nl.wijk.rounds.round-rescheduled.v1',
  { nl: 'Een budgetronde is verplaatst.', en: 'A budget round was moved.' },
  z.strictObject({ ...round, pollId: PollId, opensAt: Instant, closesAt: Instant, configurationHash: Sha256 }),
)

export const roundCancelled = defineEvent(
  'nl.wijk.rounds.round-cancelled.v1',
  { nl: 'Een budgetronde gaat niet door.', en: 'A budget round was called off.' },
  z.strictObject(round),
)

export const roundReleased = defineEvent(
  'nl.wijk.rounds.round-released.v1',
  {
    nl: 'De initiatieven van een ronde die niet doorgaat, zijn weer vrij.',
    en: 'The initiatives of a round that was called off or voided are free again.',
  },
  z.strictObject(round),
)

export const roundAwarded = defineEvent(
  'nl.wijk.rounds.round-awarded.v1',
  { nl: 'Het budget van een ronde is toegekend.', en: 'The budget of a round has been awarded.' },
  z.strictObject({ ...round, pollId: PollId, awarded: z.array(InitiativeId), awardedCents: Cents }),
)

export const roundVoided = defineEvent(
  'nl.wijk.rounds.round-voided.v1',
  {
    nl: 'De stemming van een ronde is ongeldig verklaard. Het budget is weer vrij.',
    en: 'The vote of a round was declared void. Its budget is free again.',
  },
  z.strictObject({ ...round, pollId: PollId }),
)

export const roundToBeRepeated = defineEvent(
  'nl.wijk.rounds.round-to-be-repeated.v1',
  {
    nl: 'De stemming van een ronde wordt overgedaan. De ronde is weer in voorbereiding.',
    en: 'The vote of a round will be held again. The round is being prepared again.',
  },
  z.strictObject({ ...round, pollId: PollId }),
)

export const roundEvents = [
  roundCreated,
  roundChanged,
  initiativeEntered,
  initiativeLeft,
  roundAnnounced,
  roundRescheduled,
  roundCancelled,
  roundReleased,
  roundAwarded,
  roundVoided,
  roundToBeRepeated,
] as const
