import type { RefusalCatalogue } from '../kernel/refusals.ts'

/** Every "no" of the voting context, in words for a resident. */
export const votingRefusals = {
  'poll-not-found': { status: 404, title: { nl: 'Deze stemming bestaat niet.', en: 'There is no such poll.' } },
  'poll-not-open-yet': {
    status: 409,
    title: { nl: 'De stemming is nog niet open.', en: 'Voting has not opened yet.' },
  },
  'poll-closed': {
    status: 409,
    title: { nl: 'De stemming is gesloten.', en: 'Voting has closed.' },
  },
  'poll-cancelled': { status: 409, title: { nl: 'Deze stemming gaat niet door.', en: 'This poll was called off.' } },
  'not-your-ward': {
    status: 403,
    title: {
      nl: 'Deze stemming is voor bewoners van een andere wijk.',
      en: 'This poll is for residents of another ward.',
    },
  },
  'too-young': {
    status: 403,
    title: { nl: 'U bent nog te jong om mee te stemmen.', en: 'You are too young to vote in this poll.' },
  },
  'person-not-known': {
    status: 403,
    title: {
      nl: 'Uw inlog zegt niet wie u bent. Log uit, log opnieuw in via de gemeente en probeer het nog eens. Lukt het niet, bel dan het verkiezingsbureau.',
      en: 'Your sign-in does not say who you are. Sign out, sign in again through the city, and try once more. If it does not work, call the election office.',
    },
  },
  'permit-already-taken': {
    status: 409,
    title: {
      nl: 'U hebt voor deze stemming al een stembewijs gekregen. Stem met het apparaat waarop u begon.',
      en: 'You already have a permit for this poll. Vote with the device on which you began.',
    },
  },
  'blinded-message-invalid': {
    status: 400,
    title: {
      nl: 'Het verblinde bericht past niet bij de sleutel van deze stemming. Begin opnieuw.',
      en: 'The blinded message does not fit the key of this poll. Please start again.',
    },
  },
  'permit-invalid': {
    status: 403,
    title: {
      nl: 'Dit stembewijs is niet geldig voor deze stemming.',
      en: 'This permit is not valid for this poll.',
    },
  },
  'choice-not-signed': {
    status: 403,
    title: {
      nl: 'De handtekening onder deze keuze klopt niet. Uw stembewijs blijft geldig: stem opnieuw met het apparaat waarop u begon.',
      en: 'The signature under this choice is not valid. Your permit stays valid: vote again on the device on which you began.',
    },
  },
  'ballot-overtaken': {
    status: 409,
    title: {
      nl: 'Met dit stembewijs is al een latere stem uitgebracht. Die telt. Wilt u iets anders kiezen, stem dan opnieuw.',
      en: 'A later vote was cast with this permit, and it stands. To choose something else, please vote again.',
    },
  },
  'choice-invalid': {
    status: 400,
    title: {
      nl: 'Dit stembiljet is niet goed ingevuld. Uw stembewijs blijft geldig: pas uw keuze aan en stem opnieuw.',
      en: 'This ballot is not filled in correctly. Your permit stays valid: change your choice and vote again.',
    },
  },
  'result-not-published': {
    status: 404,
    title: {
      nl: 'Er is nog geen uitslag. Tussenstanden bestaan niet, voor niemand.',
      en: 'There is no result yet. Interim results do not exist, for anyone.',
    },
  },
  'result-not-withheld': {
    status: 409,
    title: {
      nl: 'Alleen een stemming waarvan de uitslag is achtergehouden, kan ongeldig worden verklaard.',
      en: 'Only a poll whose result was withheld can be declared void.',
    },
  },
  'prefix-too-long': {
    status: 400,
    title: {
      nl: 'Met dit begin zijn er minder dan 10 stembiljetten, of ze zijn allemaal gelijk. Vraag een korter begin, zodat niemand ziet hoe u stemde.',
      en: 'Fewer than 10 ballots begin like this, or all that do are alike. Ask for a shorter beginning, so that nobody sees how you voted.',
    },
  },
  'prefix-too-short': {
    status: 400,
    title: {
      nl: 'Met dit begin zijn er te veel stembiljetten voor één antwoord. Vraag een langer begin.',
      en: 'Too many ballots begin like this for one answer. Ask for a longer beginning.',
    },
  },
  'lots-not-awaited': {
    status: 409,
    title: {
      nl: 'Voor deze stemming hoeft nu niet geloot te worden.',
      en: 'No lots are to be drawn for this poll now.',
    },
  },
  'lots-recorded-already': {
    status: 409,
    title: {
      nl: 'De loting van deze stemming is al vastgelegd en kan niet meer veranderen.',
      en: 'The lots of this poll are recorded already and cannot change any more.',
    },
  },
  'lots-by-beacon': {
    status: 409,
    title: {
      nl: 'Over deze stemming loot een openbaar baken. Pas als dat een dag uitblijft, mag een openbare zitting het doen.',
      en: 'A public beacon draws the lots of this poll. Only when it fails for a day may a session in public do so.',
    },
  },
  'session-at-another-time': {
    status: 409,
    title: {
      nl: 'De zitting moet gehouden zijn nadat de getelde stembiljetten waren vastgelegd, en niet in de toekomst liggen.',
      en: 'The session must have been held after the counted ballots were fixed, and not lie in the future.',
    },
  },
  'turnout-not-kept': {
    status: 409,
    title: {
      nl: 'Van deze stemming is er nu geen stand van de opkomst: zij is nog niet begonnen, afgelast, of al geteld.',
      en: 'This poll has no turnout to look at now: it has not begun, was called off, or has been counted.',
    },
  },
  'count-not-begun': {
    status: 409,
    title: {
      nl: 'Er wordt nog niet geteld: de stemming is nog niet voorbij.',
      en: 'Counting has not begun: the poll is not over yet.',
    },
  },
} as const satisfies RefusalCatalogue
