import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { documentStandings } from './standings.ts'

/** Every refusal about documents. */
export const documentsRefusals = {
  'document-not-found': { status: 404, title: { nl: 'Dit document bestaat niet.', en: 'There is no such document.' } },
  'document-not-published': {
    status: 404,
    title: {
      nl: 'Dit document is nog niet te lezen. Probeer het over een minuut opnieuw.',
      en: 'This document cannot be read yet. Try again in a minute.',
    },
    standings: documentStandings,
  },
  'document-published': {
    status: 409,
    title: { nl: 'Dit document verandert niet meer.', en: 'This document can no longer change.' },
    standings: documentStandings,
  },
} as const satisfies RefusalCatalogue
