// What the council of a ward does beside its reviews in four years: chairs, a new agreement, the plan of each next year.
import * as z from 'zod'
import type { PlannedAction } from './plan.ts'
import { heldMeeting } from './played-year.ts'
import { type ActionOf, type WardScene, well } from './ward-scene.ts'
import type { World } from './world.ts'

const Made = z.object({ id: z.string() })
const Plan = z.object({ textVersion: z.int() })
const part = (key: string, kind: string, text: string) => ({ key, kind, title: key, text })
const vision = part('visie', 'vision', 'Een groene wijk waar het veilig is.')

/** The text with the plans of these years. */
const textWith = (...planned: readonly number[]) => [
  vision,
  ...planned.map((year) => part(`plan-${year}`, 'plan', `Wat wij in ${year} doen.`)),
]

export const councilYears = (world: World, scene: WardScene) => {
  const { ward, coordinator, memberOf } = scene

  /** A chair for a year from the sixteenth, chosen by secret ballot on an evening of those who are there. */
  const chooseChair = async (year: number, place: number, present: readonly number[]) => {
    const evening = `${year}-09-10T18:00:00Z`
    const period = { from: `${year}-09-16`, until: `${year + 1}-09-16` }
    const about = { kind: 'election', role: 'chair', period, nominated: [memberOf(place)] }
    const meetingId = await scene.convene(evening, [{ title: 'Voorzitter', about }])
    await world.travel(evening)
    await scene.open(meetingId, present)
    const votes = { [memberOf(place)]: present.length - 1 }
    const ballot = { handedIn: present.length, votes, against: 0, blank: 1, invalid: 0 }
    well(await scene.onMeeting('chooseMember', { meetingId, itemNumber: '1' }, { move: 'ballot', ballot }))
    await scene.close(meetingId)
  }

  /** A draft from a day on, with the actions of its first year, of which each department says what it costs. */
  const draft = async (from: string, until: string, actions: readonly PlannedAction[]) => {
    const year = Number(from.slice(0, 4))
    const body = { wardCode: ward, title: `Wijkakkoord ${year}`, from, until, text: textWith(year) }
    const agreementId = Made.parse(well(await world.call('draftAgreement', coordinator, { body }), 201).body).id
    return { agreementId, actions: await promiseAll(agreementId, year, actions) }
  }
  const promiseAll = async (agreementId: string, year: number, planned: readonly PlannedAction[]) => {
    const made: { readonly planned: PlannedAction; readonly of: ActionOf }[] = []
    for (const each of planned) {
      const of = await scene.promise(agreementId, each.department, { year, title: each.title, dueOn: `${year}-12-01` })
      made.push({ planned: each, of })
    }
    return made
  }

  /** Residents are asked until a moment; then the departments cost. Answers what residents said. */
  const consult = async (agreementId: string, closesAt: string, comments: readonly string[]) => {
    well(await scene.onAgreement('consultResidents', coordinator, agreementId, { closesAt }))
    for (const [place, text] of comments.entries()) {
      const by = { sub: `${ward}-resident-${place}`, ward, birthDate: '1985-05-17' }
      well(await world.call('commentOnAgreement', by, { params: { agreementId }, body: { text } }), 201)
    }
    await world.travel(closesAt)
    well(await scene.onAgreement('askCosting', coordinator, agreementId))
  }

  /** A decision about the agreement, of a meeting on an evening. */
  const decideOn = async (agreementId: string, evening: string, present: readonly number[]): Promise<string> => {
    const meetingId = await scene.convene(evening, [{ about: { kind: 'agreement', agreementId } }])
    await world.travel(evening)
    return heldMeeting(scene, meetingId, present)
  }

  /** The plan of a year is adopted, or adjusted, in a meeting. Answers the version of the text. */
  const planYear = async (agreementId: string, year: number, evening: string, present: readonly number[]) => {
    const decisionId = await decideOn(agreementId, evening, present)
    const text = textWith(...Array.from({ length: year - 2025 }, (_, place) => 2026 + place))
    const body = { year, because: `Plan ${year}`, text, decisionId }
    return Plan.parse(well(await scene.onAgreement('planYear', coordinator, agreementId, body)).body).textVersion
  }
  return { chooseChair, draft, promiseAll, consult, decideOn, planYear }
}
export type CouncilYears = ReturnType<typeof councilYears>
