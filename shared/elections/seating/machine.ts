// The state machine of a seat. Drawn in docs/state-machines/seat.md.
import { seatChanged } from '../../../events/elections.ts'
import { event } from '../../../events/envelope.ts'
import { machineOf } from '../../kernel/machine.ts'
import { holderOf, type Seat } from './seat.ts'

const tells = (after: Seat) => {
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
  fall: begin({ to: 'offered', tells }),
  'fall-vacant': begin({ to: 'vacant', tells }),
  accept: step({ from: ['offered'], to: 'accepted', otherwise: 'seat-not-offered', tells }),
  decline: step({ from: ['offered'], to: 'vacant', otherwise: 'seat-not-offered', tells }),
  lapse: step({ from: ['offered'], to: 'vacant', otherwise: 'seat-not-offered', tells }),
  admit: step({ from: ['accepted'], to: 'admitted', otherwise: 'seat-not-accepted', tells }),
  'refuse-admission': step({ from: ['accepted'], to: 'vacant', otherwise: 'seat-not-accepted', tells }),
  take: step({ from: ['admitted'], to: 'taken', otherwise: 'member-not-admitted', tells }),
  leave: step({ from: ['admitted', 'taken', 'in-review'], to: 'vacant', otherwise: 'seat-not-held', tells }),
  offer: step({ from: ['vacant'], to: 'offered', otherwise: 'seat-not-vacant', tells }),
  'await-lot': step({ from: ['vacant'], to: 'lot-needed', otherwise: 'seat-not-vacant', tells }),
  'draw-lot': step({ from: ['lot-needed'], to: 'vacant', otherwise: 'lot-not-needed', tells }),
  exhaust: step({ from: ['vacant'], to: 'exhausted', otherwise: 'seat-not-vacant', tells }),
  reopen: step({ from: ['exhausted'], to: 'vacant', otherwise: 'seat-not-exhausted', tells }),
  ask: step({ from: ['exhausted'], to: 'asked', otherwise: 'seat-not-exhausted', tells }),
  'accept-draw': step({ from: ['asked'], to: 'accepted', otherwise: 'nobody-asked', tells }),
  'end-draw': step({ from: ['asked'], to: 'exhausted', otherwise: 'nobody-asked', tells }),
  'leave-vacant': step({ from: ['exhausted'], to: 'same', otherwise: 'seat-not-exhausted', tells }),
  // What a recount does to the seats of the result that it superseded.
  'offer-to-winner': step({ from: awaited, to: 'offered', otherwise: 'seat-not-vacant', tells }),
  'withdraw-offer': step({ from: ['offered'], to: 'vacant', otherwise: 'seat-not-offered', tells }),
  'void-needed-lot': step({ from: ['lot-needed'], to: 'vacant', otherwise: 'lot-not-needed', tells }),
  'void-lots': step({ from: standing, to: 'same', otherwise: 'seat-ended', tells }),
  'put-in-review': step({
    from: ['accepted', 'admitted', 'taken'],
    to: 'in-review',
    otherwise: 'seat-not-held',
    tells,
  }),
  'keep-accepted': step({ from: ['in-review'], to: 'accepted', otherwise: 'seat-not-in-review', tells }),
  'keep-admitted': step({ from: ['in-review'], to: 'admitted', otherwise: 'seat-not-in-review', tells }),
  'keep-taken': step({ from: ['in-review'], to: 'taken', otherwise: 'seat-not-in-review', tells }),
  'lose-in-review': step({ from: ['in-review'], to: 'vacant', otherwise: 'seat-not-in-review', tells }),
  'fall-away': step({ from: ['vacant', 'lot-needed', 'exhausted'], to: 'ended', otherwise: 'seat-not-vacant', tells }),
  'run-on': step({ from: standing, to: 'same', otherwise: 'seat-ended', tells }),
  'move-term': step({ from: standing, to: 'same', otherwise: 'seat-ended', tells }),
  end: step({ from: standing, to: 'ended', otherwise: 'seat-ended', tells }),
})
