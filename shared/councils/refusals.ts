import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { meetingStandings } from './standings.ts'

/** Every "no" of the councils context that the API can give. */
export const councilsRefusals = {
  'ward-not-found': { status: 404, title: { nl: 'Deze wijk bestaat niet.', en: 'There is no such ward.' } },
  'meeting-not-found': {
    status: 404,
    title: { nl: 'Deze vergadering bestaat niet.', en: 'There is no such meeting.' },
  },
  'meeting-in-the-past': {
    status: 409,
    title: {
      nl: 'Dit moment is al voorbij. Kies een later moment voor de vergadering.',
      en: 'This moment has passed. Choose a later one for the meeting.',
    },
  },
  'meeting-not-awaited': {
    status: 409,
    title: { nl: 'Openen of afgelasten kan niet meer.', en: 'It can no longer be opened or cancelled.' },
    standings: meetingStandings,
  },
} as const satisfies RefusalCatalogue
