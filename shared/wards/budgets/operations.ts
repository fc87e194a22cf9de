// API operations on the yearly budgets of wards.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { WardCode } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { wardsRefusals } from '../refusals.ts'
import { BudgetYear } from './budget.ts'

const operation = operationsOf('wards', wardsRefusals)
const yearParams = z.strictObject({
  wardCode: WardCode,
  year: z
    .string()
    .regex(/^[0-9]{4}$/)
    .transform(Number)
    .pipe(BudgetYear)
    // Four digits in the path are a number according to the schema.
    .meta({ override: { type: 'integer', minimum: 2022, maximum: 2100 } }),
})

/** The remainder is not committed; `committedCents` is awarded, or reserved by a round. */
const PublicBudget = z
  .strictObject({
    wardCode: WardCode,
    year: BudgetYear,
    totalCents: Cents,
    committedCents: Cents,
    remainingCents: Cents,
  })
  .meta({ id: 'WardBudget' })

export const getWardBudget = operation({
  id: 'getWardBudget',
  method: 'GET',
  path: '/wards/{wardCode}/budgets/{year}',
  summary: { nl: 'Het budget van een wijk en wat ervan over is', en: 'The budget of a ward and what is left of it' },
  description: 'The budget of one year. `remainingCents` has not been promised or reserved.',
  access: access.public,
  params: yearParams,
  responses: { 200: PublicBudget },
  refusals: ['ward-not-found', 'budget-not-set'],
})

export const setWardBudget = operation({
  id: 'setWardBudget',
  method: 'PUT',
  path: '/wards/{wardCode}/budgets/{year}',
  summary: { nl: 'Stel het budget van een wijk vast', en: 'Set the budget of a ward' },
  description: 'The first time, when there is no version to have seen, with `If-Match: "0"`.',
  access: access.wardManager,
  about: { missing: 'ward-not-found' },
  requires: 'if-match',
  params: yearParams,
  body: z.strictObject({ totalCents: Cents }),
  responses: { 200: PublicBudget },
  refusals: ['budget-below-committed'],
})
