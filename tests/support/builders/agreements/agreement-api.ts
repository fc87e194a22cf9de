// A ward agreement through its handlers, on the real engine.
import * as z from 'zod'
import { start as startAgreements } from '../../../../functions/agreements/api.ts'
import { start as startSweeping } from '../../../../functions/agreements/sweep-agreements.ts'
import { start as startNotices } from '../../../../functions/notices/api.ts'
import { start as startSeeding } from '../../../../functions/wards/seed-wards.ts'
import { agreementsOperations } from '../../../../shared/agreements/operations.ts'
import type { WardRole } from '../../../../shared/api/access.ts'
import { decisions } from '../../../../shared/councils/machine.ts'
import { keptDecisions } from '../../../../shared/councils/store.ts'
import { Instant } from '../../../../shared/kernel/clock.ts'
import { AgreementId, DecisionId, MeetingId, WardCode } from '../../../../shared/kernel/ids.ts'
import { freshSecretId } from '../../../../shared/kernel/random.ts'
import { noticesOperations } from '../../../../shared/notices/operations.ts'
import { changeOf, save } from '../../../../shared/table/save.ts'
import { freshTables, tableEnvironment } from '../../engine/engine.ts'
import { type HttpInput, type Persona, send } from '../../services/http-event.ts'
import { giveRole } from '../ward-roles.ts'

export const ward = 'pernis'
export const people = {
  council: { sub: 'council', ward },
  member: { sub: 'member' },
  coordinator: { sub: 'coordinator' },
  manager: { sub: 'manager' },
  networker: { sub: 'networker' },
  department: { sub: 'department' },
  'another department': { sub: 'another-department' },
  alderman: { sub: 'alderman' },
  clerk: { sub: 'clerk' },
  'rules officer': { sub: 'rules-officer', roles: ['rules-officer'] },
  'another officer': { sub: 'another-officer', roles: ['rules-officer'] },
  resident: { sub: 'resident', ward, birthDate: '1980-05-17' },
  neighbour: { sub: 'neighbour', ward, birthDate: '1990-05-17' },
} as const satisfies { readonly [name: string]: Persona }
/** The role of each person in Pernis. The council acts through its chair. */
const held: readonly (readonly [Who, WardRole, department?: string])[] = [
  ['council', 'chair'],
  ['member', 'member'],
  ['coordinator', 'coordinator'],
  ['manager', 'ward-manager'],
  ['networker', 'ward-networker'],
  ['department', 'department', 'Stadsbeheer'],
  ['another department', 'department', 'Zorg'],
  ['alderman', 'adopting-alderman'],
  ['clerk', 'council-clerk'],
]
const operations = { ...agreementsOperations, ...noticesOperations }
type Id = keyof typeof operations
type Who = keyof typeof people

export const part = (key: string, text: string, kind = 'plan') => ({ key, kind, title: key, text })
export const draftBody = {
  title: 'Wijkakkoord Pernis',
  from: '2026-01-01',
  until: '2030-01-01',
  text: [part('visie', 'Groen en veilig.', 'vision'), part('plan-2026', 'Een speeltuin.')],
}
export const actionBody = {
  year: 2026,
  title: 'Speeltuin',
  text: 'Een nieuwe speeltuin.',
  owner: { department: 'Stadsbeheer', role: 'gebiedsbeheerder' },
  source: { kind: 'resident', reference: 'Brief van 1 oktober' },
  dueOn: '2026-10-01',
}
export const costed = { state: 'costed', budgetCents: 750_000, coveredBy: 'Voorjaarsnota 2026' }

const Made = z.object({ id: z.string() })

/** The agreements API on a fresh table, with a clock that the test sets. */
export const startAgreementApi = async () => {
  const tables = await freshTables()
  const environment = tableEnvironment(tables)
  const [agreements, notices] = [startAgreements(environment), startNotices(environment)]
  const sweeper = startSweeping(environment)
  await startSeeding(environment)(undefined, {})
  for (const [who, role, department] of held)
    await giveRole(tables.table, people[who].sub, role, { ward, ...(department === undefined ? {} : { department }) })
  let at = '2025-10-01T09:00:00Z'
  const call = (id: Id, by: Who | undefined, input: HttpInput = {}) =>
    send(id in noticesOperations ? notices : agreements, operations[id], {
      at,
      ...(by === undefined ? {} : { by: people[by] }),
      ...input,
    })
  /** The version of a thing, from its ETag. */
  const versionOf = async (id: 'getAgreement' | 'getAction', params: { readonly [name: string]: string }) =>
    Number((await call(id, undefined, { params })).headers.etag?.replaceAll('"', ''))
  /** A step on a thing in its present version. */
  const step = async (id: Id, by: Who, params: { readonly [name: string]: string }, body?: unknown) => {
    const ifMatch = await versionOf('actionId' in params ? 'getAction' : 'getAgreement', params)
    return call(id, by, { params, ifMatch, ...(body === undefined ? {} : { body }) })
  }
  /** A decision of a council meeting, about an agreement if one is given. */
  const decision = async (
    of?: { readonly agreementId: string },
    outcome: 'adopt' | 'reject' | 'put-off' | 'decide-outside' = 'adopt',
    wardCode = ward,
  ) => {
    const taken = decisions.begin(outcome, {
      id: DecisionId.parse(freshSecretId()),
      wardCode: WardCode.parse(wardCode),
      title: 'Wijkakkoord',
      isAboutPersons: false,
      ...(of === undefined
        ? {}
        : { about: { kind: 'agreement' as const, agreementId: AgreementId.parse(of.agreementId) } }),
      meetingId: MeetingId.parse(freshSecretId()),
      itemNumber: 1,
      isTakenOutside: outcome === 'decide-outside',
      votings: [],
    })
    await save(tables.table, Instant.parse(new Date(at).toISOString()), changeOf(keptDecisions, taken))
    return taken.after.id
  }
  const draft = async (body: object = draftBody) => {
    const { id } = Made.parse((await call('draftAgreement', 'council', { body })).body)
    return { agreementId: id }
  }
  const propose = async (of: { readonly agreementId: string }, body: object = {}) => {
    const made = await call('proposeAction', 'council', { params: of, body: { ...actionBody, ...body } })
    return { ...of, actionId: Made.parse(made.body).id }
  }
  const agreed = async (of: { readonly agreementId: string }, body: object = {}) => {
    const action = await propose(of, body)
    await step('costAction', 'department', action, costed)
    await step('agreeAction', 'council', action)
    return action
  }
  const setTime = (moment: string) => {
    at = moment
  }
  const sweep = async () => {
    const { vi } = await import('vitest')
    vi.setSystemTime(at)
    return sweeper(undefined, {})
  }
  /** A published agreement with these actions. */
  const published = async (actions: readonly object[] = [{}], body: object = draftBody) => {
    const of = await draft(body)
    const made: { readonly agreementId: string; readonly actionId: string }[] = []
    for (const action of actions) made.push(await agreed(of, action))
    setTime('2025-10-02T09:00:00Z')
    await step('consultResidents', 'council', of, { closesAt: '2025-11-01T09:00:00Z' })
    setTime('2025-11-01T09:00:00Z')
    await step('askCosting', 'council', of)
    await step('adoptAgreement', 'council', of, { decisionId: await decision(of) })
    for (const [who, by] of [
      ['council', 'Voorzitter'],
      ['alderman', 'Wijkwethouder'],
      ['networker', 'Wijknetwerker'],
    ] as const)
      await step('signAgreement', who, of, { by })
    await step('publishAgreement', 'council', of)
    return { of, actions: made }
  }
  return { ...tables, environment, call, step, decision, draft, propose, agreed, published, versionOf, setTime, sweep }
}
