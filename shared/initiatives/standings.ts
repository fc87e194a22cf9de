// The states of an initiative, in words for a resident.
import type { Standings } from '../kernel/refusals.ts'
import type { InitiativeStatus } from './initiative.ts'

export const initiativeStandings: Standings<InitiativeStatus> = {
  draft: { nl: 'Dit initiatief is nog niet ingediend.', en: 'This initiative has not been handed in yet.' },
  submitted: {
    nl: 'Dit initiatief is ingediend en wordt beoordeeld.',
    en: 'This initiative has been handed in and is being assessed.',
  },
  returned: {
    nl: 'Dit initiatief is teruggestuurd om het aan te vullen.',
    en: 'This initiative was sent back to be completed.',
  },
  admitted: {
    nl: 'Dit initiatief is toegelaten en wacht op een besluit.',
    en: 'This initiative was admitted and awaits a decision.',
  },
  'in-round': {
    nl: 'Dit initiatief doet mee aan een budgetronde.',
    en: 'This initiative takes part in a budget round.',
  },
  awarded: { nl: 'Aan dit initiatief is geld toegekend.', en: 'This initiative was awarded money.' },
  'not-awarded': { nl: 'Aan dit initiatief is geen geld toegekend.', en: 'This initiative was not awarded any money.' },
  'under-way': { nl: 'Dit initiatief wordt uitgevoerd.', en: 'This initiative is under way.' },
  done: { nl: 'Dit initiatief is uitgevoerd.', en: 'This initiative has been carried out.' },
  stopped: { nl: 'De uitvoering van dit initiatief is gestopt.', en: 'This initiative was stopped while under way.' },
  renounced: {
    nl: 'De aanvrager heeft van het geld afgezien.',
    en: 'The applicant has given the award up.',
  },
  lapsed: { nl: 'De toekenning aan dit initiatief is vervallen.', en: 'The award of this initiative has lapsed.' },
  'under-objection': {
    nl: 'Tegen het besluit over dit initiatief loopt een bezwaar.',
    en: 'There is an objection to the decision about this initiative.',
  },
  refused: { nl: 'Dit initiatief is afgewezen.', en: 'This initiative was refused.' },
  withdrawn: { nl: 'Dit initiatief is ingetrokken.', en: 'This initiative was withdrawn.' },
}
