// Alarms: raised and ended by the council, answered by the addressee.
import { agreementRulesOn } from '../../../shared/agreements/rules/store.ts'
import { getAction, getText } from '../../../shared/agreements/store.ts'
import * as alarms from '../../../shared/agreements/watch/alarm.ts'
import { addresseesOf, tellingNotice } from '../../../shared/agreements/watch/notice.ts'
import { presentAlarm } from '../../../shared/agreements/watch/present.ts'
import * as operations from '../../../shared/agreements/watch-operations.ts'
import * as store from '../../../shared/agreements/watch-store.ts'
import { dateInCity, type Instant } from '../../../shared/kernel/clock.ts'
import { type AgreementId, AlarmId } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { keptNotices } from '../../../shared/notices/store.ts'
import { changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { change, createIn, type Keeper, list, read, together } from '../../runtime/things.ts'
import { agreementsIn, rolesIn } from '../subjects.ts'
import { climbed, rungNotice } from './climbing.ts'

type OfAlarm = { readonly agreementId: AgreementId; readonly alarmId: AlarmId }

/** Alarms, by both ids in the path. An alarm on an action concerns one department. */
const alarmsIn = (table: Table): Keeper<OfAlarm, alarms.Alarm> & ReturnType<typeof rolesIn> => ({
  table,
  kept: store.keptAlarms,
  find: ({ agreementId, alarmId }) => store.getAlarm(table, agreementId, alarmId),
  wardOf: ({ wardCode }) => wardCode,
  departmentOf: ({ department }) => department,
  ...rolesIn(table),
})

const answerNotice = ({ id: about, wardCode, agreementId, answers }: alarms.Alarm, now: Instant) => {
  const id = derivedId('notice', about, 'answer', String(answers.length))
  const notice = { id, kind: 'alarm-answered', wardCode, agreementId, about, at: now } as const
  return changeOf(keptNotices, tellingNotice(notice, 'ward-council'))
}

export const watchAlarms = (table: Table) => ({
  listAgreementAlarms: list(
    operations.listAgreementAlarms,
    ({ query: { wardCode, ...page } }) => store.listAlarms(table, wardCode, page),
    (alarm, { now }) => presentAlarm(alarm, now),
  ),
  getAgreementAlarm: read(operations.getAgreementAlarm, alarmsIn(table), (alarm, { now }) => presentAlarm(alarm, now)),
  raiseAlarm: createIn(
    operations.raiseAlarm,
    () => agreementsIn(table),
    alarmsIn(table),
    async ({ thing, body, createdId, requestDigest, now }) => {
      const { id: agreementId, wardCode, textVersion } = thing
      const { actionId, arrangement } = body
      const [action, version] = await Promise.all([
        actionId === undefined ? undefined : getAction(table, agreementId, actionId),
        arrangement === undefined ? undefined : getText(table, agreementId, textVersion),
      ])
      const named = alarms.aboutOf(thing, body, { action, text: version?.text })
      if (named.refused) return named
      const id = AlarmId.parse(createdId)
      const raising = {
        ...body,
        ...named.about,
        id,
        agreementId,
        wardCode,
        requestDigest,
        raisedBy: 'council' as const,
      }
      const ruleSet = await agreementRulesOn(table, wardCode, dateInCity(now))
      if ('refused' in ruleSet) return ruleSet
      const raised = alarms.raiseAlarm(raising, ruleSet, now)
      return raised.refused ? raised : together(raised, rungNotice(raised.after, now))
    },
    {
      present: (alarm, { now }) => presentAlarm(alarm, now),
      location: ({ agreementId, id }) => `/agreements/${agreementId}/alarms/${id}`,
    },
  ),
  answerAlarm: change(
    operations.answerAlarm,
    alarmsIn(table),
    async ({ thing, body, held, now }) => {
      // A late answer meets the alarm on the rung that its dates require, even if no job moved it.
      const alarm = await climbed(table, thing, now)
      const by = alarms.answersFor(alarm, addresseesOf(held))
      if (by === undefined) return refuse('not-asked-to-answer')
      const answered = alarms.answerAlarm(alarm, by, body.text, now)
      return answered.refused ? answered : together(answered, answerNotice(answered.after, now))
    },
    (alarm, { now }) => presentAlarm(alarm, now),
  ),
  rejectAlarmAnswer: change(
    operations.rejectAlarmAnswer,
    alarmsIn(table),
    ({ thing, body, now }) => {
      const rejected = alarms.rejectAnswer(thing, body.reason, now)
      return rejected.refused ? rejected : together(rejected, rungNotice(rejected.after, now))
    },
    (alarm, { now }) => presentAlarm(alarm, now),
  ),
  solveAlarm: change(
    operations.solveAlarm,
    alarmsIn(table),
    ({ thing, body, now }) => alarms.solveAlarm(thing, body.solution, now),
    (alarm, { now }) => presentAlarm(alarm, now),
  ),
})
