// `npm run demo -- agreement`: a ward's year in fast motion, from the first draft of an agreement to the report on its
// year. One department never answers: its silence raises an alarm, which moves up automatically until it reaches the college.
import * as making from '../agreement/making.ts'
import { decideOnAgreement } from '../agreement/meeting.ts'
import { type Council, foundCouncil } from '../agreement/people.ts'
import * as watching from '../agreement/watching.ts'
import type { City } from '../scenario/city.ts'
import { cityAt, type Target } from '../scenario/target.ts'
import { cityDay, earlyOn, narrator, plusDays } from './narrator.ts'
import { openDocument } from './open-document.ts'
import { progressBar } from './progress.ts'
import { byHand, comments, memberNames, plannedActions, silentDepartment } from './ward-agreement-year.ts'

const yearsLater = (day: string, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
const dayAfter = (day: string, days = 1) => plusDays(`${day}T12:00:00Z`, days).slice(0, 10)
/** The first day of a month that leaves enough time to make the agreement. */
const firstDayOf = (now: string): string => {
  const earliest = new Date(plusDays(now, 40))
  return new Date(Date.UTC(earliest.getUTCFullYear(), earliest.getUTCMonth() + 1, 1)).toISOString().slice(0, 10)
}

type Action = making.ActionOf & (typeof plannedActions)[number]
type Scene = {
  readonly city: City
  readonly council: Council
  readonly wardCode: string
  readonly of: making.AgreementOf
  readonly say: (sentence: string) => Promise<void>
}
type Made = { readonly actions: readonly Action[]; readonly from: string }

/** Gives every participant a role by ward and term. */
const found = async (city: City, wardCode: string, from: string) => {
  const today = cityDay(await city.now())
  const bar = progressBar('            Members installed   ', memberNames.length)
  return foundCouncil(
    city,
    {
      wardCode,
      run: `demo-${Math.random().toString(36).slice(2, 8)}`,
      members: memberNames,
      departments: [...new Set(plannedActions.map(({ department }) => department))],
      term: { from: today, until: yearsLater(from, 3) },
      chairTerm: { from: today, until: dayAfter(today, 364) },
    },
    bar.show,
  )
}

/** From a draft to an agreement in force. */
const make = async ({ city, council, wardCode, of, say }: Scene, from: string): Promise<Made> => {
  const { people } = council
  await say(`A draft lies there, for four years from ${from}.`)
  const bar = progressBar('            Actions costed      ', plannedActions.length)
  const actions: Action[] = []
  for (const planned of plannedActions) {
    const more = { year: Number(from.slice(0, 4)), dueOn: dayAfter(from, 20) }
    const { title, text, department, budgetCents } = planned
    const made = await making.promise(city, people, of, { title, text, department, budgetCents, ...more })
    actions.push({ ...planned, ...made })
    bar.show(actions.length)
  }
  const closesAt = plusDays(await city.now(), 14)
  await making.consult(city, people, of, { closesAt, comments })
  await city.reach(closesAt)
  await say(`${comments.length} residents said what they think of it; then the departments confirmed the costs.`)
  await city.must('askCosting', await making.onAgreement(city, of, people.official('coordinator')))
  const startsAt = plusDays(await city.now(), 7)
  const meeting = { wardCode, ...of, title: 'Wijkakkoord', startsAt, present: 4, against: 1 }
  const { decisionId, figures } = await decideOnAgreement(city, council, meeting)
  await city.must('adoptAgreement', {
    ...(await making.onAgreement(city, of, people.official('coordinator'))),
    body: { decisionId },
  })
  await say(`A formal meeting adopted it by name: ${figures.for} for, ${figures.against} against.`)
  await making.sign(city, council, of)
  await city.must('publishAgreement', await making.onAgreement(city, of, people.official('coordinator')))
  await say('Council, municipality and ward network signed, and it was published.')
  await city.reach(earlyOn(from))
  await watching.inForce(city, of)
  await say('It is in force, by its own date.')
  return { actions, from }
}

/** Owners are asked and answer, except one; the council judges in a meeting. Returns the published review. */
const review = async ({ city, council, wardCode, of, say }: Scene, { actions }: Made, number: number) => {
  const planned = await watching.reviewThatIs(city, of, number, 'scheduled')
  await city.reach(earlyOn(planned.beginsOn))
  const { asked = [], answerBy } = await watching.reviewThatIs(city, of, number, 'asking')
  if (answerBy === undefined) throw new Error('A review has a day by which to answer')
  const askedFor = actions.filter(({ actionId }) => asked.some((each) => each.actionId === actionId))
  const answering = askedFor.filter(({ department }) => department !== silentDepartment)
  for (const { department, agreementId, actionId } of answering)
    await watching.report(city, council.people, { agreementId, actionId }, department)
  await say(`Review ${number}: ${asked.length} owners were asked, ${answering.length} answered.`)
  await city.reach(earlyOn(dayAfter(answerBy)))
  await watching.reviewThatIs(city, of, number, 'judging')
  await say(`${silentDepartment} has not answered by ${answerBy}: no error, but it is on record.`)
  const startsAt = plusDays(await city.now(), 7)
  const meeting = { wardCode, ...of, title: `Oordeel, ronde ${number}`, startsAt, present: 5, against: 0 }
  const { decisionId } = await decideOnAgreement(city, council, meeting)
  for (const { agreementId, actionId, verdicts } of askedFor) {
    const verdict = verdicts[number - 1]
    if (verdict === undefined) throw new Error('A review asks for an action that the council has judged for good')
    const judged = { verdict, reason: 'Besproken in de vergadering.', decisionId }
    await watching.judge(city, council.people, { agreementId, actionId }, judged)
  }
  const published = await watching.reviewThatIs(city, of, number, 'published')
  await say(`The council judged ${askedFor.length} actions in a formal meeting, and the report was published.`)
  return published
}

/** The alarm that was raised without an answer moves up until it reaches the college, which answers. */
const letItClimb = async ({ city, council, wardCode, of, say }: Scene) => {
  const raised = await watching.alarmsOf(city, wardCode, of)
  const [first] = raised
  if (first === undefined) throw new Error('Silence raised no alarm')
  await say(`An alarm was raised by itself on ${cityDay(first.raisedAt)} (${first.raisedBy}).`)
  let alarm = first
  for (let rung = alarm.rungs.at(-1); rung !== undefined && rung.addressee !== 'college'; rung = alarm.rungs.at(-1)) {
    await city.reach(earlyOn(dayAfter(rung.endsOn)))
    alarm = await watching.climbedAbove(city, wardCode, alarm)
    await say(`No answer from the ${rung.addressee}: it climbed to the ${alarm.rungs.at(-1)?.addressee}.`)
  }
  const text = 'Het college laat de lantaarns nog dit jaar plaatsen.'
  const answered = await watching.answerAlarm(city, council.people, alarm, text)
  await say(
    `The college answered after ${answered.days} days; the alarm stays until the council says that it is solved.`,
  )
}

type Review = watching.Review

/** Differences from the numbers computed by hand. */
const differences = async (
  { city, wardCode, of }: Scene,
  { from }: Made,
  reviews: readonly Review[],
): Promise<readonly string[]> => {
  const year = Number(from.slice(0, 4))
  const { items: actions } = (await city.must('listActions', { params: { ...of }, query: { limit: 100 } })).body
  const said = (await city.must('listAgreementComments', { params: { ...of }, query: { limit: 100 } })).body.items
  const alarms = await watching.alarmsOf(city, wardCode, of)
  const shares = (await city.must('getAgreementShares', { query: { year } })).body.wards
  const counted = [
    ...shares.filter((share) => share.wardCode === wardCode),
    (await city.must('getReviewReport', { params: { ...of, reviewId: reviews.at(-1)?.id ?? '' } })).body,
  ].map(({ realised, dropped, continuing }) => `${realised} realised, ${dropped} dropped, ${continuing} continuing`)
  const found: readonly (readonly [what: string, found: unknown, byHand: unknown])[] = [
    [
      'budget in cents',
      actions.reduce((sum, { costing }) => sum + (costing.state === 'costed' ? costing.budgetCents : 0), 0),
      byHand.budgetCents,
    ],
    ['comments', said.length, byHand.comments],
    ['asked in each review', reviews.map(({ asked = [] }) => asked.length).join(), byHand.asked.join()],
    [
      'answers in each review',
      reviews.map(({ asked = [] }) => asked.filter(({ answeredAt }) => answeredAt !== undefined).length).join(),
      byHand.answered.join(),
    ],
    ['alarms', alarms.length, byHand.alarms],
    ['rungs', alarms.map(({ rungs }) => rungs.map(({ addressee }) => addressee).join(', ')).join('; '), byHand.rungs],
    ['status of the alarm', alarms.map(({ status }) => status).join(), 'solved'],
    ['shares of the ward', counted[0], byHand.shares],
    ['shares in the report', counted[1], byHand.shares],
  ]
  return found
    .filter(([, is, shouldBe]) => is !== shouldBe)
    .map(([what, is, shouldBe]) => `The ${what}: ${is} instead of ${shouldBe}.`)
}

const sayAddresses = async ({ city, wardCode, of, council }: Scene, { from }: Made, last: Review | undefined) => {
  const agreement = `${city.baseUrl}/agreements/${of.agreementId}`
  const token = await council.people.official('adopting-alderman')
  const { items: notices } = (await city.must('listNotices', { query: { role: 'alderman', wardCode }, token })).body
  console.log(`\n  The agreement   ${agreement}`)
  console.log(`  Its actions     ${agreement}/actions`)
  console.log(`  The report      ${agreement}/reviews/${last?.id}/report`)
  console.log(`  The alarm       ${city.baseUrl}/agreement-alarms?wardCode=${wardCode}`)
  console.log(`  The shares      ${city.baseUrl}/agreement-shares?year=${from.slice(0, 4)}`)
  const mailed = notices.filter(({ delivery }) => delivery.status === 'sent').length
  console.log(`  Documents       ${city.baseUrl}/documents?about=agreements/${of.agreementId}`)
  console.log(
    `  The notices     ${city.baseUrl}/notices, for whoever has the role; the alderman has ${notices.length}, ${mailed} of them mailed:`,
  )
  for (const { title } of notices) console.log(`                  "${title.en}"`)
  console.log('')
}

const usualWard = 'oude-noorden'

const hasCouncil = async (city: City, wardCode: string): Promise<boolean> =>
  (await city.must('listMembers', { params: { wardCode }, query: { limit: 1 } })).body.items.length > 0

/** The given ward, or the first one without a council; undefined if there is none. */
const freeWard = async (city: City, named: string | undefined): Promise<string | undefined> => {
  if (named !== undefined) return (await hasCouncil(city, named)) ? undefined : named
  const { items } = (await city.must('listWards', {})).body
  for (const code of [usualWard, ...items.map((ward) => ward.code)]) if (!(await hasCouncil(city, code))) return code
  return undefined
}

/** Plays it on a system with a movable clock: it takes more than a year. Returns the exit code. */
export const playWardAgreement = async (target: Target, named: string | undefined): Promise<number> => {
  const city = cityAt(target)
  if (city.can.clock === undefined) {
    console.error('A ward’s year takes a year: it is played where the clock can be moved, which no stage allows.')
    return 2
  }
  const wardCode = await freeWard(city, named)
  if (wardCode === undefined) {
    console.error(
      named === undefined
        ? 'Every ward has a council already. Begin anew: npm start -- --fresh.'
        : `${named} has a council already. Leave --ward out, and a ward without one is taken.`,
    )
    return 2
  }
  const say = narrator(city)
  const from = firstDayOf(await city.now())
  const council = await found(city, wardCode, from)
  await say(`${wardCode} has a council of ${memberNames.length}; officials and departments have their roles, by term.`)
  const of = await making.draft(city, council.people, {
    ...{ wardCode, title: 'Wijkakkoord, gespeeld', from, until: yearsLater(from, 4) },
    text: [
      { key: 'visie', kind: 'vision', title: 'Visie', text: 'Een groene wijk waar het ook ’s avonds veilig is.' },
      { key: 'plan', kind: 'plan', title: 'Plan van het eerste jaar', text: 'Spelen, zitten, praten, licht.' },
    ],
  })
  const scene: Scene = { city, council, wardCode, of, say }
  const made = await make(scene, from)
  const first = await review(scene, made, 1)
  await letItClimb(scene)
  const second = await review(scene, made, 2)
  const third = await review(scene, made, 3)
  const [alarm] = await watching.alarmsOf(city, wardCode, of)
  if (alarm === undefined) throw new Error('The alarm is gone')
  const { days } = await watching.solveAlarm(city, council.people, alarm, 'De lantaarns staan er en branden.')
  await say(`The council says that it is solved: ${days} days after it was raised.`)
  const reviews = [first, second, third]
  await sayAddresses(scene, made, third)
  await openDocument(city, `agreements/${of.agreementId}/reviews/${third.id}`, 'review-report')
  const wrong = await differences(scene, made, reviews)
  for (const sentence of wrong) console.log(sentence)
  if (wrong.length === 0) console.log(`Equal to the count by hand: ${byHand.shares}; one alarm, as far as the college.`)
  return wrong.length === 0 ? 0 : 1
}
