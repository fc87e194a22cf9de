import type { RefusalCatalogue } from '../../kernel/refusals.ts'

/** Every refusal of a message that the schemas of EML_NL cannot hold: no list, or nobody elected. */
export const exportRefusals = {
  'nobody-on-the-list': {
    status: 404,
    title: {
      nl: 'In deze wijk staat niemand op de lijst. Een bericht zonder kandidaten bestaat niet in EML_NL.',
      en: 'Nobody is on the list of this ward. EML_NL has no message without candidates.',
    },
  },
  'nobody-elected': {
    status: 404,
    title: {
      nl: 'In deze wijk is niemand gekozen. Een bericht zonder gekozenen bestaat niet in EML_NL.',
      en: 'Nobody is elected in this ward. EML_NL has no message without elected persons.',
    },
  },
} as const satisfies RefusalCatalogue
