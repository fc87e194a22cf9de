import * as z from 'zod'
import { Sha256 } from '../shared/kernel/digest.ts'
import { ElectionId } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const roll = { electionId: ElectionId }
const attempt = { ...roll, attempt: z.int() }

export const rollOpened = defineEvent(
  'nl.wijk.roll.roll-opened.v1',
  { nl: 'De kiezerslijst van een verkiezing is geopend.', en: 'The roll of an election was opened.' },
  z.strictObject(roll),
)

export const rollFileAnnounced = defineEvent(
  'nl.wijk.roll.roll-file-announced.v1',
  { nl: 'Een bestand voor de kiezerslijst is aangekondigd.', en: 'A file for the roll was announced.' },
  z.strictObject(attempt),
)

export const rollImportStarted = defineEvent(
  'nl.wijk.roll.roll-import-started.v1',
  { nl: 'Het inlezen van de kiezerslijst is begonnen.', en: 'The import of the roll has started.' },
  z.strictObject(attempt),
)

export const rollImportRejected = defineEvent(
  'nl.wijk.roll.roll-import-rejected.v1',
  { nl: 'Het bestand voor de kiezerslijst is niet overgenomen.', en: 'The file for the roll was not taken over.' },
  z.strictObject({ ...attempt, because: z.string() }),
)

export const rollFrozen = defineEvent(
  'nl.wijk.roll.roll-frozen.v1',
  { nl: 'De kiezerslijst ligt vast.', en: 'The roll is frozen.' },
  z.strictObject({ ...roll, root: Sha256, voters: z.int() }),
)

export const rollCorrected = defineEvent(
  'nl.wijk.roll.roll-corrected.v1',
  { nl: 'Op de kiezerslijst is iets hersteld.', en: 'Something on the roll was corrected.' },
  z.strictObject({ ...roll, number: z.int() }),
)

export const rollEvents = [
  rollOpened,
  rollFileAnnounced,
  rollImportStarted,
  rollImportRejected,
  rollFrozen,
  rollCorrected,
] as const
