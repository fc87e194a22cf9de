// A ward council that meets, through the API: members installed, meetings convened and opened, votes recorded.
import * as z from 'zod'
import { start } from '../../../functions/councils/api.ts'
import { start as startSeeding } from '../../../functions/wards/seed-wards.ts'
import { councilsOperations as operations } from '../../../shared/councils/operations.ts'
import { freshTables, tableEnvironment } from '../engine/engine.ts'
import { underRights } from '../engine/guarded.ts'
import { type Answered, type Handler, type HttpInput, send } from '../services/http-event.ts'
import { giveRole } from './ward-roles.ts'

const Shown = z.object({ id: z.string(), status: z.string() })
const Meeting = Shown.extend({
  agenda: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      decisionId: z.string().optional(),
      election: z.object({ stands: z.string(), between: z.array(z.string()) }).optional(),
    }),
  ),
})
const Decided = Shown.extend({
  isTakenOutside: z.boolean(),
  votings: z.array(
    z.object({
      how: z.string(),
      outcome: z.string(),
      because: z.string(),
      figures: z.object({ for: z.int(), against: z.int(), abstained: z.int(), tookPart: z.int() }),
      votes: z.array(z.object({ name: z.string(), vote: z.string() })).optional(),
      elected: z.string().optional(),
    }),
  ),
})

export const call = '2026-06-01T09:00:00Z'
export const hour = '2026-06-10T18:00:00Z'
export const item = (title: string, more: object = {}) => ({
  title,
  purpose: 'decision',
  isAboutPersons: false,
  ...more,
})

/** A council of `seats` members in a ward, on fresh tables unless some are given. Its function has only its own rights. */
export const startCouncil = async (ward = 'pernis', seats = 7) => {
  const tables = await freshTables()
  const environment = tableEnvironment(tables)
  const api: Handler = start(underRights('councils-api', environment))
  await startSeeding(environment)(undefined, {})
  const by = { sub: `coordinator-${ward}` }
  await giveRole(tables.table, by.sub, 'coordinator', { ward })
  const ask = (operation: keyof typeof operations, input: HttpInput) =>
    send(api, operations[operation], { at: hour, by, ...input })
  const members: string[] = []
  for (let number = 1; number <= seats; number += 1) {
    const body = {
      residentId: `${ward}-${number}`,
      name: `Lid ${number}`,
      mandate: { from: '2022-04-20', until: '2030-04-10' },
    }
    const office = { sub: 'office', roles: ['election-office'] } as const
    const installed = await ask('installMember', { by: office, params: { wardCode: ward }, body })
    members.push(Shown.parse(installed.body).id)
  }
  const member = (number: number) => members[number - 1] ?? ''
  const version = ({ headers }: Answered) => Number((headers.etag ?? '').replaceAll('"', ''))
  const read = async (meetingId: string) => {
    const answered = await ask('getMeeting', { params: { meetingId } })
    return { ...Meeting.parse(answered.body), version: version(answered) }
  }
  /** A step on a meeting in its present version. */
  const step = async (operation: keyof typeof operations, meetingId: string, input: HttpInput = {}) =>
    ask(operation, {
      ifMatch: (await read(meetingId)).version,
      ...input,
      params: { meetingId, ...input.params },
    })
  const convene = async (agenda: readonly object[], input: HttpInput & { readonly more?: object } = {}) => {
    const { more = {}, ...rest } = input
    const body = { wardCode: ward, kind: 'formal', startsAt: hour, place: 'Wijkhub', agenda, ...more }
    return ask('conveneMeeting', { at: call, body, ...rest })
  }
  const convened = async (agenda: readonly object[], input: HttpInput & { readonly more?: object } = {}) =>
    Shown.parse((await convene(agenda, input)).body).id
  const open = (meetingId: string, present: readonly number[], input: HttpInput = {}) =>
    step('openMeeting', meetingId, { body: { present: present.map(member) }, ...input })
  const opened = async (agenda: readonly object[], present: readonly number[], more: object = {}) => {
    const id = await convened(agenda, { more })
    await open(id, present)
    return id
  }
  const decide = (meetingId: string, vote: object, itemNumber = 1, input: HttpInput = {}) =>
    step('decideItem', meetingId, { body: vote, ...input, params: { itemNumber: String(itemNumber) } })
  const choose = (meetingId: string, move: object, itemNumber = 1) =>
    step('chooseMember', meetingId, { body: move, params: { itemNumber: String(itemNumber) } })
  const decisionOn = async (meetingId: string, itemNumber = 1) => {
    const { agenda } = await read(meetingId)
    const decisionId = agenda.find(({ number }) => number === itemNumber)?.decisionId ?? ''
    return Decided.parse((await ask('getDecision', { params: { decisionId } })).body)
  }
  /** A vote by name: the numbers of the members who vote for, vote against and abstain. */
  const byName = (yes: readonly number[], no: readonly number[] = [], abstained: readonly number[] = []) => ({
    how: 'by-name',
    votes: [
      ...yes.map((number) => ({ memberId: member(number), vote: 'for' })),
      ...no.map((number) => ({ memberId: member(number), vote: 'against' })),
      ...abstained.map((number) => ({ memberId: member(number), vote: 'abstained' })),
    ],
  })
  return {
    ...tables,
    ...{ api, ward, by, ask, member, read, step, convene, convened, open, opened, decide, choose, decisionOn, byName },
  }
}
