// What the council of a ward does in four years apart from reviews: it chooses chairs, makes agreements and adopts yearly plans.
import * as z from 'zod'
import type { PlannedAction } from './plan.ts'
import { heldMeeting } from './played-year.ts'
import { type ActionOf, type WardScene, well } from './ward-scene.ts'
import type { World } from './world.ts'

const Made = z.object({ id: z.string() })
const Plan = z.object({ textVersion: z.int() })
const part = (key: string, kind: string, text: string) => ({ key, kind, title: key, text })
const vision = part('visie', 'vision', 'Een groene wijk waar het veilig is.')

/** The text of an agreement with the plans of these years. */
const textWith = (...planned: readonly number[]) => [
  vision,
  ...planned.map((year) => part(`plan-${year}`, 'plan', `Wat wij in ${year} doen.`)),
]

export const councilYears = (world: World, scene: WardScene) => {
  const { ward, coordinator, memberOf } = scene

  /** Elects a chair for a year from 16 September, by secret ballot of the members who are present. */
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

  /** A draft from a certain day on, with the actions of its first year, each with the cost that its department stated. */
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

  /** Consults residents until a moment, and then asks the departments for costs. */
  const consult = async (agreementId: string, closesAt: string, comments: readonly string[]) => {
    well(await scene.onAgreement('consultResidents', coordinator, agreementId, { closesAt }))
    for (const [place, text] of comments.entries()) {
      const by = { sub: `${ward}-resident-${place}`, ward, birthDate: '1985-05-17' }
      well(await world.call('commentOnAgreement', by, { params: { agreementId }, body: { text } }), 201)
    }
    await world.travel(closesAt)
    well(await scene.onAgreement('askCosting', coordinator, agreementId))
  }

  /** Decides about the agreement in a meeting on this evening. Returns the id of the decision. */
  const decideOn = async (agreementId: string, evening: string, present: readonly number[]): Promise<string> => {
    const meetingId = await scene.convene(evening, [{ about: { kind: 'agreement', agreementId } }])
    await world.travel(evening)
    return heldMeeting(scene, meetingId, present)
  }

  /** Adopts or adjusts the plan of a year in a meeting. Returns the version of the text. */
  const planYear = async (agreementId: string, year: number, evening: string, present: readonly number[]) => {
    const decisionId = await decideOn(agreementId, evening, present)
    const text = textWith(...Array.from({ length: year - 2025 }, (_, place) => 2026 + place))
    const body = { year, because: `Plan ${year}`, text, decisionId }
    return Plan.parse(well(await scene.onAgreement('planYear', coordinator, agreementId, body)).body).textVersion
  }
  return { chooseChair, draft, promiseAll, consult, decideOn, planYear }
}
export type CouncilYears = ReturnType<typeof councilYears>
