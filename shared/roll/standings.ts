// The states of the roll of an election, in words.
import type { Standings } from '../kernel/refusals.ts'
import type { Roll } from './roll.ts'

export const rollStandings: Standings<Roll['status']> = {
  empty: { nl: 'De kiezerslijst is nog leeg.', en: 'The roll is still empty.' },
  'awaiting-file': {
    nl: 'Het bestand voor de kiezerslijst is aangekondigd, maar nog niet ingelezen.',
    en: 'The file for the roll was announced, but not imported yet.',
  },
  importing: { nl: 'De kiezerslijst wordt ingelezen.', en: 'The roll is being imported.' },
  rejected: { nl: 'Het bestand voor de kiezerslijst is geweigerd.', en: 'The file for the roll was rejected.' },
  frozen: { nl: 'De kiezerslijst ligt vast.', en: 'The roll is frozen.' },
}
