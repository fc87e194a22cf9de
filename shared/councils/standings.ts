// How a meeting stands, in words for the council.
import type { Standings } from '../kernel/refusals.ts'
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
