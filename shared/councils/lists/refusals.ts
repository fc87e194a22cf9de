import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { listStandings } from '../standings.ts'

/** Every refusal about lists of decisions. */
export const listRefusals = {
  'list-not-found': {
    status: 404,
    title: {
      nl: 'Van deze vergadering is nog geen besluitenlijst.',
      en: 'There is no list of decisions of this meeting yet.',
    },
  },
  'list-version-not-found': {
    status: 404,
    title: { nl: 'Deze versie van de besluitenlijst bestaat niet.', en: 'There is no such version of this list.' },
  },
  'meeting-not-closed': {
    status: 409,
    title: {
      nl: 'Een besluitenlijst volgt na een vergadering die is gehouden. Sluit eerst de vergadering.',
      en: 'A list of decisions follows a meeting that was held. Close the meeting first.',
    },
  },
  'list-drawn-up-already': {
    status: 409,
    title: {
      nl: 'Van deze vergadering is al een besluitenlijst. Verbeter die, met een reden.',
      en: 'This meeting has a list of decisions already. Correct that one, with a reason.',
    },
  },
  'list-adopted-already': {
    status: 409,
    title: { nl: 'Opnieuw vaststellen hoeft niet.', en: 'It does not need to be adopted.' },
    standings: listStandings,
  },
  'list-not-adopted': {
    status: 409,
    title: { nl: 'Verbeter de versie die er nu is.', en: 'Correct the version that is there now.' },
    standings: listStandings,
  },
  'list-unchanged': {
    status: 409,
    title: {
      nl: 'Er verandert niets aan deze besluitenlijst. Wijzig eerst een tekst.',
      en: 'Nothing of this list changes. Change a text first.',
    },
  },
  'list-too-long': {
    status: 422,
    title: {
      nl: 'De teksten zijn samen te lang voor één besluitenlijst. Maak ze korter.',
      en: 'Together the texts are too long for one list. Make them shorter.',
    },
  },
} as const satisfies RefusalCatalogue
