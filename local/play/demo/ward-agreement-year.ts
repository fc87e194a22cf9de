// The year of `npm run demo -- agreement`: the promises, the council's verdicts, and the expected numbers, computed by hand.

export const memberNames = ['A. Bakker', 'B. Çelik', 'C. Dors', 'D. El Amrani', 'E. Faria']

type Verdict = 'realised' | 'partly' | 'not' | 'dropped'
type PlannedAction = {
  readonly title: string
  readonly text: string
  readonly department: string
  readonly budgetCents: number
  /** The verdicts of the council, review after review. */
  readonly verdicts: readonly Verdict[]
}

/** The department that never answers a review. */
export const silentDepartment = 'Mobiliteit'

export const plannedActions: readonly PlannedAction[] = [
  {
    ...{ title: 'Speeltuin', text: 'Een speeltuin op het plein.', department: 'Stadsbeheer' },
    ...{ budgetCents: 7_500_000, verdicts: ['realised'] },
  },
  {
    ...{ title: 'Bankjes', text: 'Twaalf bankjes in de schaduw.', department: 'Stadsbeheer' },
    ...{ budgetCents: 1_250_000, verdicts: ['partly', 'realised'] },
  },
  {
    ...{ title: 'Taalcafé', text: 'Elke week een taalcafé.', department: 'Welzijn' },
    ...{ budgetCents: 900_000, verdicts: ['partly', 'partly', 'partly'] },
  },
  {
    ...{ title: 'Buurtmoestuin', text: 'Een moestuin achter de school.', department: 'Welzijn' },
    ...{ budgetCents: 400_000, verdicts: ['not', 'dropped'] },
  },
  {
    ...{ title: 'Licht op het fietspad', text: 'Lantaarns langs het fietspad.', department: silentDepartment },
    ...{ budgetCents: 3_000_000, verdicts: ['not', 'not', 'realised'] },
  },
]

export const comments = [
  'Graag ook een hek om de speeltuin.',
  'Fijn dat er bankjes komen.',
  'Het fietspad is echt te donker.',
]

/** Computed by hand from the list above. */
export const byHand = {
  budgetCents: 13_050_000,
  comments: 3,
  /** The number of actions in each review: realised and dropped actions are not asked about again. */
  asked: [5, 4, 2],
  answered: [4, 3, 1],
  alarms: 1,
  rungs: 'ward-manager, department-director, adopting-alderman, college',
  shares: '3 realised, 1 dropped, 1 continuing',
} as const
