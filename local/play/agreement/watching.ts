// The actions of owners, council and college in the year of an agreement: reviews, verdicts, alarms.
import type { Input, Result } from '../../../client/client.ts'
import { tagOf } from '../election/people.ts'
import type { City } from '../scenario/city.ts'
import { until } from '../scenario/until.ts'
import { type ActionOf, type AgreementOf, onAction } from './making.ts'
import type { People } from './people.ts'

export type Review = Extract<Result<'listReviews'>, { ok: true }>['body']['items'][number]
export type Alarm = Extract<Result<'listAgreementAlarms'>, { ok: true }>['body']['items'][number]

/** The review with this number, once it has this status. */
export const reviewThatIs = (city: City, of: AgreementOf, number: number, status: Review['status']): Promise<Review> =>
  until(city, `review ${number} is ${status}`, async () =>
    (await city.must('listReviews', { params: { ...of } })).body.items.find(
      (review) => review.number === number && review.status === status,
    ),
  )

/** The agreement, once it is in force. */
export const inForce = (city: City, of: AgreementOf) =>
  until(city, 'the agreement is in force', async () => {
    const { body } = await city.must('getAgreement', { params: { ...of } })
    return body.status === 'in-force' ? body : undefined
  })

/** The alarms of an agreement. */
export const alarmsOf = async (
  city: City,
  wardCode: string,
  { agreementId }: AgreementOf,
): Promise<readonly Alarm[]> => {
  const { items } = (await city.must('listAgreementAlarms', { query: { wardCode, limit: 100 } })).body
  return items.filter((alarm) => alarm.agreementId === agreementId)
}

/** Waits until the next addressee has to answer. */
export const climbedAbove = (city: City, wardCode: string, before: Alarm): Promise<Alarm> =>
  until(city, 'the alarm climbs', async () =>
    (await alarmsOf(city, wardCode, before)).find(
      ({ id, rungs }) => id === before.id && rungs.length > before.rungs.length,
    ),
  )

export const report = async (city: City, people: People, action: ActionOf, department: string) => {
  const token = await people.department(department)
  await city.must('reportProgress', { params: { ...action }, body: { text: 'Wij zijn ermee bezig.' }, token })
}

type Verdict = Input<'judgeAction'>['body']

export const judge = async (city: City, people: People, action: ActionOf, verdict: Verdict) =>
  city.must('judgeAction', { ...(await onAction(city, action, people.official('coordinator'))), body: verdict })

const onAlarm = async (city: City, { agreementId, id }: Alarm, token: Promise<string>) => {
  const params = { agreementId, alarmId: id }
  return { params, ifMatch: tagOf(await city.must('getAgreementAlarm', { params })), token: await token }
}

export const answerAlarm = async (city: City, people: People, alarm: Alarm, text: string) =>
  (
    await city.must('answerAlarm', {
      ...(await onAlarm(city, alarm, people.official('adopting-alderman'))),
      body: { text },
    })
  ).body

/** The council ends an alarm; nobody else can. */
export const solveAlarm = async (city: City, people: People, alarm: Alarm, solution: string) =>
  (await city.must('solveAlarm', { ...(await onAlarm(city, alarm, people.member(1))), body: { solution } })).body
