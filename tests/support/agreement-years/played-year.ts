// A year of one or more wards, played day by day from its plan: owners answer or not, councils judge in formal meetings, alarms are
// answered and solved. The plan decides what people do and when; sweepers, schedules and state machines run on their own.
import * as z from 'zod'
import { alarmsOn, answerBy, plusDays, type Reviews } from './by-hand.ts'
import type { PlannedAction } from './plan.ts'
import { type ActionOf, type WardScene, well } from './ward-scene.ts'
import type { World } from './world.ts'

/** The reviews of a year, and the last day that is played. */
type PlayedYear = { readonly reviews: Reviews; readonly lastDay: string }
export const yearOf = (year: number, lastDay = `${year + 1}-03-31`): PlayedYear => ({
  reviews: [`${year}-05-01`, `${year}-09-01`, `${year + 1}-01-01`],
  lastDay,
})

/** The number of days from the last day for answers to the meeting of the council. */
const meetingDay = 2
/** The last day of a review on which a plan contains an answer. */
const lastAnswerDay = 23

export type PlayedAction = { readonly planned: PlannedAction; readonly of: ActionOf }
export type PlayedWard = {
  readonly scene: WardScene
  readonly agreementId: string
  readonly actions: readonly PlayedAction[]
  /** Numbers of the members who attend meetings. */
  readonly present: readonly number[]
  /** The agreement to which actions are carried over, if it is a different one. */
  readonly successor?: string | undefined
  /** Called for each carried-over action, with its id in the next year. */
  readonly onCarriedOver?: (action: PlayedAction, to: ActionOf) => void
}

const Alarm = z.looseObject({
  id: z.string(),
  agreementId: z.string(),
  actionId: z.string().optional(),
  status: z.string(),
  rungs: z.array(z.looseObject({ addressee: z.string(), from: z.string(), endsOn: z.string() })),
  answers: z.array(z.object({ at: z.string(), isLate: z.boolean() })),
  solvedAt: z.string().optional(),
})
type PlayedAlarm = z.infer<typeof Alarm>
const Alarms = z.object({ items: z.array(Alarm), nextCursor: z.string().nullish() })

export const alarmsIn = async (world: World, ward: string): Promise<readonly PlayedAlarm[]> => {
  const found: PlayedAlarm[] = []
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const query = { wardCode: ward, limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const page = Alarms.parse(well(await world.call('listAgreementAlarms', undefined, { query })).body)
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  }
  return found
}

/** Opens a meeting that was convened, adopts its first item and closes it. Returns the id of the decision. */
export const heldMeeting = async (scene: WardScene, meetingId: string, present: readonly number[]): Promise<string> => {
  await scene.open(meetingId, present)
  const decisionId = await scene.decide(meetingId, present)
  await scene.close(meetingId)
  return decisionId
}

/** Reports progress for all owners who answer on this day, counted from the first day of the review. */
const answersOn = async (wards: readonly PlayedWard[], review: number, day: number): Promise<void> => {
  for (const { scene, actions } of wards)
    for (const { planned, of } of actions)
      if (planned.reviews[review]?.answeredOn === day) await scene.report(of, planned.department)
}

const CarriedOver = z.object({ carriedTo: z.string() })

/** Gives the council's verdict on every action of a review, as the plan says, based on this decision. */
const judgeWard = async (ward: PlayedWard, review: number, decisionId: string, begins: string): Promise<void> => {
  const { scene, actions, successor, onCarriedOver } = ward
  for (const action of actions) {
    const { planned, of } = action
    const verdict = planned.reviews[review]?.verdict
    if (verdict === undefined) continue
    const isCarriedOver = verdict === 'carried-over'
    const elsewhere = successor === undefined ? {} : { agreementId: successor }
    const onwards = isCarriedOver ? { dueOn: `${begins.slice(0, 4)}-12-01`, ...elsewhere } : {}
    const { body } = await scene.judge(of, { verdict, decisionId, ...onwards })
    if (isCarriedOver)
      onCarriedOver?.(action, {
        agreementId: successor ?? of.agreementId,
        actionId: CarriedOver.parse(body).carriedTo,
      })
  }
}

/** Convenes a formal meeting in each ward, in which the council judges all actions of the review. */
const judgeAll = async (
  world: World,
  wards: readonly PlayedWard[],
  review: { readonly place: number; readonly begins: string },
  evening: string,
) => {
  const meetings = new Map<string, string>()
  for (const { scene, agreementId } of wards)
    meetings.set(scene.ward, await scene.convene(evening, [{ about: { kind: 'agreement', agreementId } }]))
  await world.travel(evening)
  for (const ward of wards) {
    const decisionId = await heldMeeting(ward.scene, meetings.get(ward.scene.ward) ?? '', ward.present)
    await judgeWard(ward, review.place, decisionId, review.begins)
  }
}

type Move = { readonly kind: 'answer' | 'solve'; readonly ward: PlayedWard; readonly action: PlayedAction }

/** The addressee answers an alarm, or the council solves it. */
const moveAlarm = async (world: World, { kind, ward: { scene }, action: { planned, of } }: Move): Promise<void> => {
  const awaited = kind === 'answer' ? 'waiting' : 'answered'
  const alarms = await alarmsIn(world, scene.ward)
  const alarm = alarms.find(({ actionId, status }) => actionId === of.actionId && status === awaited)
  if (alarm === undefined) throw new Error(`${scene.ward}: no alarm on ${planned.title} is ${awaited}`)
  const params = { agreementId: of.agreementId, alarmId: alarm.id }
  const { rung } = planned.alarm
  well(await (kind === 'answer' ? scene.answer(params, rung, planned.department) : scene.solve(params)))
}

type Happening = () => Promise<unknown>

/** What people do on each day: first owners answer reviews, then alarms are answered; in the evening councils judge. */
const happeningsOf = (world: World, wards: readonly PlayedWard[], { reviews, lastDay }: PlayedYear) => {
  const happenings = new Map<string, Happening[]>()
  const on = (day: string | undefined, happening: Happening) => {
    if (day !== undefined) happenings.set(day, [...(happenings.get(day) ?? []), happening])
  }
  for (const [place, begins] of reviews.entries())
    for (let day = 0; day <= lastAnswerDay; day += 1)
      if (wards.some(({ actions }) => actions.some(({ planned }) => planned.reviews[place]?.answeredOn === day)))
        on(plusDays(begins, day), () => answersOn(wards, place, day))
  for (const ward of wards)
    for (const action of ward.actions)
      for (const { answeredOn, solvedOn } of alarmsOn(action.planned, reviews, lastDay)) {
        on(answeredOn, () => moveAlarm(world, { kind: 'answer', ward, action }))
        on(solvedOn, () => moveAlarm(world, { kind: 'solve', ward, action }))
      }
  for (const [place, begins] of reviews.entries()) {
    const evening = plusDays(answerBy(begins), meetingDay)
    on(evening, () => judgeAll(world, wards, { place, begins }, `${evening}T18:00:00Z`))
  }
  return happenings
}

/** Plays a year from its first review to its last day. `before`: additional actions on the morning of a day. */
export const playYear = async (
  world: World,
  wards: readonly PlayedWard[],
  year: PlayedYear,
  before: ReadonlyMap<string, Happening>,
): Promise<void> => {
  const happenings = happeningsOf(world, wards, year)
  const days = [...happenings.keys(), ...before.keys(), year.lastDay].filter((day) => day <= year.lastDay)
  for (const today of [...new Set(days)].toSorted()) {
    await world.travel(`${today}T09:00:00Z`)
    await before.get(today)?.()
    for (const happening of happenings.get(today) ?? []) await happening()
    await world.settled()
  }
}

/** The alarms of a ward in the form of the calculation by hand. */
export const alarmsFound = async (world: World, { scene, actions }: PlayedWard) => {
  const titles = new Map(actions.map(({ planned, of }) => [of.actionId, planned.title]))
  const found = await alarmsIn(world, scene.ward)
  return found.flatMap(({ actionId, status, rungs, answers, solvedAt }) => {
    const title = titles.get(actionId ?? '')
    return title === undefined
      ? []
      : [
          {
            ...{ ward: scene.ward, title, status },
            rungs: rungs.map(({ addressee, from, endsOn }) => ({ addressee, from, endsOn })),
            answeredOn: answers[0]?.at.slice(0, 10),
            solvedOn: solvedAt?.slice(0, 10),
          },
        ]
  })
}

/** Sorted by title and date. */
export const inOrder = <Each extends { readonly title: string; readonly rungs: readonly { readonly from: string }[] }>(
  all: readonly Each[],
): readonly Each[] =>
  all.toSorted((a, b) => (`${a.title} ${a.rungs[0]?.from}` < `${b.title} ${b.rungs[0]?.from}` ? -1 : 1))
