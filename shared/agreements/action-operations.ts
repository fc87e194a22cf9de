// API operations on the actions of an agreement: propose, cost, agree, report, judge; and the city's figures.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { LocalDate } from '../kernel/clock.ts'
import { ActionId, AgreementId, DecisionId } from '../kernel/ids.ts'
import { Line, Prose } from '../kernel/text.ts'
import { CostingAnswer, Evidence, Owner, Source } from './actions/action.ts'
import { PublicAction, PublicShares } from './present.ts'
import { agreementsRefusals } from './refusals.ts'

const operation = operationsOf('agreements', agreementsRefusals)
const ofAgreement = {
  about: { missing: 'agreement-not-found' },
  params: z.strictObject({ agreementId: AgreementId }),
} as const
const ofAction = {
  about: { missing: 'action-not-found' },
  params: z.strictObject({ agreementId: AgreementId, actionId: ActionId }),
} as const
const Year = z.int().min(2000).max(2200)
const YearQuery = z.coerce.number().int().min(2000).max(2200)

export const listActions = operation({
  id: 'listActions',
  method: 'GET',
  path: '/agreements/{agreementId}/actions',
  summary: { nl: 'De acties van een wijkakkoord', en: 'The actions of a ward agreement' },
  description:
    'Of one year or of all, with what the municipality reported and, apart from that, how the council judged.',
  access: access.public,
  ...ofAgreement,
  query: z.strictObject({ year: YearQuery.optional(), ...pageQuery }),
  responses: { 200: pageOf(PublicAction) },
})

export const getAction = operation({
  id: 'getAction',
  method: 'GET',
  path: '/agreements/{agreementId}/actions/{actionId}',
  summary: { nl: 'Een actie van een wijkakkoord', en: 'An action of a ward agreement' },
  description: 'Who does it, at whose request, its budget, and what became of it.',
  access: access.public,
  ...ofAction,
  responses: { 200: PublicAction },
})

export const proposeAction = operation({
  id: 'proposeAction',
  method: 'POST',
  path: '/agreements/{agreementId}/actions',
  summary: { nl: 'Stel een actie voor', en: 'Propose an action' },
  description: 'For a year of the agreement. The department that would do it is asked what it costs.',
  access: access.planMaker,
  ...ofAgreement,
  requires: 'idempotency-key',
  body: z.strictObject({
    year: Year,
    title: Line(200),
    text: Prose(4_000),
    owner: Owner,
    source: Source,
    dueOn: LocalDate,
  }),
  responses: { 201: PublicAction },
  refusals: ['plan-not-open', 'no-such-year', 'due-outside-year', 'too-many-actions'],
})

export const costAction = operation({
  id: 'costAction',
  method: 'POST',
  path: '/agreements/{agreementId}/actions/{actionId}/_cost',
  summary: { nl: 'Zeg wat een actie kost', en: 'Say what an action costs' },
  description: 'Or that it cannot be done, and why. Can be changed as long as the action is proposed.',
  access: access.municipality,
  ...ofAction,
  requires: 'if-match',
  body: CostingAnswer,
  responses: { 200: PublicAction },
  refusals: ['not-proposed'],
})

export const agreeAction = operation({
  id: 'agreeAction',
  method: 'POST',
  path: '/agreements/{agreementId}/actions/{actionId}/_agree',
  summary: { nl: 'Neem een actie op in het plan', en: 'Take up an action into the plan' },
  description: 'Only an action that has been costed and is feasible can be taken up.',
  access: access.councilTable,
  ...ofAction,
  requires: 'if-match',
  responses: { 200: PublicAction },
  refusals: ['not-proposed', 'not-costed'],
})

export const setActionAside = operation({
  id: 'setActionAside',
  method: 'POST',
  path: '/agreements/{agreementId}/actions/{actionId}/_set-aside',
  summary: { nl: 'Leg een voorgestelde actie terzijde', en: 'Set a proposed action aside' },
  description: 'For a reason that everyone can read. It does not count in the figures.',
  access: access.councilTable,
  ...ofAction,
  requires: 'if-match',
  body: z.strictObject({ reason: Prose(2_000, 10) }),
  responses: { 200: PublicAction },
  refusals: ['not-proposed'],
})

export const reportProgress = operation({
  id: 'reportProgress',
  method: 'POST',
  path: '/agreements/{agreementId}/actions/{actionId}/notes',
  summary: { nl: 'Meld hoe het met een actie staat', en: 'Report how an action is going' },
  description:
    'Also the answer to a review that asks for it. A late report is kept and marked late. The same request sent again finds the first one.',
  access: access.municipality,
  ...ofAction,
  requires: 'idempotency-key',
  body: z.strictObject({ text: Prose(2_000), evidence: z.array(Evidence).max(5).default([]) }),
  responses: { 201: PublicAction },
  refusals: ['nothing-to-report', 'too-many-notes'],
})

const judgement = { reason: Prose(2_000), decisionId: DecisionId }
const Judgement = z
  .discriminatedUnion('verdict', [
    z
      .strictObject({
        verdict: z.enum(['realised', 'partly', 'not', 'dropped']).meta({ id: 'FinalVerdictKind' }),
        ...judgement,
      })
      .meta({ id: 'JudgedAction' }),
    z
      .strictObject({
        verdict: z.literal('carried-over'),
        ...judgement,
        dueOn: LocalDate,
        agreementId: AgreementId.optional(),
      })
      .meta({ id: 'ActionCarriedOver' }),
  ])
  .meta({ id: 'ActionJudgement' })

export const judgeAction = operation({
  id: 'judgeAction',
  method: 'POST',
  path: '/agreements/{agreementId}/actions/{actionId}/_judge',
  summary: { nl: 'Oordeel over een actie', en: 'Judge an action' },
  description:
    'By a decision about the agreement of a formal meeting, apart from what the municipality reports. An action that is carried over continues in the plan of the next year, and is costed anew.',
  access: access.councilTable,
  names: { 'decision-not-found': ['/decisionId'], 'agreement-not-found': ['/agreementId'] },
  ...ofAction,
  requires: 'if-match',
  body: Judgement,
  responses: { 200: PublicAction },
  refusals: [
    'decision-not-found',
    'not-adopted-in-formal-meeting',
    'decision-about-something-else',
    'not-to-be-judged',
    'too-many-verdicts',
    'agreement-not-found',
    'plan-not-open',
    'no-such-year',
    'due-outside-year',
  ],
})

export const getAgreementShares = operation({
  id: 'getAgreementShares',
  method: 'GET',
  path: '/agreement-shares',
  summary: { nl: 'Wat er van de acties van een jaar is geworden', en: 'What became of the actions of a year' },
  description:
    'Realised, dropped and continuing, as the councils judged, per ward, area and city. Actions of published agreements count.',
  access: access.public,
  cached: 'short',
  query: z.strictObject({ year: YearQuery }),
  responses: { 200: PublicShares },
})

export const actionOperations = {
  listActions,
  getAction,
  proposeAction,
  costAction,
  agreeAction,
  setActionAside,
  reportProgress,
  judgeAction,
  getAgreementShares,
} as const
