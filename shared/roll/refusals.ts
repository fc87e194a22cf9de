import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { rollStandings } from './standings.ts'

/** Every refusal about the roll of an election. */
export const rollRefusals = {
  'roll-not-found': {
    status: 404,
    title: {
      nl: 'Deze verkiezing heeft nog geen kiezerslijst. Open die eerst.',
      en: 'This election has no roll yet. Open it first.',
    },
  },
  'roll-not-frozen': {
    status: 404,
    title: { nl: 'De lijst kan nog niet worden gebruikt.', en: 'It cannot be used yet.' },
    standings: rollStandings,
  },
  'before-reference-day': {
    status: 409,
    title: {
      nl: 'De kiezerslijst begint op de dag van kandidaatstelling voor de gemeenteraad (Kiesreglement wijkraden, artikel 3).',
      en: 'The roll begins on the nomination day of the municipal election (Electoral Regulation, article 3).',
    },
  },
  'polling-opened': {
    status: 409,
    title: {
      nl: 'De stembussen zijn open geweest. De kiezerslijst wordt niet meer vervangen, alleen hersteld.',
      en: 'The polls have opened. The roll is not replaced any more, only corrected.',
    },
  },
  'polling-closed': {
    status: 409,
    title: {
      nl: 'De stembussen zijn gesloten. De kiezerslijst verandert niet meer.',
      en: 'The polls have closed. The roll changes no more.',
    },
  },
  'polling-not-open': {
    status: 409,
    title: { nl: 'Er kan nu niet worden gestemd.', en: 'Nobody can vote now.' },
  },
  'election-called-off': {
    status: 409,
    title: { nl: 'Deze verkiezing gaat niet door.', en: 'This election was called off.' },
  },
  'roll-takes-no-file': {
    status: 409,
    title: { nl: 'Een bestand aankondigen kan nu niet.', en: 'No file can be announced now.' },
    standings: rollStandings,
  },
  'no-file-announced': {
    status: 409,
    title: {
      nl: 'Inlezen kan nu niet. Kondig eerst een bestand aan.',
      en: 'It cannot be imported now. Announce a file first.',
    },
    standings: rollStandings,
  },
  'roll-not-importing': {
    status: 409,
    title: { nl: 'Dit kan alleen tijdens het inlezen.', en: 'This can be done only while it is imported.' },
    standings: rollStandings,
  },
  'ward-not-on-roll': {
    status: 422,
    title: { nl: 'Deze wijk doet niet mee aan de verkiezing.', en: 'This ward takes no part in the election.' },
  },
  'person-not-known': {
    status: 403,
    title: {
      nl: 'Wij kunnen niet vaststellen wie u bent. Log in via de gemeente.',
      en: 'We cannot establish who you are. Sign in through the city.',
    },
  },
  'not-on-roll': {
    status: 404,
    title: {
      nl: 'U staat niet op de kiezerslijst. Klopt dat niet? Neem contact op met het verkiezingsbureau.',
      en: 'You are not on the roll. Is that wrong? Contact the election office.',
    },
  },
  'person-not-on-roll': {
    status: 409,
    title: { nl: 'Deze persoon staat niet op de kiezerslijst.', en: 'This person is not on the roll.' },
  },
  'person-on-roll-already': {
    status: 409,
    title: { nl: 'Deze persoon staat daar al op de kiezerslijst.', en: 'This person is on the roll there already.' },
  },
  'person-of-other-ward': {
    status: 409,
    title: {
      nl: 'Deze persoon stemt in een andere wijk (Kiesreglement wijkraden, artikel 3).',
      en: 'This person votes in another ward (Electoral Regulation, article 3).',
    },
  },
  'has-voted': {
    status: 409,
    title: {
      nl: 'Deze persoon heeft al op papier gestemd. Geef geen stembiljet.',
      en: 'This person has voted on paper already. Hand out no ballot paper.',
    },
  },
  'has-online-permit': {
    status: 409,
    title: {
      nl: 'Deze persoon heeft een digitaal stembewijs en kan daarom niet op papier stemmen. Geef geen stembiljet. Stemmen kan tot sluitingstijd met het apparaat waarop het stembewijs staat. Of dat al is gebeurd, kan niemand zien.',
      en: 'This person has a permit to vote online and so cannot vote on paper. Hand out no ballot paper. They can vote until the polls close, on the device that has the permit. Whether they have done so, nobody can see.',
    },
  },
} as const satisfies RefusalCatalogue
