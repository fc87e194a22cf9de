// Deadline of a notice: it must be mailed. An urgent one normally is within seconds of its event.
import type { Due } from '../platform/deadlines.ts'
import { noticeKeys } from './keys.ts'
import type { Notice } from './notice.ts'

export const mailDue: Due<Notice> = {
  queue: noticeKeys.mailDue,
  idOf: ({ id }) => id,
  dueAt: (notice) => ('dueAt' in notice ? notice.dueAt : undefined),
}
