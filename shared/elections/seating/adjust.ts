// The number of seats of a ward council, changed within the term by the municipal council (ordinance, article 6a).
import { dateInCity, type Instant, type LocalDate } from '../../kernel/clock.ts'
import type { Taken } from '../../kernel/machine.ts'
import { refuse } from '../../kernel/refusals.ts'
import type { Contest } from '../contests/contest.ts'
import { objectionToAdjustedSeats } from '../contests/seats.ts'
import { contests } from '../machine.ts'
import { offerDueBefore } from '../results/succession.ts'
import type { ElectionRules } from '../rules/election-rules.ts'
import { seats } from './machine.ts'
import { baseOf, isOpen, type Seat } from './seat.ts'
import { objectionToTerm } from './term.ts'

type Decision = {
  readonly seats: number
  readonly reason: string
  readonly decidedOn: LocalDate
  readonly effectiveOn: LocalDate
}
type Rules = Pick<ElectionRules, 'seats' | 'succession'>

const objectionToDates = (
  { decidedOn, effectiveOn }: Decision,
  { termStartsOn, termEndsOn }: Seat,
  isFewer: boolean,
  now: Instant,
) => {
  const today = dateInCity(now)
  const future = [decidedOn, ...(isFewer ? [effectiveOn] : [])].find((day) => day > today)
  if (future !== undefined) return refuse('day-in-the-future', { on: future })
  return effectiveOn < decidedOn || effectiveOn < termStartsOn || effectiveOn >= termEndsOn
    ? refuse('effective-outside-term', { decidedOn, termStartsOn, termEndsOn })
    : undefined
}

/** Seats that are added: vacant from the effective date on, and offered by the result that stands. */
const added = (like: Seat, last: number, number: number, { effectiveOn }: Decision, { succession }: Rules) => {
  const { electionId, wardCode, termStartsOn, termEndsOn, isTermEndFixed } = like
  return Array.from({ length: number }, (_, index) =>
    seats.begin('fall-vacant', {
      ...{ electionId, wardCode, termStartsOn, termEndsOn, isTermEndFixed, mandates: [], lots: [], voidedLots: [] },
      number: last + index + 1,
      vacantOn: effectiveOn,
      because: 'added-by-decision',
      passedOver: [],
      offerBefore: offerDueBefore(effectiveOn, succession),
    }),
  )
}

/** Vacant seats that fall away, the last ones first. */
const fallen = (all: readonly Seat[], number: number): readonly Taken<Seat>[] =>
  all
    .filter(isOpen)
    .toSorted((a, b) => b.number - a.number)
    .slice(0, number)
    .map((seat) => {
      const gone = seats.take('fall-away', seat, baseOf)
      if (gone.refused) throw new Error('The vacant seat cannot take the step fall-away')
      return gone
    })

/** The decision, recorded with the contest, and what it does to the seats. Nobody who holds or is offered a seat loses it. */
export const adjustSeats = (contest: Contest, all: readonly Seat[], rules: Rules, decision: Decision, now: Instant) => {
  const current = all.filter(({ status }) => status !== 'ended')
  const [like] = current
  if (contest.status !== 'established') return refuse('result-not-established', { status: contest.status })
  if (like === undefined) return refuse('term-over', { termStartsOn: contest.termStartsOn })
  const { seats: to, reason, decidedOn, effectiveOn } = decision
  const from = current.length
  const members = current.filter((seat) => !isOpen(seat)).length
  const objection =
    objectionToTerm(like, now) ??
    (to === from ? refuse('seats-already-so', { seats: from }) : undefined) ??
    objectionToAdjustedSeats(to, members, rules.seats) ??
    objectionToDates(decision, like, to < from, now)
  if (objection) return objection
  const adjustment = { from, to, reason, decidedOn, effectiveOn, recordedAt: now }
  const taken = contests.take('adjust-seats', contest, (it) => ({
    ...it,
    adjustments: [...it.adjustments, adjustment],
  }))
  if (taken.refused) return taken
  const last = Math.max(...all.map(({ number }) => number))
  const steps: readonly Taken<Seat>[] =
    to > from ? added(like, last, to - from, decision, rules) : fallen(current, from - to)
  return { refused: false as const, taken, steps }
}
