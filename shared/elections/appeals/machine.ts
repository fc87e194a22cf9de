// The state machine of an appeal. Drawn in docs/state-machines/appeal.md.
import { event } from '../../../events/envelope.ts'
import { appealChanged } from '../../../events/nominations.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { Appeal } from './appeal.ts'

const eventFor = ({ electionId, wardCode, id, status }: Appeal) =>
  event(appealChanged, `elections/${electionId}/contests/${wardCode}/appeals/${id}`, {
    ...{ electionId, wardCode, appealId: id, status },
  })

const { begin, step, machine } = machineOf<Appeal>()
const otherwise = 'appeal-decided' as const

export const appeals = machine('appeal', {
  register: begin({ to: 'received', eventFor }),
  dismiss: step({ from: ['received'], to: 'dismissed', otherwise, eventFor }),
  'find-inadmissible': step({ from: ['received'], to: 'inadmissible', otherwise, eventFor }),
  withdraw: step({ from: ['received'], to: 'withdrawn', otherwise, eventFor }),
  grant: step({ from: ['received'], to: 'granted', otherwise, eventFor }),
})
