import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { ruleSetRefusals } from '../rule-sets/refusals.ts'
import { actionStandings, agreementStandings, alarmStandings, decisionStandings } from './standings.ts'

/** Every refusal of the agreements context that the API can give. */
export const agreementsRefusals = {
  ...ruleSetRefusals,
  'text-not-found': {
    status: 404,
    title: { nl: 'Deze versie van de tekst bestaat niet.', en: 'There is no such version of the text.' },
  },
  'action-not-found': { status: 404, title: { nl: 'Deze actie bestaat niet.', en: 'There is no such action.' } },
  'period-empty': {
    status: 409,
    title: {
      nl: 'Het akkoord eindigt voordat het begint. Kies een latere einddatum.',
      en: 'The agreement ends before it begins. Choose a later last day.',
    },
  },
  'text-fixed': {
    status: 409,
    title: { nl: 'U kunt de tekst nu niet wijzigen.', en: 'The text cannot be changed now.' },
    standings: agreementStandings,
  },
  'not-a-draft': {
    status: 409,
    title: {
      nl: 'Alleen bij een concept vraagt u bewoners om te reageren.',
      en: 'Only on a draft are residents asked to comment.',
    },
    standings: agreementStandings,
  },
  'consultation-too-short': {
    status: 409,
    title: {
      nl: 'Dit is te kort. Kies een latere dag, zodat bewoners genoeg tijd hebben om te reageren.',
      en: 'This is too short. Choose a later day, so that residents have enough time to comment.',
    },
  },
  'no-agreement-rules-then': {
    status: 404,
    title: {
      nl: 'Op die dag golden nog geen regels voor wijkakkoorden.',
      en: 'On that day there were no rules for ward agreements yet.',
    },
  },
  'not-in-consultation': {
    status: 409,
    title: {
      nl: 'Dit kan alleen bij een akkoord waarop bewoners reageren.',
      en: 'This can be done only while residents comment.',
    },
    standings: agreementStandings,
  },
  'consultation-over': {
    status: 409,
    title: { nl: 'De tijd om te reageren is voorbij.', en: 'The time to comment is over.' },
  },
  'consultation-has-poll': {
    status: 409,
    title: {
      nl: 'Bij deze raadpleging wordt al een stemming gehouden.',
      en: 'A poll is held with this consultation already.',
    },
  },
  'poll-outside-consultation': {
    status: 409,
    title: {
      nl: 'De stemming moet later beginnen dan nu, en eerder dan de tijd om te reageren voorbij is. Kies een ander moment.',
      en: 'The poll must open later than now, and before the time to comment is over. Choose another moment.',
    },
  },
  'ward-without-register-figure': {
    status: 409,
    title: {
      nl: 'Van deze wijk is niet bekend hoeveel bewoners er zijn. Laat eerst het aantal uit de bevolkingsadministratie vastleggen.',
      en: 'It is not known how many residents this ward has. Have the figure of the population register recorded first.',
    },
  },
  'consultation-poll-cannot-be-held': {
    status: 409,
    title: {
      nl: 'Deze stemming kan niet worden gehouden. Herstel eerst wat hieronder staat.',
      en: 'This poll cannot be held. First correct what is named below.',
    },
  },
  'consultation-open': {
    status: 409,
    title: {
      nl: 'Bewoners kunnen nog reageren. Wacht tot die tijd voorbij is.',
      en: 'Residents can still comment. Wait until that time is over.',
    },
  },
  'not-in-costing': {
    status: 409,
    title: {
      nl: 'Alleen een akkoord dat is begroot, kunt u vaststellen.',
      en: 'Only an agreement that was costed can be adopted.',
    },
    standings: agreementStandings,
  },
  'not-adopted-in-formal-meeting': {
    status: 409,
    title: {
      nl: 'Alleen een besluit uit een formele vergadering van deze wijkraad telt.',
      en: 'Only a decision of a formal meeting of this council counts.',
    },
    standings: decisionStandings,
  },
  'decision-about-something-else': {
    status: 409,
    title: {
      nl: 'Dit besluit gaat niet hierover. Zet een punt op de agenda dat over dit wijkakkoord gaat.',
      en: 'This decision is about something else. Put an item on the agenda that is about this agreement.',
    },
  },
  'not-costed': {
    status: 409,
    title: {
      nl: 'Niet elke actie is begroot. Vraag eerst wat de actie kost.',
      en: 'Not every action has been costed. First ask what the action costs.',
    },
  },
  'actions-undecided': {
    status: 409,
    title: {
      nl: 'Er zijn nog voorgestelde acties. Neem elke actie op, of leg hem met een reden terzijde.',
      en: 'There are still proposed actions. Take up each of them, or set it aside with a reason.',
    },
  },
  'not-to-be-signed': {
    status: 409,
    title: { nl: 'U kunt het nu niet tekenen.', en: 'It cannot be signed now.' },
    standings: agreementStandings,
  },
  'signed-already': {
    status: 409,
    title: { nl: 'Uw partij heeft al getekend.', en: 'Your party has signed already.' },
  },
  'not-signed': {
    status: 409,
    title: {
      nl: 'Alleen wat alle drie de partijen hebben getekend, kunt u publiceren.',
      en: 'Only what all three parties have signed can be published.',
    },
    standings: agreementStandings,
  },
  'not-in-force': {
    status: 409,
    title: { nl: 'Dit kan alleen met een akkoord dat geldt.', en: 'This can be done only with an agreement in force.' },
    standings: agreementStandings,
  },
  'published-already': {
    status: 409,
    title: { nl: 'U kunt het niet meer intrekken.', en: 'It cannot be withdrawn any more.' },
    standings: agreementStandings,
  },
  'no-such-year': {
    status: 409,
    title: { nl: 'Dit akkoord heeft zo’n jaar niet.', en: 'This agreement has no such year.' },
  },
  'due-outside-year': {
    status: 409,
    title: {
      nl: 'Deze datum valt buiten dat jaar van het akkoord.',
      en: 'This date lies outside that year of the agreement.',
    },
  },
  'plan-not-open': {
    status: 409,
    title: { nl: 'U kunt er nu geen acties aan toevoegen.', en: 'No actions can be added to it now.' },
    standings: agreementStandings,
  },
  'too-many-actions': {
    status: 409,
    title: { nl: 'Dit jaarplan is vol.', en: 'The plan of this year is full.' },
  },
  'not-proposed': {
    status: 409,
    title: {
      nl: 'Dit kan alleen met een actie die is voorgesteld.',
      en: 'This can be done only with a proposed action.',
    },
    standings: actionStandings,
  },
  'nothing-to-report': {
    status: 409,
    title: { nl: 'Er valt nu niets over te melden.', en: 'There is nothing to report on it now.' },
    standings: actionStandings,
  },
  'too-many-notes': {
    status: 409,
    title: { nl: 'Bij deze actie passen geen meldingen meer.', en: 'This action has room for no more notes.' },
  },
  'not-to-be-judged': {
    status: 409,
    title: { nl: 'De wijkraad kan er nu niet over oordelen.', en: 'The council cannot judge it now.' },
    standings: actionStandings,
  },
  'too-many-verdicts': {
    status: 409,
    title: {
      nl: 'Bij deze actie passen geen oordelen meer. U kunt haar nog meenemen naar het volgende jaar.',
      en: 'This action has room for no more verdicts. It can still be carried over to the next year.',
    },
  },
  'review-not-found': {
    status: 404,
    title: { nl: 'Deze voortgangsronde bestaat niet.', en: 'There is no such review.' },
  },
  'report-not-published': {
    status: 404,
    title: { nl: 'Het verslag is nog niet gepubliceerd.', en: 'The report has not been published yet.' },
  },
  'alarm-not-found': { status: 404, title: { nl: 'Dit alarm bestaat niet.', en: 'There is no such alarm.' } },
  'arrangement-not-found': {
    status: 404,
    title: { nl: 'Deze afspraak staat niet in de tekst.', en: 'There is no such arrangement in the text.' },
  },
  'alarm-solved': {
    status: 409,
    title: { nl: 'Dit kan nu niet meer.', en: 'This cannot be done any more.' },
    standings: alarmStandings,
  },
  'alarm-not-answered': {
    status: 409,
    title: { nl: 'Alleen een antwoord kunt u afwijzen.', en: 'Only an answer can be rejected.' },
    standings: alarmStandings,
  },
  'alarm-has-to-climb': {
    status: 409,
    title: { nl: 'Dit alarm gaat net naar de volgende trede.', en: 'This alarm is just going to the next rung.' },
  },
  'not-asked-to-answer': {
    status: 409,
    title: { nl: 'Aan u is bij dit alarm nog niets gevraagd.', en: 'This alarm has not reached you yet.' },
  },
  'too-many-answers': {
    status: 409,
    title: { nl: 'Bij dit alarm passen geen antwoorden meer.', en: 'This alarm has room for no more answers.' },
  },
} as const satisfies RefusalCatalogue
