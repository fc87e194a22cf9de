// Refusals that every context shares: each has one code and one sentence for all of them.
import type { RefusalCatalogue } from '../kernel/refusals.ts'

export const sharedRefusals = {
  'not-your-ward': {
    status: 403,
    title: { nl: 'Dit hoort bij een andere wijk dan die van u.', en: 'This belongs to another ward than yours.' },
  },
  'role-not-in-force': {
    status: 403,
    title: {
      nl: 'Uw rol in deze wijk geldt vandaag niet. De termijn is voorbij, of nog niet begonnen.',
      en: 'Your role in this ward is not in force today. Its term is over, or has not begun.',
    },
  },
  'not-your-department': {
    status: 403,
    title: {
      nl: 'Dit is werk van een andere dienst dan die van u.',
      en: 'This is the work of another department than yours.',
    },
  },
  'no-rules-then': {
    status: 409,
    title: {
      nl: 'In deze wijk gelden nog geen regels voor bewonersinitiatieven.',
      en: 'This ward has no rules for resident initiatives yet.',
    },
  },
  'calendar-does-not-reach': {
    status: 409,
    title: {
      nl: 'Van dat jaar zijn de feestdagen nog niet bekend. Vraag de beheerder om ze vast te leggen.',
      en: 'The holidays of that year are not known yet. Ask the operators to record them.',
    },
  },
  'ward-not-found': { status: 404, title: { nl: 'Deze wijk bestaat niet.', en: 'There is no such ward.' } },
  'initiative-not-found': {
    status: 404,
    title: { nl: 'Dit initiatief bestaat niet.', en: 'There is no such initiative.' },
  },
  'agreement-not-found': {
    status: 404,
    title: { nl: 'Dit wijkakkoord bestaat niet.', en: 'There is no such ward agreement.' },
  },
  'decision-not-found': { status: 404, title: { nl: 'Dit besluit bestaat niet.', en: 'There is no such decision.' } },
  'invalid-cursor': {
    status: 400,
    title: {
      nl: 'Deze bladzijde hoort niet bij deze lijst. Begin opnieuw bij de eerste bladzijde.',
      en: 'This page does not belong to this list. Start again at the first page.',
    },
  },
} as const satisfies RefusalCatalogue
export type SharedCode = keyof typeof sharedRefusals
