// Refusals of results and recounts.
import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { contestStandings } from '../standings.ts'

export const resultRefusals = {
  'recount-not-ended': {
    status: 409,
    title: {
      nl: 'De stemmen worden opnieuw geteld en de eerdere uitslag geldt nog. Maak eerst de hertelling af.',
      en: 'The votes are being counted again, and the earlier result still stands. Finish the recount first.',
    },
  },
  'recount-not-possible': {
    status: 409,
    title: { nl: 'Een hertelling kan nu niet.', en: 'A recount is not possible now.' },
    standings: contestStandings,
  },
  'recount-not-in-rules': {
    status: 409,
    rule: rulesBehind.recount,
    title: {
      nl: 'Volgens de regels van deze verkiezing kan dit orgaan geen hertelling opdragen.',
      en: 'By the rules of this election this body cannot order a recount.',
    },
  },
  'recount-too-late': {
    status: 409,
    rule: rulesBehind.recount,
    title: {
      nl: 'De termijn voor een hertelling is voorbij.',
      en: 'The term for a recount is over.',
    },
  },
  'nothing-recounted': {
    status: 409,
    title: {
      nl: 'Er is een hertelling opgedragen en nog niets opnieuw geteld. Open eerst een zitting van de telling.',
      en: 'A recount was ordered and nothing has been counted again. Open a session of counting first.',
    },
  },
  'recount-going-on': {
    status: 409,
    title: {
      nl: 'De stemmen worden opnieuw geteld. Bied de zetel aan als de nieuwe uitslag er is.',
      en: 'The votes are being counted again. Offer the seat once the new result is there.',
    },
  },
  'result-not-proposed': {
    status: 409,
    title: { nl: 'Vaststellen of teruggeven kan nu niet.', en: 'It cannot be established or returned now.' },
    standings: contestStandings,
  },
  'same-officer': {
    status: 409,
    title: {
      nl: 'U legde deze uitslag klaar. Een collega stelt hem vast.',
      en: 'You proposed this result. A colleague establishes it.',
    },
  },
  'result-needs-review': {
    status: 409,
    rule: rulesBehind.review,
    title: {
      nl: 'Twee medewerkers moeten eerst elke stap van deze uitslag nakijken.',
      en: 'Two officers must check every step of this result first.',
    },
  },
  'review-not-needed': {
    status: 409,
    title: { nl: 'Deze uitslag hoeft niemand meer na te kijken.', en: 'Nobody needs to check this result any more.' },
  },
  'reviewed-already': {
    status: 409,
    title: {
      nl: 'U keek deze uitslag al na. De tweede keer is voor een collega.',
      en: 'You checked this result already. The second check is for a colleague.',
    },
  },
  'result-not-established': {
    status: 404,
    title: { nl: 'Er is geen vastgestelde uitslag te zien.', en: 'There is no established result to see.' },
    standings: contestStandings,
  },
} as const satisfies RefusalCatalogue
