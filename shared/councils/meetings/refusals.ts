import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { decisionStandings, meetingStandings } from '../standings.ts'

/** Every refusal about meetings of a council, their votes and decisions. */
export const meetingRefusals = {
  'meeting-not-found': {
    status: 404,
    title: { nl: 'Deze vergadering bestaat niet.', en: 'There is no such meeting.' },
  },
  'meeting-in-the-past': {
    status: 409,
    title: {
      nl: 'Dit moment is al voorbij. Kies een later moment voor de vergadering.',
      en: 'This moment has passed. Choose a later one for the meeting.',
    },
  },
  'meeting-not-awaited': {
    status: 409,
    title: { nl: 'Openen of afgelasten kan niet meer.', en: 'It can no longer be opened or cancelled.' },
    standings: meetingStandings,
  },
  'meeting-not-open': {
    status: 409,
    title: {
      nl: 'Dit kan alleen tijdens de vergadering.',
      en: 'This can be done only while the meeting is in session.',
    },
    standings: meetingStandings,
  },
  'meeting-over': {
    status: 409,
    title: {
      nl: 'Betrokkenheid melden kan voor en tijdens een vergadering.',
      en: 'A conflict of interest is declared before a meeting or in it.',
    },
    standings: meetingStandings,
  },
  'meeting-not-yet': {
    status: 409,
    title: {
      nl: 'Deze vergadering begint later. Open haar niet eerder.',
      en: 'This meeting begins later. Do not open it before.',
    },
  },
  'meeting-was-not-missed': {
    status: 409,
    title: {
      nl: 'Opnieuw beleggen kan alleen als te weinig leden kwamen.',
      en: 'A meeting is called again only when too few members came.',
    },
    standings: meetingStandings,
  },
  'reconvened-too-soon': {
    status: 409,
    title: {
      nl: 'Tussen de oproep en deze vergadering moet meer tijd zitten.',
      en: 'More time must lie between the call and this meeting.',
    },
  },
  'reconvened-already': {
    status: 409,
    title: { nl: 'Deze vergadering is al opnieuw belegd.', en: 'This meeting has been called again already.' },
  },
  'agenda-full': {
    status: 409,
    title: { nl: 'Zoveel punten kunnen niet op één agenda.', en: 'One agenda cannot hold so many items.' },
  },
  'nobody-present': {
    status: 409,
    title: { nl: 'Er is geen enkel lid aanwezig.', en: 'No member is present.' },
  },
  'present-without-mandate': {
    status: 409,
    title: {
      nl: 'Deze persoon is op de dag van de vergadering geen lid van deze wijkraad.',
      en: 'This person is not a member of this ward council on the day of the meeting.',
    },
  },
  'presence-noted-already': {
    status: 409,
    title: { nl: 'Dit is al genoteerd.', en: 'This has been noted already.' },
  },
  'item-not-found': {
    status: 404,
    title: { nl: 'Dit punt staat niet op de agenda.', en: 'This item is not on the agenda.' },
  },
  'not-for-decision': {
    status: 409,
    title: {
      nl: 'Dit punt is niet ter besluitvorming. Zet het daarvoor op de agenda van een volgende vergadering.',
      en: 'This item is not for decision. Put it on the agenda of a later meeting for that.',
    },
  },
  'decided-already': {
    status: 409,
    title: { nl: 'Over dit punt is al besloten.', en: 'This item has been decided already.' },
  },
  'not-the-decision-of-this-item': {
    status: 409,
    title: { nl: 'Dit punt gaat over een ander besluit.', en: 'This item is about another decision.' },
  },
  'only-formal-meetings-adopt': {
    status: 409,
    title: {
      nl: 'Alleen een formele vergadering besluit hierover (Verordening op de wijkraden, artikel 1).',
      en: 'Only a formal meeting decides this (ordinance on ward councils, article 1).',
    },
  },
  'vote-must-be-secret': {
    status: 409,
    title: {
      nl: 'Over personen stemt de raad schriftelijk en geheim.',
      en: 'The council votes on persons by secret ballot.',
    },
  },
  'persons-by-ballot': {
    status: 409,
    title: {
      nl: 'Dit is een verkiezing. Leg elke stemronde apart vast.',
      en: 'This is an election. Record each ballot by itself.',
    },
  },
  'no-election': {
    status: 409,
    title: { nl: 'Dit punt is geen verkiezing.', en: 'This item is not an election.' },
  },
  'vote-without-mandate': {
    status: 409,
    title: {
      nl: 'Eén van de stemmen is van iemand die op deze dag geen lid is.',
      en: 'One of the votes is by somebody who is not a member on this day.',
    },
  },
  'vote-without-presence': {
    status: 409,
    title: {
      nl: 'Eén van de stemmen is van een lid dat niet aanwezig is.',
      en: 'One of the votes is by a member who is not present.',
    },
  },
  'vote-barred': {
    status: 409,
    title: {
      nl: 'Eén van de stemmen is van een lid dat bij dit punt zelf betrokken is. Dat lid stemt niet mee (Gemeentewet, artikel 28).',
      en: 'One of the votes is by a member who is personally involved in this item. That member does not vote (Municipalities Act, article 28).',
    },
  },
  'votes-twice': {
    status: 409,
    title: { nl: 'Van een lid staan er twee stemmen.', en: 'There are two votes of one member.' },
  },
  'abstaining-not-allowed': {
    status: 409,
    title: {
      nl: 'In deze wijkraad kan een lid zich niet onthouden.',
      en: 'No member may abstain in this ward council.',
    },
  },
  'ballots-unaccounted': {
    status: 409,
    title: {
      nl: 'Er zijn meer of minder stemmen geteld dan er briefjes zijn ingeleverd. Tel opnieuw.',
      en: 'The number of votes counted differs from the number of papers handed in. Count again.',
    },
  },
  'more-ballots-than-members': {
    status: 409,
    title: {
      nl: 'Er zijn meer briefjes dan leden die mogen stemmen.',
      en: 'There are more papers than members who may vote.',
    },
  },
  'too-few-took-part': {
    status: 409,
    title: {
      nl: 'Te weinig leden stemden mee. De stemming is niet geldig (Gemeentewet, artikel 29).',
      en: 'Too few members took part. The vote is not valid (Municipalities Act, article 29).',
    },
  },
  'nobody-may-vote': {
    status: 409,
    title: { nl: 'Er is niemand die mag stemmen.', en: 'There is nobody who may vote.' },
  },
  'not-nominated': {
    status: 409,
    title: {
      nl: 'Op deze persoon kan in deze ronde niet worden gestemd.',
      en: 'This person cannot be voted for in this ballot.',
    },
  },
  'ballot-not-asked': {
    status: 409,
    title: { nl: 'Er hoeft nu niet te worden gestemd.', en: 'No ballot is needed now.' },
  },
  'lot-not-asked': {
    status: 409,
    title: { nl: 'Er hoeft nu niet te worden geloot.', en: 'No lot is needed now.' },
  },
  'not-put-off': {
    status: 409,
    title: { nl: 'Opnieuw stemmen kan niet.', en: 'It cannot be voted on again.' },
    standings: decisionStandings,
  },
  'not-awaiting-ratification': {
    status: 409,
    title: { nl: 'Bekrachtigen kan niet.', en: 'It cannot be ratified.' },
    standings: decisionStandings,
  },
  'speaking-closed': {
    status: 409,
    title: { nl: 'U kunt zich niet meer aanmelden om in te spreken.', en: 'Registering to speak is over.' },
    standings: meetingStandings,
  },
  'speaking-too-late': {
    status: 409,
    title: {
      nl: 'Aanmelden om in te spreken kan niet meer. Bel de wijkhub als u toch iets wilt zeggen.',
      en: 'The time to register to speak is over. Call the ward office if you still want to say something.',
    },
  },
} as const satisfies RefusalCatalogue
