import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { ruleSetRefusals } from '../rule-sets/refusals.ts'
import { delegationRefusals } from './delegation/refusals.ts'
import { listRefusals } from './lists/refusals.ts'
import { meetingRefusals } from './meetings/refusals.ts'

/** Every refusal of the councils context that the API can give. */
export const councilsRefusals = {
  ...ruleSetRefusals,
  'member-not-found': {
    status: 404,
    title: { nl: 'Dit lid bestaat niet in deze wijkraad.', en: 'This ward council has no such member.' },
  },
  'role-holder-not-found': {
    status: 404,
    title: { nl: 'Deze rol is aan niemand gegeven.', en: 'There is no such granted role.' },
  },
  'hub-not-found': {
    status: 404,
    title: { nl: 'Van deze wijk is geen wijkhub bekend.', en: 'No ward office is known in this ward.' },
  },
  'sits-already': {
    status: 409,
    title: {
      nl: 'Deze persoon zit in die tijd al in deze wijkraad.',
      en: 'This person already sits in this ward council in that time.',
    },
  },
  'council-full': {
    status: 409,
    title: {
      nl: 'In die tijd zijn alle zetels van deze wijkraad bezet.',
      en: 'All seats of this ward council are taken in that time.',
    },
  },
  'council-changed': {
    status: 409,
    title: {
      nl: 'Iemand anders wijzigde net deze wijkraad. Kijk wie er nu zitten en probeer het opnieuw.',
      en: 'Somebody else just changed this ward council. Look who sits in it now, and try again.',
    },
  },
  'seat-left': {
    status: 409,
    title: { nl: 'Dit lid heeft de zetel al verlaten.', en: 'This member has left the seat already.' },
  },
  'leaves-by-seat': {
    status: 409,
    title: {
      nl: 'Dit lid is gekozen. Meld bij de verkiezing dat de zetel vrij is; het lidmaatschap eindigt dan vanzelf.',
      en: 'This member was elected. Report in the election that the seat is vacant; the membership ends with it.',
    },
  },
  'not-in-mandate': {
    status: 409,
    title: { nl: 'Deze dag ligt niet in de termijn.', en: 'This day is not within the term.' },
  },
  'no-mandate': {
    status: 409,
    title: {
      nl: 'Dit lid heeft niet de hele periode zitting in de wijkraad.',
      en: 'This member does not sit in the ward council for the whole period.',
    },
  },
  'chair-too-long': {
    status: 409,
    title: {
      nl: 'Een voorzitter wordt voor ten hoogste een jaar gekozen. Daarna mag de raad hetzelfde lid opnieuw kiezen.',
      en: 'A chair is chosen for at most a year. The council may then choose the same member again.',
    },
  },
  'role-taken': {
    status: 409,
    title: {
      nl: 'Een ander lid heeft deze rol in (een deel van) deze periode.',
      en: 'Another member has this role in this period, or in a part of it.',
    },
  },
  'chair-not-reelectable': {
    status: 409,
    title: { nl: 'Dit lid kan niet opnieuw voorzitter worden.', en: 'This member cannot be chair again.' },
  },
  'not-yourself': {
    status: 403,
    title: { nl: 'Een lid doet dit alleen voor zichzelf.', en: 'A member does this only for themselves.' },
  },
  'own-role': {
    status: 403,
    title: {
      nl: 'Niemand geeft zichzelf een rol of neemt die weg. Vraag een collega.',
      en: 'Nobody grants a role to themselves or ends it. Ask a colleague.',
    },
  },
  'role-ended': {
    status: 409,
    title: { nl: 'Deze rol is al beëindigd.', en: 'This role has been ended already.' },
  },
  ...meetingRefusals,
  ...listRefusals,
  ...delegationRefusals,
} as const satisfies RefusalCatalogue
