// Moves an alarm to the rung that its dates require: each rung that lapsed without an answer is one conditional step. Can
// run twice or from several places at once: the rungs and their dates are the same.
import { type Alarm, climbsDue, rungNow } from '../../../shared/agreements/watch/alarm.ts'
import { askingNotice, promiseOfRung, roleOf } from '../../../shared/agreements/watch/notice.ts'
import { getAlarm, keptAlarms } from '../../../shared/agreements/watch-store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { keptNotices } from '../../../shared/notices/store.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

/** Notifies the present addressee of an alarm's rung. 1 item of a transaction. */
export const rungNotice = (alarm: Alarm, now: Instant) => {
  const { id: about, wardCode, agreementId, rungs, department } = alarm
  const { addressee, endsOn, place } = rungNow(alarm)
  const { ladder } = alarm.ruleSet.rules
  const role = roleOf(addressee)
  const id = derivedId('notice', about, String(rungs.length))
  const notice = { id, kind: 'alarm-on-rung', wardCode, agreementId, about, at: now } as const
  const isForOne = role === 'department' && department !== undefined
  const promised = promiseOfRung(ladder, place)
  return changeOf(keptNotices, askingNotice({ ...notice, ...(isForOne ? { department } : {}) }, role, endsOn, promised))
}

/** The alarm after all steps that its dates require. */
export const climbed = async (table: Table, alarm: Alarm, now: Instant): Promise<Alarm> => {
  const due = climbsDue(alarm, now)
  if ('refused' in due) throw new Error(`The alarm cannot climb: ${due.code}`)
  let current = alarm
  for (const step of due) {
    const isHigher = step.after.rungs.length > current.rungs.length
    const notices = isHigher ? [rungNotice(step.after, now)] : []
    const saved = await save(table, now, changeOf(keptAlarms, step), ...notices)
    if (saved.refused) {
      // Another writer was quicker. The stored alarm may be answered by now, or may need the same steps.
      const standing = await getAlarm(table, alarm.agreementId, alarm.id)
      if (standing === undefined || standing.version === current.version) throw new Error('The alarm cannot be saved')
      return climbed(table, standing, now)
    }
    current = step.after
  }
  return current
}
