// The states of meetings, decisions and lists of decisions, in words for the council.
import type { Standings } from '../kernel/refusals.ts'
import type { DelegatedDecision } from './delegation/delegated-decision.ts'
import type { DecisionList } from './lists/decision-list.ts'
import type { Decision } from './meetings/decision.ts'
import type { Meeting } from './meetings/meeting.ts'

export const meetingStandings: Standings<Meeting['status']> = {
  convened: { nl: 'Deze vergadering is nog niet begonnen.', en: 'This meeting has not begun yet.' },
  opened: { nl: 'Deze vergadering is bezig.', en: 'This meeting is in session.' },
  'not-opened': {
    nl: 'Deze vergadering ging niet door, omdat er te weinig leden waren.',
    en: 'This meeting was not held, because too few members came.',
  },
  closed: { nl: 'Deze vergadering is afgelopen.', en: 'This meeting is over.' },
  cancelled: { nl: 'Deze vergadering is afgelast.', en: 'This meeting was cancelled.' },
}

export const decisionStandings: Standings<Decision['status']> = {
  adopted: { nl: 'Dit besluit is aangenomen.', en: 'This decision has been adopted.' },
  rejected: { nl: 'Dit voorstel is verworpen.', en: 'This proposal has been rejected.' },
  'put-off': { nl: 'Dit besluit is uitgesteld.', en: 'This decision was put off.' },
  'awaiting-ratification': {
    nl: 'Dit besluit moet nog worden bekrachtigd.',
    en: 'This decision has still to be ratified.',
  },
}

export const listStandings: Standings<DecisionList['status']> = {
  'drawn-up': {
    nl: 'Deze besluitenlijst is nog niet vastgesteld.',
    en: 'This list of decisions has not been adopted yet.',
  },
  adopted: { nl: 'Deze besluitenlijst is vastgesteld.', en: 'This list of decisions has been adopted.' },
  corrected: {
    nl: 'Deze besluitenlijst is verbeterd en moet opnieuw worden vastgesteld.',
    en: 'This list of decisions was corrected and has to be adopted again.',
  },
}

export const delegatedStandings: Standings<DelegatedDecision['status']> = {
  standing: {
    nl: 'Niemand maakte bezwaar tegen dit besluit van de wijkmanager.',
    en: 'Nobody objected to this decision of the ward manager.',
  },
  objected: {
    nl: 'De wijkraad maakte al bezwaar tegen dit besluit.',
    en: 'The ward council has objected to this decision already.',
  },
  confirmed: { nl: 'De wijkraad heeft dit besluit bekrachtigd.', en: 'The ward council has confirmed this decision.' },
  disapproved: {
    nl: 'De wijkraad heeft dit besluit afgekeurd.',
    en: 'The ward council has disapproved of this decision.',
  },
}
