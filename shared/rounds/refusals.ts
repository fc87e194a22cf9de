import { initiativeRefusals } from '../initiatives/refusals.ts'
import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { roundStandings, voteStandings } from './standings.ts'

/** Every refusal of the rounds context, in words for a ward manager. */
export const roundRefusals = {
  'round-not-found': { status: 404, title: { nl: 'Deze budgetronde bestaat niet.', en: 'There is no such round.' } },
  'entry-not-found': {
    status: 404,
    title: {
      nl: 'Dit initiatief doet niet mee aan deze ronde.',
      en: 'This initiative does not take part in this round.',
    },
  },
  // Refused by the decisions of initiatives, in the same words.
  'initiative-not-admitted': initiativeRefusals['initiative-not-admitted'],
  'not-decided-by-residents': initiativeRefusals['not-decided-by-residents'],
  'voting-not-in-rules': {
    status: 409,
    title: {
      nl: 'Volgens de regels van deze wijk stemmen bewoners niet over initiatieven.',
      en: 'By the rules of this ward residents do not vote on initiatives.',
    },
  },
  'plan-beyond-rules': {
    status: 409,
    title: {
      nl: 'Het plan past niet binnen de regels van de wijk. Bekijk de genoemde velden.',
      en: 'The plan does not fit the rules of the ward. Check the fields named.',
    },
  },
  'no-register-figure': {
    status: 409,
    title: {
      nl: 'Het aantal inwoners van deze wijk is nog niet vastgelegd. Vraag dat aan het verkiezingsbureau.',
      en: 'Nobody has recorded how many residents this ward has. Ask the election office to do so.',
    },
  },
  'electorate-beyond-register': {
    status: 409,
    title: {
      nl: 'Er kunnen niet meer mensen stemmen dan de wijk inwoners telt.',
      en: 'No more people can vote than the ward has residents.',
    },
  },
  'window-in-the-past': {
    status: 409,
    title: {
      nl: 'De stemming moet in de toekomst opengaan.',
      en: 'Voting must open in the future.',
    },
  },
  'window-not-valid': {
    status: 409,
    title: {
      nl: 'De tijden van de stemming kloppen niet. Bekijk de genoemde velden.',
      en: 'The times of the vote are not right. Check the fields named.',
    },
  },
  'window-too-short': {
    status: 409,
    title: {
      nl: 'De stemming is korter dan de regels van de wijk toestaan.',
      en: 'The vote is shorter than the rules of the ward allow.',
    },
  },
  'entry-above-budget': {
    status: 409,
    title: {
      nl: 'Een initiatief vraagt meer dan het hele budget van de ronde. De regels van de wijk laten dat niet toe.',
      en: 'An initiative asks more than the whole budget of the round. The rules of the ward do not allow it.',
    },
  },
  'round-not-in-draft': {
    status: 409,
    title: { nl: 'Wijzigen kan niet meer.', en: 'It can no longer be changed.' },
    standings: roundStandings,
  },
  'round-not-announced': {
    status: 409,
    title: { nl: 'Verplaatsen kan nu niet.', en: 'It cannot be moved now.' },
    standings: roundStandings,
  },
  'round-already-open': {
    status: 409,
    title: {
      nl: 'Verplaatsen of afzeggen kan niet meer.',
      en: 'It can no longer be moved or called off.',
    },
    standings: voteStandings,
  },
  'round-over': {
    status: 409,
    title: { nl: 'Afzeggen kan niet meer.', en: 'It can no longer be called off.' },
    standings: roundStandings,
  },
  'round-full': {
    status: 409,
    title: {
      nl: 'Er doen al zoveel initiatieven mee als kan.',
      en: 'As many initiatives as possible take part already.',
    },
  },
  'initiative-of-another-ward': {
    status: 409,
    title: { nl: 'Dit initiatief hoort bij een andere wijk.', en: 'This initiative belongs to another ward.' },
  },
  'round-without-initiatives': {
    status: 409,
    title: {
      nl: 'Er doen nog geen initiatieven mee. Voeg er eerst een toe.',
      en: 'No initiatives take part yet. Add one first.',
    },
  },
  'round-without-budget': {
    status: 409,
    title: { nl: 'De ronde heeft geen budget.', en: 'The round has no budget.' },
  },
  'nothing-fits-the-budget': {
    status: 409,
    title: {
      nl: 'Geen van de initiatieven past binnen het budget van de ronde.',
      en: 'None of the initiatives fits the budget of the round.',
    },
  },
  'poll-cannot-be-counted': {
    status: 409,
    title: {
      nl: 'Met deze stemvorm en telregel kan niet worden geteld.',
      en: 'This ballot form and counting rule cannot be counted.',
    },
  },
  'budget-exhausted': {
    status: 409,
    title: {
      nl: 'Er is in het jaarbudget van de wijk niet genoeg over voor deze ronde.',
      en: "Not enough is left of the ward's yearly budget for this round.",
    },
  },
} as const satisfies RefusalCatalogue
