// What one ward agrees on in four years, and what becomes of it: made up. An action that is carried over stands in the year after
// under the same title.
import type { PlannedAction } from './plan.ts'

const ward = 'pernis'
/** Nobody has to answer an alarm: there is none. */
const quiet = { rung: 0, day: 1, solvedAfter: undefined }
type Planned = Omit<PlannedAction, 'ward' | 'alarm'> & Partial<Pick<PlannedAction, 'alarm'>>
const action = (planned: Planned): PlannedAction => ({ ward, alarm: quiet, ...planned })

export const firstYear = 2026
/** The actions of each year. Answers are days after the first of a review, of which the 21st is the last in time. */
export const years: readonly (readonly PlannedAction[])[] = [
  [
    action({
      ...{ title: 'Speeltuin', department: 'Stadsbeheer', outcome: 'realised' },
      reviews: [{ answeredOn: 4, verdict: 'realised' }],
    }),
    action({
      ...{ title: 'Taalcafé', department: 'Welzijn', outcome: 'continuing' },
      // Late in the first review: the ward manager answers the alarm, and the council is content.
      alarm: { rung: 0, day: 6, solvedAfter: 3 },
      reviews: [
        { answeredOn: 22, verdict: 'partly' },
        { answeredOn: 21, verdict: 'partly' },
        { answeredOn: 8, verdict: 'carried-over' },
      ],
    }),
    action({
      ...{ title: 'Licht op het fietspad', department: 'Mobiliteit', outcome: 'dropped' },
      // Never an answer: the alarm climbs to the college. It stands over the second review, which raises no other one.
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
      // Silent twice, and the alarm is solved in between: two alarms.
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
      // The last review begins on the day after the agreement: it goes on in the one that succeeds it.
      reviews: [
        { answeredOn: 5, verdict: 'partly' },
        { answeredOn: 5, verdict: 'partly' },
        { answeredOn: 5, verdict: 'carried-over' },
      ],
    }),
  ],
]

/** What stands in the plan of the year after because it was carried over. */
export const isCarriedOver = (year: number, title: string): boolean =>
  (years[year - 1 - firstYear] ?? []).some((each) => each.title === title)
