import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { ruleSetRefusals } from '../rule-sets/refusals.ts'

/** Every refusal of the wards context, in words for a resident. */
export const wardsRefusals = {
  ...ruleSetRefusals,
  'rules-not-found': {
    status: 404,
    title: {
      nl: 'Op die dag golden in deze wijk nog geen regels voor bewonersinitiatieven.',
      en: 'On that day this ward had no rules for resident initiatives yet.',
    },
  },
  'budget-not-set': {
    status: 404,
    title: {
      nl: 'Voor dat jaar is nog geen budget vastgesteld.',
      en: 'No budget has been set for that year yet.',
    },
  },
  'budget-below-committed': {
    status: 409,
    title: {
      nl: 'Er is al meer toegezegd of gereserveerd dan dit bedrag.',
      en: 'More than this amount has already been promised or reserved.',
    },
  },
  'address-not-known': {
    status: 404,
    title: {
      nl: 'Van dit adres is niet vastgelegd in welke wijk het ligt. Kijk postcode en huisnummer na.',
      en: 'It has not been recorded in which ward this address lies. Check postcode and house number.',
    },
  },
  'addresses-not-recorded': {
    status: 404,
    title: {
      nl: 'Vanaf die dag is voor dit postcodegebied niets vastgelegd.',
      en: 'Nothing has been recorded for this postcode area from that day on.',
    },
  },
  'addresses-in-force': {
    status: 409,
    title: {
      nl: 'Deze indeling geldt al. Leg een nieuwe vast vanaf vandaag of later.',
      en: 'This is in force already. Record another one from today or later.',
    },
  },
  'addresses-wrong': {
    status: 422,
    title: {
      nl: 'Er staan fouten in de adressen. Er is niets vastgelegd.',
      en: 'There are mistakes in the addresses. Nothing was recorded.',
    },
  },
  'register-figure-not-found': {
    status: 404,
    title: {
      nl: 'Voor die dag is niet vastgelegd hoeveel inwoners deze wijk telde.',
      en: 'For that day nobody has recorded how many residents this ward had.',
    },
  },
  'register-figure-in-the-future': {
    status: 409,
    title: {
      nl: 'Die dag moet nog komen. Leg een telling vast van vandaag of eerder.',
      en: 'That day is still to come. Record a count of today or before.',
    },
  },
} as const satisfies RefusalCatalogue
