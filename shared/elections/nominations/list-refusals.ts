import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { collectiveListStandings } from '../standings.ts'

/** Every refusal about collective lists. */
export const listRefusals = {
  'collective-list-not-found': {
    status: 404,
    title: { nl: 'Deze lijst van kandidaten bestaat niet.', en: 'There is no such collective list.' },
  },
  'not-your-list': {
    status: 403,
    title: { nl: 'Iemand anders heeft deze lijst ingeleverd.', en: 'Somebody else handed this list in.' },
  },
  'not-on-this-list': {
    status: 403,
    title: {
      nl: 'U staat niet op deze lijst. Vraag wie de lijst inleverde om uw kandidaatstelling erop te zetten.',
      en: 'You are not on this list. Ask whoever handed it in to put your nomination on it.',
    },
  },
  'on-another-list': {
    status: 409,
    title: {
      nl: 'U staat al op een andere lijst. Ga daar eerst van af.',
      en: 'You stand on another list. Take back your consent there first.',
    },
  },
  'lists-not-in-rules': {
    status: 409,
    rule: rulesBehind.lists,
    title: {
      nl: 'De regels van deze verkiezing kennen geen lijsten. Kandidaten staan er op eigen naam.',
      en: 'The rules of this election have no lists. Candidates stand by themselves.',
    },
  },
  'candidates-not-nominated': {
    status: 409,
    title: {
      nl: 'Zet alleen kandidaten op de lijst die zich in deze wijk hebben gemeld.',
      en: 'Put only candidates on the list who have a nomination in this ward.',
    },
  },
  'list-not-open': {
    status: 409,
    title: { nl: 'Deze lijst kan niet meer worden gewijzigd.', en: 'This list can no longer be changed.' },
    standings: collectiveListStandings,
  },
  'list-gone': {
    status: 409,
    title: { nl: 'Over deze lijst valt niets te beslissen.', en: 'There is nothing to decide about this list.' },
    standings: collectiveListStandings,
  },
  'lists-not-judged': {
    status: 409,
    title: {
      nl: 'Er zijn lijsten waarover nog niet is beslist.',
      en: 'There are collective lists that have not been decided yet.',
    },
  },
} as const satisfies RefusalCatalogue
