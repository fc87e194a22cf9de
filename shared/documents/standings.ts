// The states of a document, in words.
import type { Standings } from '../kernel/refusals.ts'
import type { KeptDocument } from './kept-document.ts'

export const documentStandings: Standings<KeptDocument['status']> = {
  'drawn-up': {
    nl: 'Het document is opgemaakt. De bestanden worden nog gemaakt.',
    en: 'The document was drawn up. Its files are still being made.',
  },
  published: { nl: 'Het document is gepubliceerd.', en: 'The document is published.' },
}
