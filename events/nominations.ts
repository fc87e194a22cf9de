// The events of nominations and lists of candidates.
import * as z from 'zod'
import { LocalDate } from '../shared/kernel/clock.ts'
import { AppealId, ElectionId, NominationId, WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const contest = { electionId: ElectionId, wardCode: WardCode }
const nomination = { ...contest, nominationId: NominationId }

export const nominationSubmitted = defineEvent(
  'nl.wijk.elections.nomination-submitted.v1',
  { nl: 'Een bewoner heeft zich kandidaat gesteld.', en: 'A resident has put themselves forward.' },
  z.strictObject(nomination),
)

export const collectiveListChanged = defineEvent(
  'nl.wijk.elections.collective-list-changed.v1',
  { nl: 'Een kandidatenlijst van een groep is een stap verder.', en: 'A collective list has moved on.' },
  z.strictObject({ ...contest, listId: NominationId, status: z.string() }),
)

export const nominationAmended = defineEvent(
  'nl.wijk.elections.nomination-amended.v1',
  { nl: 'Een kandidaatstelling is gewijzigd.', en: 'A nomination was amended.' },
  z.strictObject(nomination),
)

export const nominationWithdrawn = defineEvent(
  'nl.wijk.elections.nomination-withdrawn.v1',
  { nl: 'Een kandidaat heeft zich teruggetrokken.', en: 'A nomination was withdrawn.' },
  z.strictObject(nomination),
)

export const nominationAccepted = defineEvent(
  'nl.wijk.elections.nomination-accepted.v1',
  { nl: 'Een kandidaatstelling is geldig.', en: 'A nomination is valid.' },
  z.strictObject({ ...nomination, session: z.int() }),
)

export const nominationRefused = defineEvent(
  'nl.wijk.elections.nomination-refused.v1',
  { nl: 'Een kandidaatstelling is ongeldig.', en: 'A nomination is invalid.' },
  z.strictObject({ ...nomination, session: z.int() }),
)

export const nominationMoved = defineEvent(
  'nl.wijk.elections.nomination-moved.v1',
  { nl: 'Een kandidaat is naar een andere wijk overgezet.', en: 'A candidate was moved to another ward.' },
  z.strictObject({ ...nomination, otherWardCode: WardCode }),
)

export const nominationReopened = defineEvent(
  'nl.wijk.elections.nomination-reopened.v1',
  {
    nl: 'Na een gegrond beroep wordt opnieuw beslist over een kandidaatstelling.',
    en: 'After an appeal was granted a nomination is decided again.',
  },
  z.strictObject(nomination),
)

export const appealChanged = defineEvent(
  'nl.wijk.elections.appeal-changed.v1',
  {
    nl: 'Een beroep tegen een beslissing over een kandidaat of lijst is een stap verder.',
    en: 'An appeal against a decision about a candidate or a list has moved on.',
  },
  z.strictObject({ ...contest, appealId: AppealId, status: z.string() }),
)

export const ballotNameCorrected = defineEvent(
  'nl.wijk.elections.ballot-name-corrected.v1',
  {
    nl: 'De naam van een kandidaat op het stembiljet is verbeterd.',
    en: 'The name of a candidate on the ballot was corrected.',
  },
  z.strictObject({ ...nomination, session: z.int() }),
)

export const candidateDropped = defineEvent(
  'nl.wijk.elections.candidate-dropped.v1',
  {
    nl: 'Een kandidaat op de lijst kan geen zetel meer krijgen.',
    en: 'A candidate on the list can no longer get a seat.',
  },
  z.strictObject({ ...nomination, on: LocalDate }),
)

export const candidateAvailabilityChanged = defineEvent(
  'nl.wijk.elections.candidate-availability-changed.v1',
  {
    nl: 'Een kandidaat wil deze periode geen zetel, of komt daarop terug.',
    en: 'A candidate wants no seat this term, or has taken that back.',
  },
  z.strictObject({ ...nomination, isAvailable: z.boolean() }),
)

export const residentCameInByLot = defineEvent(
  'nl.wijk.elections.resident-came-in-by-lot.v1',
  {
    nl: 'Een gelote bewoner heeft een zetel aangenomen.',
    en: 'A resident who was drawn has accepted a seat.',
  },
  z.strictObject(nomination),
)

export const nominationsEvents = [
  nominationSubmitted,
  collectiveListChanged,
  nominationAmended,
  nominationWithdrawn,
  nominationAccepted,
  nominationRefused,
  nominationMoved,
  nominationReopened,
  appealChanged,
  ballotNameCorrected,
  candidateDropped,
  candidateAvailabilityChanged,
  residentCameInByLot,
] as const
