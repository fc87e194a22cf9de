// The state machine of a collective list; drawn in docs/state-machines/collective-list.md.
import { event } from '../../../events/envelope.ts'
import { collectiveListChanged } from '../../../events/nominations.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { CollectiveList } from './collective-list.ts'

const eventFor = ({ electionId, wardCode, id, status }: CollectiveList) =>
  event(collectiveListChanged, `elections/${electionId}/contests/${wardCode}/collective-lists/${id}`, {
    ...{ electionId, wardCode, listId: id, status },
  })

const { begin, step, machine } = machineOf<CollectiveList>()
const whileOpen = { from: ['submitted'], to: 'same', otherwise: 'list-not-open', eventFor } as const

export const collectiveLists = machine('collective-list', {
  submit: begin({ to: 'submitted', eventFor }),
  amend: step(whileOpen),
  consent: step(whileOpen),
  'withdraw-consent': step(whileOpen),
  withdraw: step({ from: ['submitted'], to: 'withdrawn', otherwise: 'list-not-open', eventFor }),
  accept: step({ from: ['submitted', 'valid', 'invalid'], to: 'valid', otherwise: 'list-gone', eventFor }),
  // A granted appeal annuls the decision: the next session decides again.
  reopen: step({ from: ['valid', 'invalid'], to: 'submitted', otherwise: 'list-gone', eventFor }),
  refuse: step({ from: ['submitted', 'valid', 'invalid'], to: 'invalid', otherwise: 'list-gone', eventFor }),
})
