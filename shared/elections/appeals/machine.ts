// The state machine of an appeal. Drawn in docs/state-machines/appeal.md.
import { event } from '../../../events/envelope.ts'
import { appealChanged } from '../../../events/nominations.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { Appeal } from './appeal.ts'

const tells = ({ electionId, wardCode, id, status }: Appeal) =>
  event(appealChanged, `elections/${electionId}/contests/${wardCode}/appeals/${id}`, {
    ...{ electionId, wardCode, appealId: id, status },
  })

const { begin, step, machine } = machineOf<Appeal>()
const otherwise = 'appeal-decided' as const

export const appeals = machine('appeal', {
  register: begin({ to: 'received', tells }),
  dismiss: step({ from: ['received'], to: 'dismissed', otherwise, tells }),
  'find-inadmissible': step({ from: ['received'], to: 'inadmissible', otherwise, tells }),
  withdraw: step({ from: ['received'], to: 'withdrawn', otherwise, tells }),
  grant: step({ from: ['received'], to: 'granted', otherwise, tells }),
})
