// An owner who did not answer in time: raises the alarm automatically, once for each action. The step may run late; what it
// finds and the dates of the alarm are those of the moment at which the term ended.
import { needAgreementRulesOn } from '../../../shared/agreements/rules/store.ts'
import { getActions } from '../../../shared/agreements/store.ts'
import { raiseAlarm, stoodAt } from '../../../shared/agreements/watch/alarm.ts'
import { type Review, silentIn } from '../../../shared/agreements/watch/review.ts'
import { getAlarms, keptAlarms } from '../../../shared/agreements/watch-store.ts'
import { dateInCity, endOfDayInCity, type Instant } from '../../../shared/kernel/clock.ts'
import { AlarmId } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { isOver } from '../../../shared/kernel/terms.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { rungNotice } from '../alarms/climbing.ts'

/** An action with an unsolved alarm does not get a second one. */
export const raiseForSilence = async (table: Table, review: Review, now: Instant): Promise<void> => {
  if (review.status !== 'asking' || !isOver(review.answerBy, now)) return
  const { id: reviewId, wardCode, agreementId, answerBy } = review
  const endedAt = endOfDayInCity(answerBy)
  const ruleSet = await needAgreementRulesOn(table, wardCode, dateInCity(endedAt))
  const alarms = await getAlarms(table, agreementId)
  const standing = new Set(alarms.filter((alarm) => stoodAt(alarm, endedAt)).map(({ actionId }) => actionId))
  const ownerOf = new Map((await getActions(table, agreementId)).map(({ id, owner }) => [id, owner.department]))
  for (const actionId of silentIn(review).filter((each) => !standing.has(each))) {
    const id = AlarmId.parse(derivedId('silence', reviewId, actionId))
    const reason = `Op de vraag hoe het met deze actie staat, kwam tot en met ${answerBy} geen antwoord.`
    const about = { actionId, arrangement: undefined, department: ownerOf.get(actionId) }
    const raising = { id, wardCode, agreementId, requestDigest: '', ...about, reason }
    const raised = raiseAlarm({ ...raising, raisedBy: 'overdue-step' }, ruleSet, endedAt)
    if (raised.refused) throw new Error(`The alarm cannot be raised: ${raised.code}`)
    // Already raised by this step or an earlier one.
    await save(table, now, changeOf(keptAlarms, raised), rungNotice(raised.after, now))
  }
}
