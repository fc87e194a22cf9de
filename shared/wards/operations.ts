// API operations on wards.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf } from '../api/operation.ts'
import { Area } from '../kernel/area.ts'
import { WardCode } from '../kernel/ids.ts'
import { findWardOfAddress, getAddresses, setAddresses } from './addresses/operations.ts'
import { getWardBudget, setWardBudget } from './budgets/operations.ts'
import { wardsRefusals } from './refusals.ts'
import { getRegisterFigure, listRegisterFigures, setRegisterFigure } from './register/operations.ts'
import { getInitiativeRules, publishInitiativeRules, withdrawInitiativeRules } from './rules/operations.ts'
import { Ward } from './ward.ts'

const operation = operationsOf('wards', wardsRefusals)
const params = z.strictObject({ wardCode: WardCode })
const PublicWard = Ward.meta({ id: 'Ward' })

export const listWards = operation({
  id: 'listWards',
  method: 'GET',
  path: '/wards',
  summary: { nl: 'Alle wijken van de stad', en: 'All wards of the city' },
  description: 'All of them at once: the Ordinance names 39.',
  access: access.public,
  cached: 'short',
  query: z.strictObject({ area: Area.optional() }),
  responses: { 200: z.strictObject({ items: z.array(PublicWard) }) },
})

export const getWard = operation({
  id: 'getWard',
  method: 'GET',
  path: '/wards/{wardCode}',
  summary: { nl: 'Een wijk', en: 'A ward' },
  description: 'Its name, its area and its council, as the sources say.',
  access: access.public,
  cached: 'short',
  params,
  responses: { 200: PublicWard },
  refusals: ['ward-not-found'],
})

export const wardsOperations = {
  findWardOfAddress,
  getAddresses,
  setAddresses,
  listWards,
  getWard,
  getInitiativeRules,
  publishInitiativeRules,
  withdrawInitiativeRules,
  getWardBudget,
  setWardBudget,
  listRegisterFigures,
  getRegisterFigure,
  setRegisterFigure,
} as const
