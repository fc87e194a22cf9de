// The states of the contest of a ward, a nomination, an appeal, the count of a station and a seat, in words.
import type { Standings } from '../kernel/refusals.ts'
import type { Appeal } from './appeals/appeal.ts'
import type { Contest } from './contests/contest.ts'
import type { CountSession } from './count/session.ts'
import type { StationCount } from './count/station-count.ts'
import type { Lottery } from './lottery/lottery.ts'
import type { CollectiveList } from './nominations/collective-list.ts'
import type { Nomination } from './nominations/nomination.ts'
import type { Seat } from './seating/seat.ts'

export const contestStandings: Standings<Contest['status']> = {
  nominating: {
    nl: 'In deze wijk is nog geen zitting over de kandidaten geweest.',
    en: 'No session about the candidates has been held in this ward yet.',
  },
  'in-session': {
    nl: 'In deze wijk is de zitting over de kandidaten bezig.',
    en: 'The session about the candidates of this ward is going on.',
  },
  judged: {
    nl: 'De kandidaten van deze wijk staan vast, maar hun volgorde is nog niet geloot.',
    en: 'The candidates of this ward are fixed, but their order has not been drawn yet.',
  },
  listed: {
    nl: 'De kandidatenlijst van deze wijk staat vast. Er wordt gestemd of geteld.',
    en: 'The candidate list of this ward is fixed. People vote, or votes are counted.',
  },
  overturned: {
    nl: 'Een beroep tegen deze kandidatenlijst is gegrond. Een nieuwe zitting moet de lijst eerst herstellen.',
    en: 'An appeal against this candidate list was granted. A new session must correct the list first.',
  },
  'lot-needed': {
    nl: 'In deze wijk moet nog worden geloot tussen gelijken.',
    en: 'In this ward a lot is still to be drawn between equals.',
  },
  proposed: {
    nl: 'De uitslag van deze wijk is opgemaakt, maar nog niet vastgesteld.',
    en: 'The result of this ward was proposed, but not established yet.',
  },
  established: { nl: 'De uitslag van deze wijk is vastgesteld.', en: 'The result of this ward has been established.' },
  cancelled: { nl: 'De verkiezing in deze wijk gaat niet door.', en: 'The election in this ward was called off.' },
}

export const nominationStandings: Standings<Nomination['status']> = {
  submitted: {
    nl: 'Over deze kandidaatstelling is nog niet beslist.',
    en: 'This nomination has not been decided yet.',
  },
  valid: { nl: 'Deze kandidaatstelling is geldig verklaard.', en: 'This nomination was found valid.' },
  invalid: { nl: 'Deze kandidaatstelling is ongeldig verklaard.', en: 'This nomination was found invalid.' },
  withdrawn: { nl: 'Deze kandidaatstelling is ingetrokken.', en: 'This nomination was withdrawn.' },
  moved: {
    nl: 'Deze kandidaatstelling is naar een andere wijk overgebracht.',
    en: 'This nomination was moved to another ward.',
  },
  drawn: {
    nl: 'Dit is een bewoner die is geloot, geen kandidaat.',
    en: 'This is a resident who was drawn, not a candidate.',
  },
  dropped: { nl: 'Deze kandidaat is van de lijst gehaald.', en: 'This candidate was taken off the list.' },
}

export const collectiveListStandings: Standings<CollectiveList['status']> = {
  submitted: {
    nl: 'Over deze lijst is nog niet beslist.',
    en: 'This list has not been decided yet.',
  },
  withdrawn: { nl: 'Deze lijst is ingetrokken.', en: 'This list was withdrawn.' },
  valid: { nl: 'Deze lijst is geldig verklaard.', en: 'This list was found valid.' },
  invalid: { nl: 'Deze lijst is ongeldig verklaard.', en: 'This list was found invalid.' },
}

export const appealStandings: Standings<Appeal['status']> = {
  received: { nl: 'Over dit beroep is nog niet beslist.', en: 'This appeal has not been decided yet.' },
  dismissed: { nl: 'Dit beroep is ongegrond verklaard.', en: 'This appeal was dismissed.' },
  inadmissible: { nl: 'Dit beroep is niet-ontvankelijk verklaard.', en: 'This appeal was found inadmissible.' },
  withdrawn: { nl: 'Dit beroep is ingetrokken.', en: 'This appeal was withdrawn.' },
  granted: { nl: 'Dit beroep is gegrond verklaard.', en: 'This appeal was granted.' },
}

export const stationStandings: Standings<StationCount['status']> = {
  empty: { nl: 'Van dit stembureau is nog niets ingevoerd.', en: 'Nothing of this station has been entered yet.' },
  'first-open': {
    nl: 'De eerste invoer van dit stembureau is bezig.',
    en: 'The first entry of this station is going on.',
  },
  'first-has-errors': {
    nl: 'De eerste invoer heeft fouten en ligt bij de coördinator.',
    en: 'The first entry has errors and lies with the coordinator.',
  },
  'first-final': {
    nl: 'De eerste invoer van dit stembureau is klaar.',
    en: 'The first entry of this station is finished.',
  },
  'second-open': {
    nl: 'De tweede invoer van dit stembureau is bezig.',
    en: 'The second entry of this station is going on.',
  },
  different: {
    nl: 'De twee invoeren verschillen en liggen bij de coördinator.',
    en: 'The two entries differ and lie with the coordinator.',
  },
  returned: {
    nl: 'De invoer is teruggegeven om de verschillen na te kijken.',
    en: 'The entry was given back to look at the differences.',
  },
  definitive: { nl: 'De telling van dit stembureau is definitief.', en: 'The count of this station is definitive.' },
}

export const seatStandings: Standings<Seat['status']> = {
  offered: {
    nl: 'Deze zetel is aangeboden en wacht op antwoord.',
    en: 'This seat is offered and awaits an answer.',
  },
  accepted: {
    nl: 'Deze zetel is aangenomen, maar de geloofsbrieven zijn nog niet onderzocht.',
    en: 'This seat was accepted, but the credentials have not been examined yet.',
  },
  admitted: {
    nl: 'Het lid is toegelaten, maar heeft de eed of belofte nog niet afgelegd.',
    en: 'The member is admitted, but has not taken the oath or promise yet.',
  },
  taken: { nl: 'Deze zetel is bezet.', en: 'This seat is taken.' },
  'in-review': {
    nl: 'Na een hertelling wordt nog beslist over deze zetel.',
    en: 'After a recount it is still to be decided about this seat.',
  },
  vacant: { nl: 'Deze zetel is vrij.', en: 'This seat is vacant.' },
  'lot-needed': {
    nl: 'Voor deze zetel moet nog worden geloot.',
    en: 'A lot is still to be drawn for this seat.',
  },
  exhausted: {
    nl: 'Voor deze zetel is niemand meer op de lijst.',
    en: 'Nobody is left on the list for this seat.',
  },
  asked: {
    nl: 'Een gelote bewoner is voor deze zetel gevraagd en moet nog antwoorden.',
    en: 'A resident who was drawn is asked for this seat, and has not answered yet.',
  },
  ended: { nl: 'De zittingsduur van deze zetel is voorbij.', en: 'The term of this seat is over.' },
}

export const lotteryStandings: Standings<Lottery['status']> = {
  announced: {
    nl: 'De loting is aangekondigd. De groep waaruit wordt geloot, wordt nog vastgesteld.',
    en: 'The lottery is announced. The pool is still being frozen.',
  },
  posted: {
    nl: 'De groep staat vast en is bekendgemaakt. Er is nog niet geloot.',
    en: 'The pool is frozen and posted. It has not been drawn yet.',
  },
  drawn: { nl: 'Er is geloot.', en: 'The lottery has been drawn.' },
  void: { nl: 'Deze loting gaat niet door.', en: 'This lottery was called off.' },
}

export const countSessionStandings: Standings<CountSession['status']> = {
  open: { nl: 'Deze zitting van de telling is open.', en: 'This session of counting is open.' },
  paused: { nl: 'De invoer ligt stil.', en: 'The entry is paused.' },
  closed: { nl: 'Deze zitting van de telling is gesloten.', en: 'This session of counting is closed.' },
}
