// The outcomes of the actions of a year in 39 wards: made up, and the same in each run. Only the totals are the city's: in 2023
// there were 1,400 actions, of which 62 % were realised, 3 % dropped and 35 % continuing ([J23], [PAK] in docs/sources.md).
import { numbersFrom } from '../election-2022/supply.ts'

export type Outcome = 'realised' | 'dropped' | 'continuing'
type Verdict = 'realised' | 'dropped' | 'partly' | 'not' | 'carried-over'
/** Days from the first day of the review. 21 is the last day of the term; `undefined` means never. */
type AnswerDay = number | undefined

export type PlannedAction = {
  readonly ward: string
  readonly title: string
  readonly department: string
  readonly outcome: Outcome
  /** One for each review in which the action is asked about. */
  readonly reviews: readonly { readonly answeredOn: AnswerDay; readonly verdict: Verdict }[]
  /** The rung on which an alarm is answered, and after how many days on it. A rung beyond the last one means never. */
  readonly alarm: {
    readonly rung: number
    readonly day: number
    /** Days from the answer until the council solves the alarm; undefined if it never does. */
    readonly solvedAfter: number | undefined
  }
}

export const departments = ['Stadsbeheer', 'Welzijn', 'Mobiliteit', 'Sport', 'Veiligheid', 'Wonen'] as const
const percentages = { realised: 62, dropped: 3, continuing: 35 } as const

/** The outcomes in these percentages; the remainder continues. */
const outcomesOf = (total: number): readonly Outcome[] => {
  const realised = Math.round((total * percentages.realised) / 100)
  const dropped = Math.round((total * percentages.dropped) / 100)
  return Array.from({ length: total }, (_, place) =>
    place < realised ? 'realised' : place < realised + dropped ? 'dropped' : 'continuing',
  )
}

/** This many actions, spread evenly over the wards. */
export const planOf = (wards: readonly string[], total: number): readonly PlannedAction[] => {
  const next = numbersFrom(`agreements ${total}`)
  const below = (limit: number) => Math.floor(next() * limit)
  const shuffled = outcomesOf(total)
    .map((outcome) => ({ outcome, key: next() }))
    .toSorted((a, b) => a.key - b.key)
  const answerDay = (): AnswerDay => {
    const kind = next()
    if (kind < 0.7) return 3 + below(19)
    // Late answers are given before the meeting, which is on the evening of day 23.
    return kind < 0.85 ? 22 + below(2) : undefined
  }
  return shuffled.map(({ outcome }, place) => {
    const final = outcome === 'continuing' ? undefined : 1 + below(3)
    const asked = final ?? 3
    const reviews = Array.from({ length: asked }, (_, index) => {
      const isLast = index + 1 === asked
      const open: Verdict = next() < 0.6 ? 'partly' : 'not'
      const goesOn: Verdict = next() < 0.5 ? 'carried-over' : open
      const last: Verdict = outcome === 'continuing' ? goesOn : outcome
      return { answeredOn: answerDay(), verdict: isLast ? last : open }
    })
    return {
      ward: wards[place % wards.length] ?? '',
      title: `Actie ${place + 1} (verzonnen)`,
      department: departments[below(departments.length)] ?? departments[0],
      outcome,
      reviews,
      alarm: { rung: below(6), day: 1 + below(12), solvedAfter: next() < 0.5 ? 1 + below(20) : undefined },
    }
  })
}
