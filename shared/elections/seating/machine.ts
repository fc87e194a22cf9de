// The state machine of a seat. Drawn in docs/state-machines/seat.md.
import { seatChanged } from '../../../events/elections.ts'
import { event } from '../../../events/envelope.ts'
import { machineOf } from '../../kernel/machine.ts'
import { holderOf, type Seat } from './seat.ts'

const eventFor = (after: Seat) => {
  const nominationId = holderOf(after)
  return event(seatChanged, `elections/${after.electionId}/contests/${after.wardCode}/seats/${after.number}`, {
    electionId: after.electionId,
    wardCode: after.wardCode,
    seat: after.number,
    status: after.status,
    ...(nominationId === undefined ? {} : { nominationId }),
  })
}

const { begin, step, machine } = machineOf<Seat>()

const standing = [
  'offered',
  'accepted',
  'admitted',
  'taken',
  'in-review',
  'vacant',
  'lot-needed',
  'exhausted',
  'asked',
] as const
const awaited = ['offered', 'vacant', 'lot-needed', 'exhausted'] as const

export const seats = machine('seat', {
  fall: begin({ to: 'offered', eventFor }),
  'fall-vacant': begin({ to: 'vacant', eventFor }),
  accept: step({ from: ['offered'], to: 'accepted', otherwise: 'seat-not-offered', eventFor }),
  decline: step({ from: ['offered'], to: 'vacant', otherwise: 'seat-not-offered', eventFor }),
  lapse: step({ from: ['offered'], to: 'vacant', otherwise: 'seat-not-offered', eventFor }),
  admit: step({ from: ['accepted'], to: 'admitted', otherwise: 'seat-not-accepted', eventFor }),
  'refuse-admission': step({ from: ['accepted'], to: 'vacant', otherwise: 'seat-not-accepted', eventFor }),
  take: step({ from: ['admitted'], to: 'taken', otherwise: 'member-not-admitted', eventFor }),
  leave: step({ from: ['admitted', 'taken', 'in-review'], to: 'vacant', otherwise: 'seat-not-held', eventFor }),
  offer: step({ from: ['vacant'], to: 'offered', otherwise: 'seat-not-vacant', eventFor }),
  'await-lot': step({ from: ['vacant'], to: 'lot-needed', otherwise: 'seat-not-vacant', eventFor }),
  'draw-lot': step({ from: ['lot-needed'], to: 'vacant', otherwise: 'lot-not-needed', eventFor }),
  exhaust: step({ from: ['vacant'], to: 'exhausted', otherwise: 'seat-not-vacant', eventFor }),
  reopen: step({ from: ['exhausted'], to: 'vacant', otherwise: 'seat-not-exhausted', eventFor }),
  ask: step({ from: ['exhausted'], to: 'asked', otherwise: 'seat-not-exhausted', eventFor }),
  'accept-draw': step({ from: ['asked'], to: 'accepted', otherwise: 'nobody-asked', eventFor }),
  'end-draw': step({ from: ['asked'], to: 'exhausted', otherwise: 'nobody-asked', eventFor }),
  'leave-vacant': step({ from: ['exhausted'], to: 'same', otherwise: 'seat-not-exhausted', eventFor }),
  // Steps after a recount, for the seats of the superseded result.
  'offer-to-winner': step({ from: awaited, to: 'offered', otherwise: 'seat-not-vacant', eventFor }),
  'withdraw-offer': step({ from: ['offered'], to: 'vacant', otherwise: 'seat-not-offered', eventFor }),
  'void-needed-lot': step({ from: ['lot-needed'], to: 'vacant', otherwise: 'lot-not-needed', eventFor }),
  'void-lots': step({ from: standing, to: 'same', otherwise: 'seat-ended', eventFor }),
  'put-in-review': step({
    from: ['accepted', 'admitted', 'taken'],
    to: 'in-review',
    otherwise: 'seat-not-held',
    eventFor,
  }),
  'keep-accepted': step({ from: ['in-review'], to: 'accepted', otherwise: 'seat-not-in-review', eventFor }),
  'keep-admitted': step({ from: ['in-review'], to: 'admitted', otherwise: 'seat-not-in-review', eventFor }),
  'keep-taken': step({ from: ['in-review'], to: 'taken', otherwise: 'seat-not-in-review', eventFor }),
  'lose-in-review': step({ from: ['in-review'], to: 'vacant', otherwise: 'seat-not-in-review', eventFor }),
  'fall-away': step({
    from: ['vacant', 'lot-needed', 'exhausted'],
    to: 'ended',
    otherwise: 'seat-not-vacant',
    eventFor,
  }),
  'run-on': step({ from: standing, to: 'same', otherwise: 'seat-ended', eventFor }),
  'move-term': step({ from: standing, to: 'same', otherwise: 'seat-ended', eventFor }),
  end: step({ from: standing, to: 'ended', otherwise: 'seat-ended', eventFor }),
})
