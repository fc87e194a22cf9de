// An owner who did not answer in time: raises the alarm automatically, once for each action.
import { getActions } from '../../../shared/agreements/store.ts'
import { raiseAlarm } from '../../../shared/agreements/watch/alarm.ts'
import { type Review, unansweredIn } from '../../../shared/agreements/watch/review.ts'
import { getAlarms, keptAlarms } from '../../../shared/agreements/watch-store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { AlarmId } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { isOver } from '../../../shared/kernel/terms.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { rungNotice } from '../alarms/climbing.ts'

/** An action with an unsolved alarm does not get a second one. */
export const raiseForSilence = async (table: Table, review: Review, now: Instant): Promise<void> => {
  if (review.status !== 'asking' || !isOver(review.answerBy, now)) return
  const { id: reviewId, wardCode, agreementId, rules, answerBy } = review
  const standing = new Set(
    (await getAlarms(table, agreementId)).flatMap(({ status, actionId }) => (status === 'solved' ? [] : [actionId])),
  )
  const ownerOf = new Map((await getActions(table, agreementId)).map(({ id, owner }) => [id, owner.department]))
  for (const actionId of unansweredIn(review).filter((each) => !standing.has(each))) {
    const id = AlarmId.parse(derivedId('silence', reviewId, actionId))
    const reason = `Op de vraag hoe het met deze actie staat, kwam tot en met ${answerBy} geen antwoord.`
    const about = { actionId, arrangement: undefined, department: ownerOf.get(actionId) }
    const raising = { id, wardCode, agreementId, requestDigest: '', ...about, reason }
    const raised = raiseAlarm({ ...raising, raisedBy: 'overdue-step' }, rules, now)
    if (raised.refused) throw new Error(`The alarm cannot be raised: ${raised.code}`)
    // Already raised by this step or an earlier one.
    await save(table, now, changeOf(keptAlarms, raised), rungNotice(raised.after, now))
  }
}
