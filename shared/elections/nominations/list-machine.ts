// The state machine of a collective list; drawn in docs/state-machines/collective-list.md.
import { event } from '../../../events/envelope.ts'
import { collectiveListChanged } from '../../../events/nominations.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { CollectiveList } from './collective-list.ts'

const tells = ({ electionId, wardCode, id, status }: CollectiveList) =>
  event(collectiveListChanged, `elections/${electionId}/contests/${wardCode}/collective-lists/${id}`, {
    ...{ electionId, wardCode, listId: id, status },
  })

const { begin, step, machine } = machineOf<CollectiveList>()
const whileOpen = { from: ['submitted'], to: 'same', otherwise: 'list-not-open', tells } as const

export const collectiveLists = machine('collective-list', {
  submit: begin({ to: 'submitted', tells }),
  amend: step(whileOpen),
  consent: step(whileOpen),
  'withdraw-consent': step(whileOpen),
  withdraw: step({ from: ['submitted'], to: 'withdrawn', otherwise: 'list-not-open', tells }),
  accept: step({ from: ['submitted', 'valid', 'invalid'], to: 'valid', otherwise: 'list-gone', tells }),
  // A granted appeal annuls the decision: the next session decides again.
  reopen: step({ from: ['valid', 'invalid'], to: 'submitted', otherwise: 'list-gone', tells }),
  refuse: step({ from: ['submitted', 'valid', 'invalid'], to: 'invalid', otherwise: 'list-gone', tells }),
})
