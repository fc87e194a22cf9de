// A ward, its council and the steps of its agreement. Each step is one call, through the API, at the present moment.
import { expect } from 'vitest'
import * as z from 'zod'
import type { Answered, Persona } from '../services/http-event.ts'
import type { OperationName, World } from './world.ts'

const Made = z.object({ id: z.string() })
const Meeting = z.object({
  agenda: z.array(z.object({ number: z.int(), decisionId: z.string().optional() })),
})
const rulesOfficer: Persona = { sub: 'rules-officer', roles: ['rules-officer'] }
const electionOffice: Persona = { sub: 'election-office', roles: ['election-office'] }

export type ActionOf = { readonly agreementId: string; readonly actionId: string }
type Term = { readonly from: string; readonly until: string }

/** Checks the status of an answer, and shows its body if the check fails. */
export const well = (answered: Answered, status = 200): Answered => {
  expect(answered, JSON.stringify(answered.body)).toMatchObject({ status })
  return answered
}
const idOf = (answered: Answered): string => Made.parse(well(answered, 201).body).id
const versionOf = ({ headers }: Answered): number => Number(headers.etag?.replaceAll('"', ''))

const departmentOf = (name: string): Persona => ({ sub: `department-${name.toLowerCase()}` })

/** Grants the roles of the whole city: one department for each of these names, and the clerk of the municipal council. */
export const grantCityRoles = async (world: World, departments: readonly string[], period: Term): Promise<void> => {
  for (const department of departments) {
    const body = { role: 'department', department, residentId: departmentOf(department).sub, name: department, period }
    idOf(await world.call('grantRole', rulesOfficer, { body }))
  }
  const clerk = { role: 'council-clerk', residentId: 'clerk', name: 'Griffier', period }
  idOf(await world.call('grantRole', rulesOfficer, { body: clerk }))
}

/** Who answers an alarm on each rung, in the order of the ladder. */
const answering = (ward: string, department: string): readonly Persona[] => [
  { sub: `${ward}-ward-manager` },
  departmentOf(department),
  { sub: `${ward}-adopting-alderman` },
  { sub: `${ward}-adopting-alderman` },
  { sub: 'clerk' },
]

/** A ward with officials and a council of this many members, in office for a term. */
export const foundWard = async (world: World, ward: string, seats: number, term: Term) => {
  const coordinator: Persona = { sub: `${ward}-coordinator` }
  for (const role of ['coordinator', 'ward-manager', 'ward-networker', 'adopting-alderman']) {
    const body = { role, wardCode: ward, residentId: `${ward}-${role}`, name: role, period: term }
    idOf(await world.call('grantRole', rulesOfficer, { body }))
  }
  const personOf = (place: number): Persona => ({ sub: `${ward}-member-${place}` })
  const memberIds: string[] = []
  for (let place = 0; place < seats; place += 1) {
    const body = { residentId: personOf(place).sub, name: `Lid ${place + 1}`, mandate: term }
    memberIds.push(idOf(await world.call('installMember', electionOffice, { params: { wardCode: ward }, body })))
  }
  const memberOf = (place: number) => memberIds[place] ?? ''

  type Params = { readonly [name: string]: string }
  /** Versions known from our own steps. Reading each version again would double the number of requests. */
  const versions = new Map<string, number>()
  /** A step on a thing in its known version, or in the version read from the API if that one is outdated. */
  const step = async (
    [look, id]: readonly [look: OperationName, id: OperationName],
    by: Persona,
    params: Params,
    body?: object,
    /** The parameters that find the thing, if the step is on a part of it. */
    whole: Params = params,
  ): Promise<Answered> => {
    const attempt = (ifMatch: number) => world.call(id, by, { params, ifMatch, ...(body && { body }) })
    const thing = JSON.stringify(whole)
    const known = versions.get(thing)
    const first = known === undefined ? undefined : await attempt(known)
    const answered =
      first === undefined || first.status === 412
        ? await attempt(versionOf(await world.call(look, coordinator, { params: whole })))
        : first
    if (answered.headers.etag !== undefined) versions.set(thing, versionOf(answered))
    return answered
  }
  const onAgreement = (id: OperationName, by: Persona, agreementId: string, body?: object) =>
    step(['getAgreement', id], by, { agreementId }, body)
  const onMeeting = (id: OperationName, params: Params, body?: object) =>
    step(['getMeeting', id], coordinator, params, body, { meetingId: params.meetingId ?? '' })

  /** Convenes a formal meeting with these items. */
  const convene = async (startsAt: string, items: readonly object[]): Promise<string> => {
    const agenda = items.map((item) => ({ title: 'Ter besluit', purpose: 'decision', isAboutPersons: false, ...item }))
    const body = { wardCode: ward, kind: 'formal', startsAt, place: 'Wijkhub', agenda }
    return idOf(await world.call('conveneMeeting', coordinator, { body }))
  }
  const open = async (meetingId: string, present: readonly number[]) =>
    well(await onMeeting('openMeeting', { meetingId }, { present: present.map(memberOf) }))
  /** Votes by name on an item; the last `against` of the present members vote against. Returns the id of the decision. */
  const decide = async (meetingId: string, present: readonly number[], against = 0, number = 1): Promise<string> => {
    const votes = present.map((place, index) => ({
      memberId: memberOf(place),
      vote: index < present.length - against ? 'for' : 'against',
    }))
    const params = { meetingId, itemNumber: String(number) }
    const { body } = well(await onMeeting('decideItem', params, { how: 'by-name', votes }))
    return Meeting.parse(body).agenda.find((item) => item.number === number)?.decisionId ?? ''
  }
  const close = async (meetingId: string) => well(await onMeeting('closeMeeting', { meetingId }))

  const onAction = async (id: OperationName, by: Persona, action: ActionOf, body?: object): Promise<Answered> => {
    const ifMatch = versions.get(action.actionId) ?? 1
    const answered = await world.call(id, by, { params: { ...action }, ifMatch, ...(body && { body }) })
    if (answered.status < 300) versions.set(action.actionId, versionOf(answered))
    return answered
  }
  /** Proposes an action; its department states the cost; it is agreed. */
  const promise = async (agreementId: string, department: string, plan: object): Promise<ActionOf> => {
    const owner = { department, role: 'gebiedsbeheerder' }
    const body = { text: 'Verzonnen voor deze proef.', owner, source: { kind: 'resident' }, ...plan }
    const action = {
      agreementId,
      actionId: idOf(await world.call('proposeAction', coordinator, { params: { agreementId }, body })),
    }
    await cost(action, department)
    return action
  }
  const cost = async (action: ActionOf, department: string): Promise<void> => {
    const costing = { state: 'costed', budgetCents: 500_000, coveredBy: 'Voorjaarsnota' }
    well(await onAction('costAction', departmentOf(department), action, costing))
    well(await onAction('agreeAction', coordinator, action))
  }
  const report = async (action: ActionOf, department: string): Promise<Answered> => {
    const input = { params: { ...action }, body: { text: 'Wij zijn ermee bezig.' } }
    const answered = well(await world.call('reportProgress', departmentOf(department), input), 201)
    versions.set(action.actionId, versionOf(answered))
    return answered
  }
  const judge = async (action: ActionOf, verdict: object): Promise<Answered> =>
    well(await onAction('judgeAction', coordinator, action, { reason: 'Besproken in de vergadering.', ...verdict }))

  const onAlarm = (id: OperationName, by: Persona, params: Params, body: object) =>
    step(['getAgreementAlarm', id], by, params, body)
  return {
    ward,
    coordinator,
    personOf,
    memberOf,
    onAgreement,
    onMeeting,
    onAction,
    convene,
    open,
    decide,
    close,
    promise,
    cost,
    report,
    judge,
    onAlarm,
    leave: (place: number, on: string) =>
      step(
        ['getMember', 'endMembership'],
        electionOffice,
        { wardCode: ward, memberId: memberOf(place) },
        { on, because: 'moved' },
      ),
    answer: (params: Params, rung: number, department: string) =>
      onAlarm('answerAlarm', answering(ward, department)[rung] ?? coordinator, params, {
        text: 'Wij pakken dit nu op.',
      }),
    solve: (params: Params) =>
      onAlarm('solveAlarm', personOf(1), params, { solution: 'Het is gedaan, wij zagen het.' }),
  }
}
export type WardScene = Awaited<ReturnType<typeof foundWard>>

/** Lets the three parties sign an adopted draft, the chair for the council, and publishes it. */
export const signAndPublish = async (scene: WardScene, agreementId: string, chair = 0): Promise<void> => {
  const { ward, coordinator, personOf, onAgreement } = scene
  const parties = [personOf(chair), { sub: `${ward}-adopting-alderman` }, { sub: `${ward}-ward-networker` }]
  for (const party of parties) well(await onAgreement('signAgreement', party, agreementId, { by: 'Getekend' }))
  well(await onAgreement('publishAgreement', coordinator, agreementId))
}

/** Adopts a draft by a decision of the council, lets it be signed, and publishes it. */
export const adoptAndPublish = async (scene: WardScene, agreementId: string, decisionId: string): Promise<void> => {
  well(await scene.onAgreement('adoptAgreement', scene.coordinator, agreementId, { decisionId }))
  await signAndPublish(scene, agreementId)
}
