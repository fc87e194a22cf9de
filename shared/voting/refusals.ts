import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { phaseStandings, pollStandings } from './standings.ts'

/** Every refusal of the voting context, in words for a resident. */
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
      nl: 'Wij kunnen niet zien wie u bent. Log uit en log opnieuw in via de gemeente. Lukt het niet, bel dan het verkiezingsbureau.',
      en: 'We cannot see who you are. Sign out and sign in again through the city. If it does not work, call the election office.',
    },
  },
  'residence-not-verified': {
    status: 403,
    title: {
      nl: 'De gemeente kent uw wijk of geboortedatum niet. Laat uw adres controleren bij de wijkhub.',
      en: 'The city does not know your ward or birth date. Have your address verified at the ward office.',
    },
  },
  'not-on-roll': {
    status: 403,
    title: {
      nl: 'U staat niet op de kiezerslijst van deze verkiezing. Klopt dat niet? Neem voor sluitingstijd contact op met het verkiezingsbureau.',
      en: 'You are not on the roll of this election. Is that wrong? Contact the election office before the polls close.',
    },
  },
  'roll-of-other-ward': {
    status: 403,
    title: {
      nl: 'U stemt in een andere wijk: die waar u woonde op de dag van kandidaatstelling voor de gemeenteraad.',
      en: 'You vote in another ward: the one you lived in on the nomination day of the municipal election.',
    },
  },
  'has-voted-on-paper': {
    status: 409,
    title: {
      nl: 'Voor u is al op papier gestemd in een stemlokaal. U kunt niet ook digitaal stemmen. Klopt dit niet? Bel het verkiezingsbureau.',
      en: 'A paper vote was cast for you at a polling station. You cannot also vote online. Is that wrong? Call the election office.',
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
      nl: 'Uw stembewijs kon niet worden gemaakt. U kunt nog stemmen. Begin opnieuw.',
      en: 'Your permit could not be made. You can still vote. Please start again.',
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
      nl: 'Uw stem is niet goed ondertekend. Uw stembewijs blijft geldig. Stem opnieuw met het apparaat waarop u begon.',
      en: 'Your vote was not signed as it should be. Your permit stays valid. Vote again on the device on which you began.',
    },
  },
  'ballot-overtaken': {
    status: 409,
    title: {
      nl: 'U hebt met dit stembewijs al een latere stem uitgebracht. Die telt. Wilt u anders kiezen, stem dan opnieuw.',
      en: 'You cast a later vote with this permit already, and it counts. To choose something else, please vote again.',
    },
  },
  'choice-invalid': {
    status: 400,
    title: {
      nl: 'Dit stembiljet is niet goed ingevuld. Uw stembewijs blijft geldig. Pas uw keuze aan en stem opnieuw.',
      en: 'This ballot is not filled in correctly. Your permit stays valid. Change your choice and vote again.',
    },
  },
  'result-not-published': {
    status: 404,
    title: {
      nl: 'Er is geen uitslag te zien. Tussenstanden bestaan niet.',
      en: 'There is no result to see. Interim results do not exist.',
    },
    standings: phaseStandings,
    next: {
      nl: 'Bij de stemming zelf leest u hoe het ermee staat.',
      en: 'The poll itself says how it stands.',
    },
  },
  'result-not-withheld': {
    status: 409,
    title: {
      nl: 'Ongeldig verklaren kan alleen als de uitslag is achtergehouden.',
      en: 'It can be declared void only when its result was withheld.',
    },
    standings: pollStandings,
  },
  'part-not-found': {
    status: 404,
    title: {
      nl: 'Zoveel delen hebben de stembiljetten niet. Vraag een lager nummer.',
      en: 'The ballots do not have so many parts. Ask for a lower number.',
    },
  },
  'prefix-too-long': {
    status: 400,
    title: {
      nl: 'Minder dan 10 stembiljetten beginnen zo, of ze zijn allemaal gelijk. Vraag een korter begin. Dan ziet niemand hoe u stemde.',
      en: 'Fewer than 10 ballots begin like this, or all that do are alike. Ask for a shorter beginning. Then nobody sees how you voted.',
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
    title: { nl: 'Er hoeft nu niet te worden geloot.', en: 'No lots are to be drawn now.' },
    standings: pollStandings,
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
      nl: 'Deze loting volgt uit openbare toevalsgetallen. Pas als die een dag uitblijven, mag een openbare zitting loten.',
      en: 'This draw follows from public random numbers. Only when they fail for a day may a session in public draw the lots.',
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
    title: { nl: 'Er is nu geen stand van de opkomst.', en: 'There is no turnout to look at now.' },
    standings: phaseStandings,
  },
  'count-not-begun': {
    status: 409,
    title: { nl: 'Er wordt nu niet geteld.', en: 'Nothing is being counted now.' },
    standings: phaseStandings,
  },
} as const satisfies RefusalCatalogue
