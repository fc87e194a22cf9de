// The state machine of a notice, drawn in docs/state-machines/notice.md.
import { event } from '../../events/envelope.ts'
import { noticeDeliveryChanged, noticeGiven } from '../../events/notices.ts'
import { machineOf } from '../kernel/machine.ts'
import type { Notice } from './notice.ts'

const { begin, step, machine } = machineOf<Notice>()
const subject = ({ id }: Notice) => `notices/${id}`
const facts = ({ id, kind, role, wardCode, at }: Notice) => ({ noticeId: id, kind, role, wardCode, at })
const eventFor = (after: Notice) =>
  event(noticeDeliveryChanged, subject(after), { ...facts(after), status: after.status, attempts: after.attempts })

export const notices = machine('notice', {
  give: begin({ to: 'waiting', eventFor: (after) => event(noticeGiven, subject(after), facts(after)) }),
  claim: step({ from: ['waiting', 'sending'], to: 'sending', otherwise: 'notice-delivered', eventFor }),
  confirm: step({ from: ['sending'], to: 'sent', otherwise: 'notice-delivered', eventFor }),
  'put-off': step({ from: ['sending'], to: 'waiting', otherwise: 'notice-delivered', eventFor }),
  'leave-listed': step({ from: ['sending'], to: 'listed', otherwise: 'notice-delivered', eventFor }),
})
