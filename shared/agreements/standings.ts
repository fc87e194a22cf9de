// The states of an agreement and its parts, in words for the staff.
import type { Standings } from '../kernel/refusals.ts'
import type { Action } from './actions/action.ts'
import type { Agreement } from './agreement/agreement.ts'
import type { Alarm } from './watch/alarm.ts'

export const agreementStandings: Standings<Agreement['status']> = {
  draft: { nl: 'Dit wijkakkoord is een concept.', en: 'This agreement is a draft.' },
  'in-consultation': { nl: 'Bewoners reageren nu op dit akkoord.', en: 'Residents are commenting on this agreement.' },
  'in-costing': { nl: 'Dit akkoord wordt begroot.', en: 'This agreement is being costed.' },
  adopted: { nl: 'Dit akkoord is vastgesteld.', en: 'This agreement has been adopted.' },
  signed: { nl: 'Dit akkoord is getekend.', en: 'This agreement has been signed.' },
  published: {
    nl: 'Dit akkoord is gepubliceerd, en nog niet ingegaan.',
    en: 'This agreement has been published, and is not in force yet.',
  },
  'in-force': { nl: 'Dit akkoord geldt.', en: 'This agreement is in force.' },
  succeeded: { nl: 'Dit akkoord is opgevolgd.', en: 'This agreement has been succeeded.' },
  ended: { nl: 'Dit akkoord is beëindigd.', en: 'This agreement has ended.' },
  withdrawn: { nl: 'Dit akkoord is ingetrokken.', en: 'This agreement was withdrawn.' },
}

export const actionStandings: Standings<Action['status']> = {
  proposed: { nl: 'Deze actie is voorgesteld.', en: 'This action has been proposed.' },
  'not-taken-up': { nl: 'Deze actie is terzijde gelegd.', en: 'This action was set aside.' },
  agreed: { nl: 'Deze actie is afgesproken.', en: 'This action has been agreed.' },
  'partly-realised': { nl: 'Deze actie is deels gelukt.', en: 'This action was realised in part.' },
  'not-realised': { nl: 'Deze actie is nog niet gelukt.', en: 'This action has not been realised.' },
  realised: { nl: 'Deze actie is uitgevoerd.', en: 'This action was carried out.' },
  dropped: { nl: 'Deze actie is vervallen.', en: 'This action was dropped.' },
  'carried-over': {
    nl: 'Deze actie is meegenomen naar het volgende jaar.',
    en: 'This action was carried over to the next year.',
  },
}

/** The state of a decision that an agreement, a plan or a verdict should rest on. */
export const decisionStandings: Standings<'adopted' | 'rejected' | 'put-off' | 'awaiting-ratification'> = {
  adopted: { nl: 'Dit besluit is van een andere wijkraad.', en: 'This decision is another council’s.' },
  rejected: { nl: 'Dit voorstel is verworpen.', en: 'This proposal was rejected.' },
  'put-off': { nl: 'Dit besluit is uitgesteld.', en: 'This decision was put off.' },
  'awaiting-ratification': {
    nl: 'Dit besluit moet nog worden bekrachtigd.',
    en: 'This decision has still to be ratified.',
  },
}
export const alarmStandings: Standings<Alarm['status']> = {
  waiting: { nl: 'Dit alarm wacht op antwoord.', en: 'This alarm waits for an answer.' },
  answered: { nl: 'Dit alarm is beantwoord.', en: 'This alarm has been answered.' },
  unanswered: { nl: 'Niemand heeft dit alarm op tijd beantwoord.', en: 'Nobody answered this alarm in time.' },
  solved: { nl: 'De wijkraad heeft dit alarm opgelost verklaard.', en: 'The council has said that this is solved.' },
}
