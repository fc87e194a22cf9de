// API operations on the rules of a ward for initiatives.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { wardsRefusals } from '../refusals.ts'
import { InitiativeRules } from './initiative-rules.ts'

const operation = operationsOf('wards', wardsRefusals)
const params = z.strictObject({ wardCode: WardCode })

/** A rule set of a ward, with the values that no source confirms. */
const WardRules = z.strictObject({ wardCode: WardCode, ...InitiativeRules.shape }).meta({ id: 'InitiativeRules' })

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
  about: { missing: 'ward-not-found' },
  requires: 'idempotency-key',
  params,
  body: InitiativeRules,
  responses: { 201: WardRules },
  refusals: ['rules-in-the-past', 'rules-already-published', 'rules-withdrawn'],
})

export const withdrawInitiativeRules = operation({
  id: 'withdrawInitiativeRules',
  method: 'DELETE',
  path: '/wards/{wardCode}/rules/{validFrom}',
  summary: { nl: 'Trek regels in die nog niet gelden', en: 'Withdraw rules that do not apply yet' },
  description: 'Before their first day. Then other rules can be published for the same date.',
  access: access.rulesOfficer,
  about: { missing: 'ward-not-found' },
  params: z.strictObject({ wardCode: WardCode, validFrom: LocalDate }),
  responses: { 204: z.undefined() },
  refusals: ['rules-not-published', 'rules-in-force'],
})
