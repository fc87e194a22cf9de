import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { contestStandings, nominationStandings } from '../standings.ts'

/** Refusals about elections, contests and sessions. */
export const contestRefusals = {
  'election-not-found': {
    status: 404,
    title: { nl: 'Deze verkiezing bestaat niet.', en: 'There is no such election.' },
  },
  'contest-not-found': {
    status: 404,
    title: { nl: 'Deze wijk doet niet mee aan de verkiezing.', en: 'This ward takes no part in the election.' },
  },
  'nomination-not-found': {
    status: 404,
    title: { nl: 'Deze kandidaatstelling bestaat niet.', en: 'There is no such nomination.' },
  },
  'list-not-found': {
    status: 404,
    title: { nl: 'Er is geen kandidatenlijst te zien.', en: 'There is no candidate list to see.' },
    standings: contestStandings,
  },
  'lot-not-found': {
    status: 404,
    title: { nl: 'Er is geen gelote volgorde te zien.', en: 'There is no drawn order to see.' },
    standings: contestStandings,
  },
  'no-election-rules-then': {
    status: 409,
    title: {
      nl: 'Op die dag golden nog geen regels voor wijkraadsverkiezingen.',
      en: 'There were no rules for ward-council elections on that day yet.',
    },
  },
  'moment-not-come': {
    status: 409,
    title: { nl: 'Dit moment is nog niet gekomen.', en: 'This moment has not come yet.' },
  },
  'dates-out-of-order': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'De datums staan niet in de goede volgorde. Bekijk de twee genoemde datums.',
      en: 'The dates are not in the right order. Check the two that are named.',
    },
  },
  'time-does-not-exist': {
    status: 409,
    title: {
      nl: 'Dat tijdstip bestaat niet: de klok gaat dan een uur vooruit.',
      en: 'That time does not exist: the clocks go forward then.',
    },
  },
  'nominations-would-be-closed': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'De kandidaatstelling zou al gesloten zijn. Kies een latere stemdag.',
      en: 'Nominations would be closed already. Choose a later polling day.',
    },
  },
  'nominations-would-be-open': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'De kandidaatstelling zou al open zijn. Kies een latere stemdag.',
      en: 'Nominations would be open already. Choose a later polling day.',
    },
  },
  'nominations-opened': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'De kandidaatstelling is begonnen. De datums staan nu vast.',
      en: 'Nominations have opened. The dates are fixed now.',
    },
  },
  'seats-beyond-rules': {
    status: 409,
    rule: rulesBehind.seats,
    title: {
      nl: 'Dit aantal zetels past niet bij de regels. Kies een getal tussen de genoemde grenzen.',
      en: 'This number of seats does not fit the rules. Choose a number between the limits named.',
    },
  },
  'election-cancelled': {
    status: 409,
    title: { nl: 'Deze verkiezing gaat niet door.', en: 'This election was called off.' },
  },
  'contest-cancelled': {
    status: 409,
    title: { nl: 'De verkiezing in deze wijk gaat niet door.', en: 'The election in this ward was called off.' },
  },
  'contest-over': {
    status: 409,
    title: { nl: 'Afgelasten kan niet meer.', en: 'It can no longer be called off.' },
    standings: contestStandings,
  },
  'polling-closed': {
    status: 409,
    rule: rulesBehind.calendar,
    title: { nl: 'Er is al gestemd. Afgelasten kan niet meer.', en: 'Voting is over. It can no longer be called off.' },
  },
  'polling-opened': {
    status: 409,
    rule: rulesBehind.calendar,
    title: {
      nl: 'Het stemmen is begonnen. De kandidatenlijst kan niet meer veranderen.',
      en: 'The voting has begun. The candidate list cannot change any more.',
    },
  },
  'session-held': {
    status: 409,
    title: { nl: 'Het aantal zetels kan niet meer veranderen.', en: 'The number of seats can no longer change.' },
    standings: contestStandings,
  },
  'session-not-possible': {
    status: 409,
    title: { nl: 'Een nieuwe zitting kan nu niet beginnen.', en: 'Another session cannot begin now.' },
    standings: contestStandings,
  },
  'correction-without-reason': {
    status: 409,
    title: {
      nl: 'Er is al een zitting geweest. Geef de reden van deze nieuwe zitting.',
      en: 'There has been a session already. Give the reason for this one.',
    },
  },
  'not-in-session': {
    status: 409,
    title: {
      nl: 'Dit kan alleen tijdens een zitting. Open eerst een nieuwe zitting.',
      en: 'This can be done only in session. Open a new session first.',
    },
    standings: contestStandings,
  },
  'other-ward-not-in-session': {
    status: 409,
    title: {
      nl: 'De andere wijk heeft nu geen zitting. Open die eerst.',
      en: 'The other ward is not in session. Open its session first.',
    },
  },
  'nominations-not-judged': {
    status: 409,
    title: {
      nl: 'Nog niet over elke kandidaat is beslist.',
      en: 'Not every nomination has been decided yet.',
    },
  },
  'too-many-candidates': {
    status: 409,
    title: {
      nl: 'Er zijn meer kandidaten dan op één lijst passen.',
      en: 'There are more candidates than fit one list.',
    },
  },
  'order-not-awaited': {
    status: 409,
    title: { nl: 'Er valt nu niets te loten.', en: 'There is nothing to draw now.' },
    standings: contestStandings,
  },
  'session-at-another-time': {
    status: 409,
    title: {
      nl: 'De loting moet zijn gehouden nadat de lijst vaststond, en niet in de toekomst.',
      en: 'The lot must be drawn after the list was fixed, and not in the future.',
    },
  },
  'lot-too-early': {
    status: 409,
    rule: rulesBehind.ballotLot,
    title: {
      nl: 'De loting is op een latere dag aangekondigd.',
      en: 'The lot was announced for a later day.',
    },
  },
  'candidate-not-on-list': {
    status: 409,
    title: { nl: 'Van de lijst halen kan nu niet.', en: 'Nobody can be taken off the list here.' },
    standings: nominationStandings,
  },
  'day-in-the-future': {
    status: 409,
    title: { nl: 'Die dag ligt in de toekomst.', en: 'That day is in the future.' },
  },
} as const satisfies RefusalCatalogue
