// Consumer: mails an urgent notice at once. What is not urgent is not due yet, and is collected by the sweeper.
import { noticeGiven } from '../../events/notices.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { NoticeRole } from '../../shared/notices/notice.ts'
import { getNotice } from '../../shared/notices/store.ts'
import { consume, on } from '../runtime/consumer.ts'
import { mailTogether, openDoors } from './sending.ts'

export const start = (environment: Environment) => {
  const doors = openDoors(environment)
  return consume(
    on(noticeGiven, async ({ data: { noticeId: id, role, wardCode, at } }, now) => {
      const notice = await getNotice(doors.table, { id, role: NoticeRole.parse(role), wardCode, at })
      if (notice === undefined) throw new Error('There is no such notice')
      await mailTogether(doors, [notice], now)
    }),
  )
}
