// The agreements of all wards, made in the autumn before the year: the council, the officials and the planned actions of each ward.
import * as z from 'zod'
import type { PlannedAction } from './plan.ts'
import { heldMeeting, type PlayedAction, type PlayedWard } from './played-year.ts'
import { adoptAndPublish, foundWard, grantCityRoles, well } from './ward-scene.ts'
import type { World } from './world.ts'

const term = { from: '2025-09-01', until: '2030-01-01' }
const present = [0, 1, 2]

/** Makes the agreement of every ward in the autumn before. All of them come into force on the first day of the year. */
export const makeAgreements = async (
  world: World,
  plan: readonly PlannedAction[],
  departments: readonly string[],
): Promise<readonly PlayedWard[]> => {
  await grantCityRoles(world, departments, term)
  const begun: PlayedWard[] = []
  for (const ward of new Set(plan.map((action) => action.ward))) {
    const scene = await foundWard(world, ward, present.length, term)
    const member = { wardCode: ward, memberId: scene.memberOf(0) }
    const chair = { role: 'chair', period: { from: '2025-09-08', until: '2026-09-01' } }
    well(await world.call('appointMember', scene.coordinator, { params: member, ifMatch: 1, body: chair }))
    const text = [{ key: 'visie', kind: 'vision', title: 'Visie', text: 'Verzonnen voor deze proef.' }]
    const body = { wardCode: ward, title: 'Wijkakkoord', from: '2026-01-01', until: '2030-01-01', text }
    const drafted = well(await world.call('draftAgreement', scene.coordinator, { body }), 201)
    const agreementId = z.object({ id: z.string() }).parse(drafted.body).id
    const actions: PlayedAction[] = []
    for (const planned of plan.filter((action) => action.ward === ward)) {
      const more = { year: 2026, title: planned.title, dueOn: '2026-12-01' }
      actions.push({ planned, of: await scene.promise(agreementId, planned.department, more) })
    }
    const closesAt = '2025-11-01T09:00:00Z'
    well(await scene.onAgreement('consultResidents', scene.coordinator, agreementId, { closesAt }))
    begun.push({ scene, agreementId, actions, present })
  }
  await world.travel('2025-11-10T09:00:00Z')
  const meetings = new Map<string, string>()
  for (const { scene, agreementId } of begun) {
    well(await scene.onAgreement('askCosting', scene.coordinator, agreementId))
    const items = [{ about: { kind: 'agreement', agreementId } }]
    meetings.set(scene.ward, await scene.convene('2025-11-20T19:00:00Z', items))
  }
  await world.travel('2025-11-20T19:00:00Z')
  for (const { scene, agreementId } of begun)
    await adoptAndPublish(scene, agreementId, await heldMeeting(scene, meetings.get(scene.ward) ?? '', present))
  return begun
}
