// The state machine of a lottery among residents. Drawn in docs/state-machines/lottery.md.
import { lotteryChanged } from '../../../events/elections.ts'
import { event } from '../../../events/envelope.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { Lottery } from './lottery.ts'

const { begin, step, machine } = machineOf<Lottery>()

/** No event says whose turn it is. */
const eventFor = ({ electionId, wardCode, number, status }: Lottery) =>
  event(lotteryChanged, `elections/${electionId}/contests/${wardCode}/lotteries/${number}`, {
    electionId,
    wardCode,
    lottery: number,
    status,
  })

export const lotteries = machine('lottery', {
  announce: begin({ to: 'announced', eventFor }),
  post: step({ from: ['announced'], to: 'posted', otherwise: 'pool-posted', eventFor }),
  draw: step({ from: ['posted'], to: 'drawn', otherwise: 'lottery-not-posted', eventFor }),
  'take-turns': step({ from: ['drawn'], to: 'same', otherwise: 'lottery-not-drawn', eventFor }),
  'end-turn': step({ from: ['drawn'], to: 'same', otherwise: 'lottery-not-drawn', eventFor }),
  void: step({ from: ['announced', 'posted'], to: 'void', otherwise: 'lottery-drawn', eventFor }),
})
