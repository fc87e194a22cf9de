// API operations on the rules for agreements.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { agreementsRefusals } from '../refusals.ts'
import { AgreementRules } from './agreement-rules.ts'

const operation = operationsOf('agreements', agreementsRefusals)
/** A rule set, with the ward that it was planned for. */
const PlannedRules = z
  .strictObject({ wardCode: WardCode.nullable(), rules: AgreementRules })
  .meta({ id: 'AgreementRuleSet' })

const listAgreementRules = operation({
  id: 'listAgreementRules',
  method: 'GET',
  path: '/agreement-rules',
  summary: { nl: 'Alle regels voor wijkakkoorden', en: 'All rules for ward agreements' },
  description:
    'Those of the city and, where a ward is named, its own: past, in force and planned, in the order of their first days. A set of a ward comes before the city’s.',
  access: access.public,
  cached: 'short',
  query: z.strictObject({ wardCode: WardCode.optional() }),
  responses: { 200: z.strictObject({ items: z.array(PlannedRules) }).meta({ id: 'AgreementRuleSetList' }) },
})

const getAgreementRules = operation({
  id: 'getAgreementRules',
  method: 'GET',
  path: '/wards/{wardCode}/agreement-rules',
  summary: {
    nl: 'De regels voor wijkakkoorden die op een dag in een wijk gelden',
    en: 'The rules for ward agreements that hold in a ward on a day',
  },
  description:
    "The ward's own newest rule set that is not after the day, or else the city's; today unless asked. Agreements, reviews and alarms name the set under which they began.",
  access: access.public,
  cached: 'short',
  params: z.strictObject({ wardCode: WardCode }),
  query: z.strictObject({ on: LocalDate.optional() }),
  responses: { 200: PlannedRules },
  refusals: ['ward-not-found', 'no-agreement-rules-then'],
})

const planAgreementRules = operation({
  id: 'planAgreementRules',
  method: 'POST',
  path: '/agreement-rules',
  summary: {
    nl: 'Plan regels voor wijkakkoorden vanaf een datum',
    en: 'Plan rules for ward agreements from a date on',
  },
  description:
    'For one ward, or without `wardCode` for every ward that has no set of its own: consultation, reviews, reminder, terms, the ladder of the alarm. From tomorrow at the earliest. They hold for reviews and alarms that begin on and after `validFrom`; what has begun keeps its rules.',
  access: access.rulesOfficer,
  requires: 'idempotency-key',
  body: z.strictObject({ wardCode: WardCode.optional(), rules: AgreementRules }),
  responses: { 201: PlannedRules },
  refusals: ['rules-in-the-past', 'rules-already-published', 'rules-withdrawn'],
})

const withdrawAgreementRules = operation({
  id: 'withdrawAgreementRules',
  method: 'DELETE',
  path: '/agreement-rules/{scope}/{validFrom}',
  summary: {
    nl: 'Trek regels voor wijkakkoorden in die nog niet gelden',
    en: 'Withdraw rules for ward agreements that do not apply yet',
  },
  description:
    'Those of a ward, or with `city` for `scope` those of the city. Before their first day. Then other rules can be planned for the same date.',
  access: access.rulesOfficer,
  params: z.strictObject({ scope: WardCode, validFrom: LocalDate }),
  responses: { 204: z.undefined() },
  refusals: ['rules-not-published', 'rules-in-force'],
})

export const agreementRulesOperations = {
  listAgreementRules,
  getAgreementRules,
  planAgreementRules,
  withdrawAgreementRules,
} as const
