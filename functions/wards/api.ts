// What anyone may read about wards, and what rules officers and ward managers set.
import { dateInCity } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import type { WardCode } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { ruleSetOn } from '../../shared/rule-sets/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { getBudget } from '../../shared/wards/budgets/store.ts'
import { wardsOperations as operations } from '../../shared/wards/operations.ts'
import { initiativeRuleSets } from '../../shared/wards/rules/rule-set.ts'
import * as wards from '../../shared/wards/store.ts'
import { implement, reply, serve } from '../runtime/http.ts'
import { findWardOfAddress, getAddresses, setAddresses } from './addresses.ts'
import { publishInitiativeRules, withdrawInitiativeRules } from './publish-initiative-rules.ts'
import { getRegisterFigure, listRegisterFigures, setRegisterFigure } from './register-figures.ts'
import { presentBudget, setWardBudget } from './set-ward-budget.ts'

const listWards = (table: Table) =>
  implement(operations.listWards, async ({ query }) => {
    const all = await wards.listWards(table)
    return reply(200, { items: all.filter(({ area }) => query.area === undefined || area === query.area) })
  })

const getWard = (table: Table) =>
  implement(operations.getWard, async ({ params }) => {
    const ward = await wards.getWard(table, params.wardCode)
    return ward === undefined ? refuse('ward-not-found') : reply(200, ward)
  })

/** Distinguishes a ward without the requested data from an unknown ward. */
const lacking = async <const Code extends string>(table: Table, wardCode: WardCode, code: Code) =>
  refuse((await wards.getWard(table, wardCode)) === undefined ? 'ward-not-found' : code)

const getInitiativeRules = (table: Table) =>
  implement(operations.getInitiativeRules, async ({ params: { wardCode }, query, now }) => {
    const found = await ruleSetOn(table, initiativeRuleSets, wardCode, query.on ?? dateInCity(now))
    return found === undefined ? lacking(table, wardCode, 'rules-not-found') : reply(200, { wardCode, ...found.rules })
  })

const getWardBudget = (table: Table) =>
  implement(operations.getWardBudget, async ({ params: { wardCode, year } }) => {
    const budget = await getBudget(table, wardCode, year)
    if (budget === undefined) return lacking(table, wardCode, 'budget-not-set')
    return reply(200, presentBudget(budget), { version: budget.version })
  })

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(operations, {
    findWardOfAddress: findWardOfAddress(table),
    getAddresses: getAddresses(table),
    setAddresses: setAddresses(table),
    listWards: listWards(table),
    getWard: getWard(table),
    getInitiativeRules: getInitiativeRules(table),
    publishInitiativeRules: publishInitiativeRules(table),
    withdrawInitiativeRules: withdrawInitiativeRules(table),
    getWardBudget: getWardBudget(table),
    setWardBudget: setWardBudget(table),
    listRegisterFigures: listRegisterFigures(table),
    getRegisterFigure: getRegisterFigure(table),
    setRegisterFigure: setRegisterFigure(table),
  })
}
