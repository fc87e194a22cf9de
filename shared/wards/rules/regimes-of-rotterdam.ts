// The three regimes for resident initiatives that the city has had. Values without a source are listed under `assumed`.
import { InitiativeRules } from './initiative-rules.ts'

const weeks = (count: number) => count * 7
const euros = (amount: number) => amount * 100

/** R1, 17 March to 31 December 2022: residents vote on large initiatives, in two rounds. */
const votingRounds = InitiativeRules.parse({
  regime: 'R1 voting rounds',
  validFrom: '2022-03-17',
  smallUpToCents: euros(2_500),
  maximumCents: euros(20_000),
  small: {
    decidedBy: 'municipality',
    handling: 'continuous',
    advisedBy: ['opzoomer-mee'],
    mandateConditions: null,
    decisionTermDays: weeks(4),
    longestTermDays: null,
  },
  large: {
    decidedBy: 'residents',
    handling: 'rounds',
    advisedBy: ['ward-council'],
    mandateConditions: null,
    decisionTermDays: null,
    longestTermDays: null,
  },
  // Three votes were planned and published; the system of the first round used one. A minimum was only suggested.
  voting: { isOn: true, votesPerPerson: 3, minimumVotes: 0, minimumAge: 12 },
  leadTimeDays: 0,
  supporters: { required: 0, minimumAge: 12 },
  contactMinimumAge: 18,
  assumed: [
    '/voting/minimumVotes',
    '/voting/minimumAge',
    '/leadTimeDays',
    '/supporters/required',
    '/supporters/minimumAge',
    '/contactMinimumAge',
  ],
  source: 'https://heijplaatonline.com/bewonersinitiatieven/',
})

const decidedByManager = {
  decidedBy: 'ward-manager',
  handling: 'continuous',
  mandateConditions: null,
  decisionTermDays: weeks(6),
  longestTermDays: weeks(20),
}

/** R2, 1 January to 30 September 2023: the ward manager decides; residents no longer vote. */
const wardManagerDecides = InitiativeRules.parse({
  regime: 'R2 ward manager decides',
  validFrom: '2023-01-01',
  smallUpToCents: euros(2_500),
  maximumCents: euros(20_000),
  small: { ...decidedByManager, advisedBy: ['ward-networker', 'opzoomer-mee'] },
  large: { ...decidedByManager, advisedBy: ['ward-networker', 'opzoomer-mee', 'ward-council'] },
  voting: { isOn: false },
  leadTimeDays: weeks(6),
  supporters: { required: 0, minimumAge: 12 },
  contactMinimumAge: 18,
  assumed: ['/supporters/required', '/supporters/minimumAge', '/contactMinimumAge'],
  source: 'https://www.opzoomermee.nl/nieuws_bewonersinitiatieven1/',
})

const decidedByCouncil = {
  decidedBy: 'ward-council',
  handling: 'continuous',
  advisedBy: [],
  // The text that was found gives no term; six weeks by analogy, with one extension after notice.
  decisionTermDays: weeks(6),
  longestTermDays: weeks(12),
}

/** R3, since 1 October 2023: the ward council decides, or the ward manager if the council chose so. */
const wardCouncilDecides = InitiativeRules.parse({
  regime: 'R3 ward council decides',
  validFrom: '2023-10-01',
  smallUpToCents: euros(2_500),
  maximumCents: euros(10_000),
  small: {
    ...decidedByCouncil,
    mandateConditions: {
      nl: 'De wijkraad kan kleine aanvragen aan de wijkmanager overlaten, kan ze inzien en kan bezwaar maken.',
      en: 'The ward council may leave small requests to the ward manager, may inspect them, and may object.',
    },
  },
  large: { ...decidedByCouncil, mandateConditions: null },
  voting: { isOn: false },
  leadTimeDays: weeks(6),
  supporters: { required: 4, minimumAge: 12 },
  contactMinimumAge: 18,
  assumed: [
    '/smallUpToCents',
    '/small/decisionTermDays',
    '/small/longestTermDays',
    '/large/decisionTermDays',
    '/large/longestTermDays',
  ],
  source: 'https://www.rotterdam.nl/regels-bewonersinitiatieven',
})

/** R1, R2 and R3, each valid until the next. */
export const regimesOfRotterdam: readonly InitiativeRules[] = [votingRounds, wardManagerDecides, wardCouncilDecides]
