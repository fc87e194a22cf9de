import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { seatStandings } from '../standings.ts'

/** Every refusal about seats after the election. */
export const seatRefusals = {
  'seat-not-found': {
    status: 404,
    title: {
      nl: 'Deze zetel is er niet. Zetels zijn er als de uitslag van de wijk is vastgesteld.',
      en: 'There is no such seat. Seats are there once the result of the ward is established.',
    },
  },
  'no-seat-offered': {
    status: 404,
    title: { nl: 'Hier is nu niemand een zetel aangeboden.', en: 'No seat is offered to anybody here now.' },
  },
  'seat-not-yours': {
    status: 403,
    title: { nl: 'Deze zetel is u niet aangeboden.', en: 'This seat was not offered to you.' },
  },
  'seat-not-offered': {
    status: 409,
    title: { nl: 'Er is nu niets te antwoorden.', en: 'There is nothing to answer now.' },
    standings: seatStandings,
  },
  'answer-too-late': {
    status: 409,
    rule: rulesBehind.answer,
    title: {
      nl: 'De termijn is voorbij. Geen antwoord betekent nee.',
      en: 'The term is over. No answer means that the seat is declined.',
    },
  },
  'answer-still-awaited': {
    status: 409,
    rule: rulesBehind.answer,
    title: { nl: 'Het antwoord kan nog komen.', en: 'The answer may still come.' },
  },
  'seat-not-accepted': {
    status: 409,
    title: { nl: 'Onderzoeken van de geloofsbrieven kan nu niet.', en: 'The credentials cannot be examined now.' },
    standings: seatStandings,
  },
  'member-not-admitted': {
    status: 409,
    title: { nl: 'De eed of belofte kan nu niet worden afgelegd.', en: 'The oath or promise cannot be taken now.' },
    standings: seatStandings,
  },
  'term-over': {
    status: 409,
    rule: rulesBehind.term,
    title: {
      nl: 'De zittingsduur is voorbij.',
      en: 'The term is over.',
    },
  },
  'seat-ended': {
    status: 409,
    title: { nl: 'De zetel bestaat niet meer.', en: 'There is no such seat any more.' },
    standings: seatStandings,
  },
  'term-not-over': {
    status: 409,
    rule: rulesBehind.term,
    title: { nl: 'De zittingsduur loopt nog.', en: 'The term is still running.' },
  },
  'before-term': {
    status: 409,
    rule: rulesBehind.term,
    title: {
      nl: 'De zittingsduur is nog niet begonnen.',
      en: 'The term has not begun yet.',
    },
  },
  'seat-not-held': {
    status: 409,
    title: { nl: 'Er is nu niemand die de zetel kan opgeven.', en: 'There is nobody now to give it up.' },
    standings: seatStandings,
  },
  'before-seat-was-held': {
    status: 409,
    title: { nl: 'Op die dag had het lid de zetel nog niet.', en: 'On that day the member did not have the seat yet.' },
  },
  'seat-not-vacant': {
    status: 409,
    title: { nl: 'Aanbieden aan de volgende kan nu niet.', en: 'It cannot be offered to the next one now.' },
    standings: seatStandings,
  },
  'seat-not-exhausted': {
    status: 409,
    title: { nl: 'De lijst opnieuw openen kan nu niet.', en: 'The list cannot be opened again now.' },
    standings: seatStandings,
  },
  'seat-not-in-review': {
    status: 409,
    title: { nl: 'Over deze zetel hoeft nu niemand te beslissen.', en: 'There is nothing to decide about this seat.' },
    standings: seatStandings,
  },
  'before-review': {
    status: 409,
    title: {
      nl: 'Op die dag gold de nieuwe uitslag nog niet.',
      en: 'On that day the new result had not been established yet.',
    },
  },
  'another-comes-first': {
    status: 409,
    rule: rulesBehind.succession,
    title: {
      nl: 'Volgens de nieuwe uitslag gaat iemand anders voor. Dit lid kan de zetel niet houden.',
      en: 'By the new result somebody else comes first. This member cannot keep the seat.',
    },
  },
  'review-first': {
    status: 409,
    title: {
      nl: 'Beslis eerst over de genoemde zetel. Wie die zetel heeft, kan als volgende aan de beurt zijn.',
      en: 'Decide about the seat named here first. Whoever holds it may come next.',
    },
  },
  'seats-below-members': {
    status: 409,
    rule: rulesBehind.adjustedSeats,
    title: {
      nl: 'Er zijn meer zetels bezet of aangeboden. Een lid verliest de zetel niet door dit besluit.',
      en: 'More seats are held or offered. A member does not lose a seat by this decision.',
    },
  },
  'seats-already-so': {
    status: 409,
    title: { nl: 'De raad heeft dit aantal zetels al.', en: 'The council has this number of seats already.' },
  },
  'effective-outside-term': {
    status: 409,
    rule: rulesBehind.adjustedSeats,
    title: {
      nl: 'De ingangsdatum ligt niet tussen het besluit en het einde van de zittingsduur.',
      en: 'The effective date does not lie between the decision and the end of the term.',
    },
  },
  'seat-not-there-yet': {
    status: 409,
    title: {
      nl: 'Deze zetel is er pas vanaf de genoemde dag. Bied hem dan aan.',
      en: 'This seat is there from the day named on. Offer it then.',
    },
  },
  'no-refusal-for-term': {
    status: 409,
    title: { nl: 'U hebt niet voor de hele periode nee gezegd.', en: 'You have not declined for the whole term.' },
  },
} as const satisfies RefusalCatalogue
