// The rule sets of the two elections so far. Sources: Kiesreglement wijkraden (CVDR664076), the Ordinance
// (CVDR663980), and the city's publications on 2022 and 2026. Values without a source are listed under `assumed`.
import { ElectionRules } from './election-rules.ts'

const common = {
  // Only at polling stations in one's own ward, on paper.
  online: false,
  candidateAge: 16,
  voterAge: 16,
  unknownBirthDay: 'last-possible',
  addressAtNomination: 'optional',
  seats: { fewestSeats: 7, mostSeats: 9, fewestWhenReduced: 5, belowThat: 'lottery' },
  allocation: { method: 'personal', allAtZero: 'electable' },
  succession: {
    offerWithinDays: 14,
    answerWithinDays: 28,
    answerWithinDaysAfterElection: 10,
    listExhausted: 'lottery',
  },
  lottery: { answerWithinDays: 3 },
  count: { unusualPercent: 3, unusualAtLeast: 5, differencePercent: 2, differenceAtLeast: 15, proxiesPerVoter: 2 },
  // Six weeks, as for an objection (Awb 6:7 by analogy).
  recount: {
    orderedBy: ['central-electoral-committee', 'municipal-council', 'court'],
    orderWithinDays: 42,
    takenSeats: 'reviewed',
  },
} as const

const calendar = {
  nominationOpensDays: -72,
  nominationOpensTime: '09:00',
  nominationClosesDays: -58,
  nominationClosesTime: '15:00',
  sessionDays: -54,
  ballotLotDays: -54,
  appealDays: -48,
  residencyDays: -44,
  earlyVotingDays: -2,
  pollingOpensTime: '07:30',
  pollingClosesTime: '21:00',
  resultDays: 7,
  term: { nth: 4, weekday: 3, years: 4, runsOn: true },
} as const

const assumedInBoth = [
  '/calendar/nominationOpensDays',
  '/calendar/nominationOpensTime',
  '/calendar/appealDays',
  '/calendar/residencyDays',
  '/calendar/pollingOpensTime',
  '/calendar/pollingClosesTime',
  '/calendar/term/runsOn',
  '/unknownBirthDay',
  '/addressAtNomination',
  '/allocation',
  '/succession',
  '/lottery',
  '/count',
  '/recount',
]

/** Oldest first. */
export const rulesOfRotterdam: readonly ElectionRules[] = [
  ElectionRules.parse({
    ...common,
    name: 'rotterdam-2022',
    validFrom: '2021-11-12',
    calendar,
    lists: false,
    assumed: assumedInBoth,
    source: 'Kiesreglement wijkraden 2022; press releases of 21 and 27 January 2022',
  }),
  ElectionRules.parse({
    ...common,
    name: 'rotterdam-2026',
    validFrom: '2025-10-01',
    // The lists were drawn a week after the session. No early voting was found.
    calendar: { ...calendar, ballotLotDays: -47, earlyVotingDays: 0 },
    lists: true,
    assumed: [...assumedInBoth, '/calendar/earlyVotingDays', '/calendar/resultDays'],
    source: 'Kiesreglement wijkraden, third version; openrijk.nl of January 2026',
  }),
]

/** The rules for an election on this day: the newest that applied. */
export const rulesForPollingOn = (day: string): ElectionRules | undefined =>
  rulesOfRotterdam.findLast(({ validFrom }) => validFrom <= day)
