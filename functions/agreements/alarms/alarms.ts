// Alarms: raised and ended by the council, answered by whoever was asked; notices for each role.
import { getAction, getText } from '../../../shared/agreements/store.ts'
import * as alarms from '../../../shared/agreements/watch/alarm.ts'
import { addresseesOf, noticeOf, type Recipient } from '../../../shared/agreements/watch/notice.ts'
import { presentAlarm, presentNotice } from '../../../shared/agreements/watch/present.ts'
import { agreementRulesOfRotterdam } from '../../../shared/agreements/watch/rules-of-rotterdam.ts'
import * as operations from '../../../shared/agreements/watch-operations.ts'
import * as store from '../../../shared/agreements/watch-store.ts'
import type { Role } from '../../../shared/api/access.ts'
import { dateInCity, type Instant } from '../../../shared/kernel/clock.ts'
import { type AgreementId, AlarmId, type WardCode } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import type { Table } from '../../../shared/table/table.ts'
import { implement, reply } from '../../runtime/http.ts'
import { change, createIn, type Keeper, list, read, together } from '../../runtime/things.ts'
import { agreementsIn } from '../subjects.ts'
import { climbed, rungNotice } from './climbing.ts'

type OfAlarm = { readonly agreementId: AgreementId; readonly alarmId: AlarmId }

/** Alarms, by both ids in the path. */
const alarmsIn = (table: Table): Keeper<OfAlarm, alarms.Alarm> => ({
  table,
  kept: store.keptAlarms,
  find: ({ agreementId, alarmId }) => store.getAlarm(table, agreementId, alarmId),
  wardOf: ({ wardCode }) => wardCode,
})

/** For whom of those who were asked somebody answers: for who must answer now, if they can; else for who should have before. */
const addresseeOf = (alarm: alarms.Alarm, roles: readonly Role[]) => {
  const mine = addresseesOf(roles)
  const asked = alarm.rungs.map(({ addressee }) => addressee).toReversed()
  return asked.find((each) => mine.includes(each))
}

const answerNotice = ({ id: about, wardCode, agreementId, answers }: alarms.Alarm, now: Instant) => {
  const to: Recipient = { role: 'ward-council', wardCode }
  const id = derivedId('notice', about, 'answer', String(answers.length))
  const notice = { id, kind: 'alarm-answered', wardCode, agreementId, about, at: now } as const
  return store.noticeAdded(to, noticeOf(notice, to, dateInCity(now)))
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
      const { id: agreementId, wardCode, status, textVersion } = thing
      if (!('publishedAt' in thing)) return refuse('not-in-force', { status })
      const { actionId, arrangement } = body
      if (actionId !== undefined && (await getAction(table, agreementId, actionId)) === undefined)
        return refuse('action-not-found')
      const text = arrangement === undefined ? undefined : await getText(table, agreementId, textVersion)
      if (arrangement !== undefined && !text?.text.some(({ key }) => key === arrangement))
        return refuse('arrangement-not-found')
      const id = AlarmId.parse(createdId)
      const raising = { ...body, id, agreementId, wardCode, requestDigest, raisedBy: 'council' as const }
      const raised = alarms.raiseAlarm({ ...raising, actionId, arrangement }, agreementRulesOfRotterdam, now)
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
    async ({ thing, body, caller, now }) => {
      // Whoever answers late finds the alarm where the clock has it, even where no job made it climb.
      const alarm = await climbed(table, thing, now)
      const by = addresseeOf(alarm, caller.roles)
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

/** Roles that somebody has in a ward; the others are of the city. */
const ofWard: readonly Role[] = ['ward-manager', 'ward-council', 'ward-networker']

const recipientFor = (role: Role, wardCode: WardCode | undefined): Recipient | undefined => {
  if (!ofWard.includes(role)) return { role, wardCode: undefined }
  return wardCode === undefined ? undefined : { role, wardCode }
}

export const readNotices = (table: Table) => ({
  listNotices: implement(operations.listNotices, async ({ query: { role: named, ...page }, caller }) => {
    const told: readonly Role[] = operations.listNotices.access.roles
    const role = named ?? caller.roles.find((each) => told.includes(each))
    if (role === undefined || !caller.roles.includes(role)) return refuse('forbidden')
    const to = recipientFor(role, caller.wardCode)
    if (to === undefined) return refuse('not-your-ward')
    const listing = await store.listNotices(table, to, page)
    return listing === 'invalid-cursor'
      ? refuse('invalid-cursor')
      : reply(200, { ...listing, items: listing.items.map(presentNotice) })
  }),
})
