// The review of a seat after a recount: an officer decides whether who does not win it by the new result leaves it.
import { dateInCity, type Instant, type LocalDate } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/refusals.ts'
import { nextInLine } from '../results/succession.ts'
import type { ElectionRules } from '../rules/election-rules.ts'
import { vacated } from './fill.ts'
import { type Around, lineOf, passedFor } from './line.ts'
import { seats } from './machine.ts'
import { mandatesLeft, type Seat, type SeatIn } from './seat.ts'
import { objectionToTerm } from './term.ts'

type Review = { readonly outcome: 'stays' | 'leaves'; readonly decidedOn: LocalDate }
type InReview = SeatIn<'in-review'>

/** The holder stays only if the seat would be offered to them next: nobody who comes before them may be passed over. */
const objectionToStay = (it: InReview, around: Around) => {
  const passedOver = 'passedOver' in it.was ? it.was.passedOver : []
  const passed = passedFor(passedOver, around)
  passed.delete(it.nominationId)
  const next = nextInLine(lineOf(it, around), passed, 1)
  const first = next.kind === 'ask' ? next.candidates[0] : undefined
  return first === it.nominationId ? undefined : refuse('another-comes-first', { seat: it.number })
}

const restored = ({ reviewedFrom: _, was: __, ...it }: InReview) => it

const stays = (seat: Seat, around: Around) => {
  if (seat.status !== 'in-review') return refuse('seat-not-in-review', { status: seat.status })
  const { was } = seat
  switch (was.status) {
    case 'accepted': {
      const { status: _, ...before } = was
      return seats.take('keep-accepted', seat, (it) => objectionToStay(it, around) ?? { ...restored(it), ...before })
    }
    case 'admitted':
      return seats.take(
        'keep-admitted',
        seat,
        (it) => objectionToStay(it, around) ?? { ...restored(it), admittedAt: was.admittedAt },
      )
    case 'taken':
      return seats.take(
        'keep-taken',
        seat,
        (it) => objectionToStay(it, around) ?? { ...restored(it), takenOn: was.takenOn },
      )
    default:
      return was satisfies never
  }
}

/** The mandate ends on the day of the decision; the seat is vacant, and the next by the new result is asked. */
const leaves = (seat: Seat, decidedOn: LocalDate, terms: ElectionRules['succession'], now: Instant) =>
  seats.take('lose-in-review', seat, (it) => {
    const since = dateInCity(it.reviewedFrom)
    if (decidedOn > dateInCity(now)) return refuse('day-in-the-future', { on: decidedOn })
    if (decidedOn < since) return refuse('before-review', { since })
    const because = 'result-superseded'
    const wasTaken = it.was.status === 'taken'
    const vacantOn = wasTaken || decidedOn > it.termStartsOn ? decidedOn : it.termStartsOn
    const passedOver = 'passedOver' in it.was ? it.was.passedOver : []
    const mandates = wasTaken ? mandatesLeft(it, { on: decidedOn, because }) : it.mandates
    return { ...vacated(it, { vacantOn, because, from: decidedOn, passedOver }, terms), mandates }
  })

/** The decision of an officer about a seat in review. */
export const reviewSeat = (
  seat: Seat,
  { outcome, decidedOn }: Review,
  around: Around,
  terms: ElectionRules['succession'],
  now: Instant,
) => objectionToTerm(seat, now) ?? (outcome === 'stays' ? stays(seat, around) : leaves(seat, decidedOn, terms, now))
