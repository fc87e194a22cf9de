// What one ward agrees on in four years, and the outcomes. The data are made up. An action that is carried over occurs in the next
// year under the same title.
import type { PlannedAction } from './plan.ts'

const ward = 'pernis'
/** For actions on which no alarm is raised. */
const quiet = { rung: 0, day: 1, solvedAfter: undefined }
type Planned = Omit<PlannedAction, 'ward' | 'alarm'> & Partial<Pick<PlannedAction, 'alarm'>>
const action = (planned: Planned): PlannedAction => ({ ward, alarm: quiet, ...planned })

export const firstYear = 2026
/** The actions of each year. `answeredOn` counts days from the first day of a review; 21 is the last day of the term. */
export const years: readonly (readonly PlannedAction[])[] = [
  [
    action({
      ...{ title: 'Speeltuin', department: 'Stadsbeheer', outcome: 'realised' },
      reviews: [{ answeredOn: 4, verdict: 'realised' }],
    }),
    action({
      ...{ title: 'Taalcafé', department: 'Welzijn', outcome: 'continuing' },
      // Late in the first review: the ward manager answers the alarm, and the council solves it.
      alarm: { rung: 0, day: 6, solvedAfter: 3 },
      reviews: [
        { answeredOn: 22, verdict: 'partly' },
        { answeredOn: 21, verdict: 'partly' },
        { answeredOn: 8, verdict: 'carried-over' },
      ],
    }),
    action({
      ...{ title: 'Licht op het fietspad', department: 'Mobiliteit', outcome: 'dropped' },
      // Never answered: the alarm climbs to the college. It is still open at the second review, which raises no other alarm.
      alarm: { rung: 3, day: 20, solvedAfter: 45 },
      reviews: [
        { answeredOn: undefined, verdict: 'not' },
        { answeredOn: undefined, verdict: 'not' },
        { answeredOn: 9, verdict: 'dropped' },
      ],
    }),
  ],
  [
    action({
      ...{ title: 'Taalcafé', department: 'Welzijn', outcome: 'realised' },
      reviews: [
        { answeredOn: 10, verdict: 'partly' },
        { answeredOn: 3, verdict: 'realised' },
      ],
    }),
    action({
      ...{ title: 'Buurtmoestuin', department: 'Wonen', outcome: 'continuing' },
      // Not answered twice, and the first alarm was solved in between: two alarms.
      alarm: { rung: 1, day: 5, solvedAfter: 7 },
      reviews: [
        { answeredOn: undefined, verdict: 'not' },
        { answeredOn: undefined, verdict: 'not' },
        { answeredOn: 12, verdict: 'carried-over' },
      ],
    }),
  ],
  [
    action({
      ...{ title: 'Buurtmoestuin', department: 'Wonen', outcome: 'realised' },
      reviews: [{ answeredOn: 15, verdict: 'realised' }],
    }),
    action({
      ...{ title: 'Buurtpreventie', department: 'Veiligheid', outcome: 'continuing' },
      reviews: [
        { answeredOn: 7, verdict: 'partly' },
        { answeredOn: 7, verdict: 'partly' },
        { answeredOn: 7, verdict: 'partly' },
      ],
    }),
  ],
  [
    action({
      ...{ title: 'Trapveldje', department: 'Sport', outcome: 'continuing' },
      // The last review begins on the day after the agreement ends, so the action is carried over to the next agreement.
      reviews: [
        { answeredOn: 5, verdict: 'partly' },
        { answeredOn: 5, verdict: 'partly' },
        { answeredOn: 5, verdict: 'carried-over' },
      ],
    }),
  ],
]

/** Whether an action is in the plan of this year because it was carried over from the year before. */
export const isCarriedOver = (year: number, title: string): boolean =>
  (years[year - 1 - firstYear] ?? []).some((each) => each.title === title)
