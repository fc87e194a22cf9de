// What can be refused when rules are planned or withdrawn, of every kind.
import type { RefusalCatalogue } from '../kernel/refusals.ts'

export const ruleSetRefusals = {
  'rules-in-the-past': {
    status: 409,
    title: {
      nl: 'Deze eerste dag is te vroeg. Kies een latere dag.',
      en: 'This first day is too early. Choose a later one.',
    },
  },
  'rules-already-published': {
    status: 409,
    title: {
      nl: 'Vanaf deze dag zijn al regels gepland. Kies een andere dag, of trek die regels eerst in.',
      en: 'Rules from this day on have been planned already. Choose another day, or withdraw those rules first.',
    },
  },
  'rules-not-published': {
    status: 404,
    title: {
      nl: 'Vanaf deze dag zijn geen regels gepland.',
      en: 'No rules have been planned from this day on.',
    },
  },
  'rules-in-force': {
    status: 409,
    title: {
      nl: 'Deze regels gelden al. Plan nieuwe regels vanaf een latere dag.',
      en: 'These rules apply already. Plan new ones from a later day on.',
    },
  },
  'rules-withdrawn': {
    status: 409,
    title: {
      nl: 'De regels van dit verzoek zijn ingetrokken. Plan ze opnieuw met een nieuw verzoek.',
      en: 'The rules of this request have been withdrawn. Plan them again with a new request.',
    },
  },
} as const satisfies RefusalCatalogue
