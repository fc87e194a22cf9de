// The expected alarms and shares of a plan, calculated from dates only, without code of the product. The calculation ignores that
// jobs run late, twice or never, because the result must not depend on it.
import type { Outcome, PlannedAction } from './plan.ts'

/** The first days of the three reviews of a year. */
export type Reviews = readonly [string, string, string]

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The addressees in the order of the ladder, each with its term in weeks. */
const ladder = [
  ['ward-manager', 2],
  ['department-director', 3],
  ['adopting-alderman', 4],
  ['college', 6],
  ['municipal-council-committee', 6],
] as const

type RungByHand = { readonly addressee: string; readonly from: string; readonly endsOn: string }
type AlarmByHand = {
  readonly ward: string
  readonly title: string
  readonly status: 'waiting' | 'answered' | 'unanswered' | 'solved'
  readonly rungs: readonly RungByHand[]
  readonly answeredOn: string | undefined
  readonly solvedOn: string | undefined
}

/** The last day to answer a review: owners have three weeks. */
export const answerBy = (begins: string): string => plusDays(begins, 21)

/** An alarm raised on an action on a certain day, as it is at the end of a later day. */
const alarmFrom = ({ ward, title, alarm }: PlannedAction, raisedOn: string, today: string): AlarmByHand => {
  const rungs: RungByHand[] = []
  let from = raisedOn
  for (const [addressee, weeks] of ladder) {
    if (from > today) break
    const endsOn = plusDays(from, weeks * 7)
    rungs.push({ addressee, from, endsOn })
    if (rungs.length - 1 === alarm.rung) {
      const answeredOn = plusDays(from, alarm.day)
      const solvedOn = alarm.solvedAfter === undefined ? undefined : plusDays(answeredOn, alarm.solvedAfter)
      const isAnswered = answeredOn <= today
      const isSolved = solvedOn !== undefined && solvedOn <= today
      return {
        ...{ ward, title, rungs, answeredOn: isAnswered ? answeredOn : undefined },
        status: isSolved ? 'solved' : isAnswered ? 'answered' : 'waiting',
        solvedOn: isSolved ? solvedOn : undefined,
      }
    }
    from = plusDays(endsOn, 1)
  }
  const status = from <= today ? 'unanswered' : 'waiting'
  return { ward, title, rungs, status, answeredOn: undefined, solvedOn: undefined }
}

/** The alarms on an action. An owner who lets a term pass causes one, unless an earlier alarm has not been solved. */
export const alarmsOn = (action: PlannedAction, reviews: Reviews, today: string): readonly AlarmByHand[] => {
  const raised: AlarmByHand[] = []
  for (const [place, { answeredOn }] of action.reviews.entries()) {
    const begins = reviews[place] ?? ''
    const silentFrom = plusDays(answerBy(begins), 1)
    if ((answeredOn !== undefined && answeredOn <= 21) || silentFrom > today) continue
    const before = raised.at(-1)
    const stands = before !== undefined && (before.solvedOn === undefined || before.solvedOn >= silentFrom)
    if (!stands) raised.push(alarmFrom(action, silentFrom, today))
  }
  return raised
}

/** Numbers of outcomes and rounded percentages. */
export const sharesByHand = (actions: readonly PlannedAction[]) => {
  const numberOf = (outcome: Outcome) => actions.filter((action) => action.outcome === outcome).length
  const share = (outcome: Outcome) => Math.round((100 * numberOf(outcome)) / actions.length)
  const [realised, dropped, continuing] = [numberOf('realised'), numberOf('dropped'), numberOf('continuing')]
  return {
    ...{ actions: actions.length, realised, dropped, continuing },
    percentages:
      actions.length === 0
        ? undefined
        : { realised: share('realised'), dropped: share('dropped'), continuing: share('continuing') },
  }
}
