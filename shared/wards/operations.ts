// API operations on wards.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Area } from '../kernel/area.ts'
import { LocalDate } from '../kernel/clock.ts'
import { WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { Address, AddressRecord, PostcodeArea } from './address.ts'
import { BudgetYear } from './budget.ts'
import { InitiativeRules } from './initiative-rules.ts'
import { wardsRefusals } from './refusals.ts'
import { RegisterCount } from './register-figure.ts'
import { Ward } from './ward.ts'

const operation = operationsOf('wards', wardsRefusals)
const params = z.strictObject({ wardCode: WardCode })
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

const dateParams = z.strictObject({ wardCode: WardCode, date: LocalDate })

const PublicWard = Ward.meta({ id: 'Ward' })

/** A rule set of a ward, with the values that no source confirms. */
const WardRules = z.strictObject({ wardCode: WardCode, ...InitiativeRules.shape }).meta({ id: 'InitiativeRules' })

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

/** How many residents the population register counted in a ward on a day. */
const PublicRegisterFigure = z
  .strictObject({ wardCode: WardCode, date: LocalDate, ...RegisterCount.shape })
  .meta({ id: 'RegisterFigure' })

export const listWards = operation({
  id: 'listWards',
  method: 'GET',
  path: '/wards',
  summary: { nl: 'Alle wijken van de stad', en: 'All wards of the city' },
  description: 'All of them at once: the Ordinance knows 39.',
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

export const getInitiativeRules = operation({
  id: 'getInitiativeRules',
  method: 'GET',
  path: '/wards/{wardCode}/rules',
  summary: {
    nl: 'De regels voor bewonersinitiatieven die op een dag gelden',
    en: 'The rules for resident initiatives that apply on a day',
  },
  description: 'The newest rule set that is not after the day; today in the city unless asked.',
  access: access.public,
  cached: 'short',
  params,
  query: z.strictObject({ on: LocalDate.optional() }),
  responses: { 200: WardRules },
  refusals: ['ward-not-found', 'rules-not-found'],
})

export const publishInitiativeRules = operation({
  id: 'publishInitiativeRules',
  method: 'POST',
  path: '/wards/{wardCode}/rules',
  summary: {
    nl: 'Publiceer regels voor bewonersinitiatieven vanaf een datum',
    en: 'Publish rules for resident initiatives from a date on',
  },
  description:
    'They apply from `validFrom` on and cannot be changed; until then they can be withdrawn and others published. Initiatives keep the rules under which they were handed in.',
  access: access.rulesOfficer,
  requires: 'idempotency-key',
  params,
  body: InitiativeRules,
  responses: { 201: WardRules },
  refusals: ['ward-not-found', 'rules-in-the-past', 'rules-already-published', 'rules-withdrawn'],
})

export const withdrawInitiativeRules = operation({
  id: 'withdrawInitiativeRules',
  method: 'DELETE',
  path: '/wards/{wardCode}/rules/{validFrom}',
  summary: { nl: 'Trek regels in die nog niet gelden', en: 'Withdraw rules that do not apply yet' },
  description: 'Before their first day. Then other rules can be published for the same date.',
  access: access.rulesOfficer,
  params: z.strictObject({ wardCode: WardCode, validFrom: LocalDate }),
  responses: { 204: z.undefined() },
  refusals: ['ward-not-found', 'rules-not-published', 'rules-in-force'],
})

export const getWardBudget = operation({
  id: 'getWardBudget',
  method: 'GET',
  path: '/wards/{wardCode}/budgets/{year}',
  summary: { nl: 'Het budget van een wijk en wat ervan over is', en: 'The budget of a ward and what is left of it' },
  description: 'Of one year. What remains is what nothing has been promised of.',
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

export const listRegisterFigures = operation({
  id: 'listRegisterFigures',
  method: 'GET',
  path: '/wards/{wardCode}/register-figures',
  summary: {
    nl: 'Hoeveel inwoners een wijk telt, de nieuwste telling eerst',
    en: 'How many residents a ward has, the newest count first',
  },
  description: 'The newest of them is what the electorate of a vote may not exceed.',
  access: access.public,
  about: { missing: 'ward-not-found' },
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicRegisterFigure) },
})

export const getRegisterFigure = operation({
  id: 'getRegisterFigure',
  method: 'GET',
  path: '/wards/{wardCode}/register-figures/{date}',
  summary: { nl: 'Hoeveel inwoners een wijk op een dag telde', en: 'How many residents a ward had on a day' },
  description: 'With where the figure comes from.',
  access: access.public,
  about: { missing: 'ward-not-found' },
  params: dateParams,
  responses: { 200: PublicRegisterFigure },
  refusals: ['register-figure-not-found'],
})

export const setRegisterFigure = operation({
  id: 'setRegisterFigure',
  method: 'PUT',
  path: '/wards/{wardCode}/register-figures/{date}',
  summary: {
    nl: 'Leg vast hoeveel inwoners een wijk op een dag telde',
    en: 'Record how many residents a ward had on a day',
  },
  description:
    'By the population register. The electorate of a vote may not exceed the newest figure. The first time, when there is no version to have seen, with `If-Match: "0"`.',
  access: access.electionOffice,
  about: { missing: 'ward-not-found' },
  requires: 'if-match',
  params: dateParams,
  body: RegisterCount,
  responses: { 200: PublicRegisterFigure },
  refusals: ['register-figure-in-the-future'],
})

const addressParams = z.strictObject({ area: PostcodeArea, validFrom: LocalDate })

/** In which ward the addresses of a postcode area lie, from a day on. */
const PublicAddresses = z
  .strictObject({ area: PostcodeArea, validFrom: LocalDate, ...AddressRecord.shape })
  .meta({ id: 'PostcodeAreaAddresses' })

export const findWardOfAddress = operation({
  id: 'findWardOfAddress',
  method: 'POST',
  path: '/addresses/_find-ward',
  summary: { nl: 'In welke wijk ligt dit adres?', en: 'In which ward is this address?' },
  description:
    'By postcode and house number, as the city has recorded it. The address is sent in the body, so that it stands in no log and no address bar; it is kept nowhere. An address may lie in no ward: `wardCode` is then `null`.',
  access: access.public,
  body: Address,
  responses: {
    200: z.strictObject({
      wardCode: WardCode.nullable(),
      validFrom: LocalDate,
      source: z.string(),
      isSynthetic: z.boolean(),
    }),
  },
  refusals: ['address-not-known'],
})

export const getAddresses = operation({
  id: 'getAddresses',
  method: 'GET',
  path: '/postcode-areas/{area}/addresses/{validFrom}',
  summary: { nl: 'In welke wijk de adressen van een postcodegebied liggen', en: 'The wards of a postcode area' },
  description: 'As recorded from that day on, with its source.',
  access: access.public,
  params: addressParams,
  responses: { 200: PublicAddresses },
  refusals: ['addresses-not-recorded'],
})

export const setAddresses = operation({
  id: 'setAddresses',
  method: 'PUT',
  path: '/postcode-areas/{area}/addresses/{validFrom}',
  summary: {
    nl: 'Leg vast in welke wijk de adressen van een postcodegebied liggen',
    en: 'Record in which ward the addresses of a postcode area lie',
  },
  description:
    'From a day on; each house number at most once. All of it is recorded, or nothing, and every mistake is named. What is in force is corrected from a later day on. The first time, when there is no version to have seen, with `If-Match: "0"`.',
  access: access.electionOffice,
  requires: 'if-match',
  params: addressParams,
  body: AddressRecord,
  responses: { 200: PublicAddresses },
  refusals: ['addresses-in-force', 'addresses-wrong'],
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
