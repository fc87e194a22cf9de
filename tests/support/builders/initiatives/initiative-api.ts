// The functions of wards and initiatives on fresh tables, and one-line helpers for tests.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { start as startApi } from '../../../../functions/initiatives/api.ts'
import { start as startWards } from '../../../../functions/wards/api.ts'
import { start as seedWards } from '../../../../functions/wards/seed-wards.ts'
import type { Operation } from '../../../../shared/api/operation.ts'
import { decisions } from '../../../../shared/councils/machine.ts'
import { keptDecisions } from '../../../../shared/councils/store.ts'
import { initiativesOperations as operations } from '../../../../shared/initiatives/operations.ts'
import { readClock } from '../../../../shared/kernel/clock.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { DecisionId, InitiativeId, MeetingId, WardCode } from '../../../../shared/kernel/ids.ts'
import { Cents } from '../../../../shared/kernel/money.ts'
import { changeOf, save } from '../../../../shared/table/save.ts'
import type { Table } from '../../../../shared/table/table.ts'
import { setWardBudget } from '../../../../shared/wards/budgets/operations.ts'
import { setRegisterFigure } from '../../../../shared/wards/register/operations.ts'
import { freshTables, tableEnvironment } from '../../engine/engine.ts'
import { type Answered, type Handler, type HttpInput, type Persona, send } from '../../services/http-event.ts'
import { giveRole } from '../ward-roles.ts'
import { completeBody } from './initiatives.ts'

const ward = 'oude-noorden'
const birthDate = '1990-01-01'
export const personas = {
  ada: { sub: 'ada', ward, birthDate },
  bo: { sub: 'bo', ward, birthDate },
  stranger: { sub: 'stranger', ward: 'pernis', birthDate },
  council: { sub: 'clerk-1' },
  colleague: { sub: 'clerk-3' },
  manager: { sub: 'clerk-2', ward },
  otherManager: { sub: 'clerk-4', ward: 'pernis' },
  electionOffice: { sub: 'office', roles: ['election-office'] },
  otherCouncil: { sub: 'other' },
} as const satisfies { readonly [name: string]: Persona }

/** Roles by ward for the personas. */
export const giveInitiativeRoles = async (table: Table): Promise<void> => {
  const { council, colleague, manager, otherCouncil, otherManager } = personas
  await giveRole(table, council.sub, 'member', { ward })
  await giveRole(table, colleague.sub, 'coordinator', { ward })
  await giveRole(table, manager.sub, 'ward-manager', { ward })
  await giveRole(table, otherManager.sub, 'ward-manager', { ward: 'pernis' })
  await giveRole(table, otherCouncil.sub, 'member', { ward: 'pernis' })
}
const ofCouncil: readonly (string | undefined)[] = [personas.council.sub, personas.colleague.sub]

export const supporter = (number: number): Persona => ({ sub: `supporter-${number}`, ward, birthDate: '2014-01-01' })

const Made = z.object({ id: InitiativeId })
export const march = '2026-03-02T09:00:00Z'

type StepName = Exclude<
  keyof typeof operations,
  'listInitiatives' | 'listMyInitiatives' | 'listMySupports' | 'createInitiative'
>
type Ask = Omit<HttpInput, 'params'>

/** Seeds wards, registers 12,000 residents in two of them, and sets a budget of €5,000 for 2026. `more`: additional environment. */
export const startInitiatives = async (more: Environment = {}) => {
  const tables = await freshTables()
  const environment = { ...tableEnvironment(tables), ...more }
  const wards = startWards(environment)
  const api = startApi(environment)
  await seedWards(environment)(undefined, {})
  await giveInitiativeRoles(tables.table)
  await send(wards, setWardBudget, {
    at: march,
    by: personas.manager,
    params: { wardCode: ward, year: '2026' },
    body: { totalCents: 500_000 },
    ifMatch: 0,
  })
  for (const wardCode of [ward, 'pernis'])
    await send(wards, setRegisterFigure, {
      at: march,
      by: personas.electionOffice,
      params: { wardCode, date: '2026-01-01' },
      body: { residents: 12_000, source: 'Basisregistratie personen' },
      ifMatch: 0,
    })
  return { tables, environment, wards, ...initiativeCalls(api, tables.table) }
}

/** Stores a decision on an initiative by a formal meeting of the council of Oude Noorden. */
export const councilDecides = async (
  table: Table,
  initiativeId: string,
  proposal: 'award' | 'decline',
  more: object = {},
  outcome: 'adopt' | 'reject' | 'put-off' | 'decide-outside' = 'adopt',
): Promise<DecisionId> => {
  const { amountCents } = z.object({ amountCents: Cents.optional() }).parse(more)
  const taken = decisions.begin(outcome, {
    id: DecisionId.parse(randomUUID()),
    wardCode: WardCode.parse(ward),
    title: 'Een initiatief',
    isAboutPersons: false,
    about: {
      ...{ kind: 'initiative', initiativeId: InitiativeId.parse(initiativeId), proposal },
      ...(amountCents === undefined ? {} : { amountCents }),
    },
    meetingId: MeetingId.parse(randomUUID()),
    itemNumber: 1,
    isTakenOutside: outcome === 'decide-outside',
    votings: [],
  })
  await save(table, readClock(), changeOf(keptDecisions, taken))
  return taken.after.id
}

/** Creates a draft and takes further steps through the API. */
export const initiativeCalls = (api: Handler, table: Table) => {
  const ask = (operation: Operation, input: HttpInput) => send(api, operation, { at: march, ...input })
  /** Adds a decision of a formal meeting to a request for the council's verdict. */
  const backed = async (initiativeId: string, input: Ask): Promise<Ask> => {
    const body: { readonly outcome?: unknown } = Object(input.body)
    const isOfCouncil = ofCouncil.includes(input.by?.sub) && !Object.hasOwn(body, 'decisionId')
    if (!isOfCouncil || (body.outcome !== 'award' && body.outcome !== 'decline')) return input
    return { ...input, body: { ...body, decisionId: await councilDecides(table, initiativeId, body.outcome, body) } }
  }
  const step = async (name: StepName, initiativeId: string, input: Ask): Promise<Answered> => {
    const asked = name === 'decideInitiative' ? await backed(initiativeId, input) : input
    return ask(operations[name], { params: { initiativeId }, ...asked })
  }
  const create = (body: object = completeBody, input: Ask = {}) =>
    ask(operations.createInitiative, { by: personas.ada, body, ...input })
  const drafted = async (change: object = {}): Promise<string> =>
    Made.parse((await create({ ...completeBody, ...change })).body).id
  const submitted = async (change: object = {}, at = march): Promise<string> => {
    const id = await drafted(change)
    await step('submitInitiative', id, { by: personas.ada, ifMatch: 1, at })
    return id
  }
  const supported = async (change: object = {}, count = 4): Promise<string> => {
    const id = await submitted(change)
    for (let number = 1; number <= count; number++)
      await step('supportInitiative', id, { by: supporter(number), body: { name: `Buur ${number}` } })
    return id
  }
  const admitted = async (change: object = {}): Promise<string> => {
    const id = await supported(change)
    await step('admitInitiative', id, { by: personas.council, ifMatch: 2 })
    return id
  }
  return { api, table, ask, step, create, drafted, submitted, supported, admitted }
}
