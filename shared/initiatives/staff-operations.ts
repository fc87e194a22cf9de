// API operations on initiatives for the staff of their ward.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Instant } from '../kernel/clock.ts'
import { DecisionId, InitiativeId } from '../kernel/ids.ts'
import { Dossier } from './present.ts'
import { initiativeRefusals } from './refusals.ts'
import { ObjectionOutcome, PersonName, PublicContent, Reason } from './text/content.ts'

const operation = operationsOf('initiatives', initiativeRefusals)
const params = z.strictObject({ initiativeId: InitiativeId })

/** The subject of the operations on one initiative, and the refusals that come with it. */
export const aboutInitiative = {
  missing: 'initiative-not-found',
  notOwner: 'not-your-initiative',
  isOwner: 'own-initiative',
} as const
const about = aboutInitiative
const withReason = z.strictObject({ reason: Reason })

export const getInitiativeDossier = operation({
  id: 'getInitiativeDossier',
  method: 'GET',
  path: '/initiatives/{initiativeId}/dossier',
  summary: { nl: 'Het dossier van een initiatief', en: 'The file of an initiative' },
  description: 'All that the applicant wrote, and who took which step. For the staff of the ward who assess it.',
  access: access.wardAssessor,
  about,
  params,
  responses: { 200: Dossier },
})

export const listSupports = operation({
  id: 'listSupports',
  method: 'GET',
  path: '/initiatives/{initiativeId}/supports',
  summary: { nl: 'Wie een initiatief steunen', en: 'Who supports an initiative' },
  description: 'The names that residents signed with, for the staff who check the signatures.',
  access: access.wardAssessor,
  about,
  params,
  query: z.strictObject(pageQuery),
  responses: {
    200: pageOf(z.strictObject({ name: PersonName, supportedAt: Instant }).meta({ id: 'InitiativeSupport' })),
  },
})

export const returnInitiative = operation({
  id: 'returnInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_return',
  summary: { nl: 'Vraag om aanvulling', en: 'Ask for completion' },
  description: 'The applicant sees what is missing and completes it; the decision term is suspended meanwhile.',
  access: access.otherWardAssessor,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ missing: Reason }),
  responses: { 200: Dossier },
  refusals: ['not-under-assessment'],
})

export const admitInitiative = operation({
  id: 'admitInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_admit',
  summary: { nl: 'Laat een initiatief toe', en: 'Admit an initiative' },
  description:
    'From now on it can be decided about, or take part in a budget round. It needs as many supporters as the rules require.',
  access: access.otherWardAssessor,
  about,
  requires: 'if-match',
  params,
  responses: { 200: Dossier },
  refusals: ['not-under-assessment', 'too-few-supporters'],
})

export const refuseInitiative = operation({
  id: 'refuseInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_refuse',
  summary: { nl: 'Weiger een initiatief, met reden', en: 'Refuse an initiative, with a reason' },
  description: 'It does not fit the rules. The reason is public.',
  access: access.otherWardAssessor,
  about,
  requires: 'if-match',
  params,
  body: withReason,
  responses: { 200: Dossier },
  refusals: ['not-under-assessment'],
})

export const extendTerm = operation({
  id: 'extendTerm',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_extend',
  summary: { nl: 'Verleng de beslistermijn', en: 'Extend the decision term' },
  description: 'Once, with a reason, before the term is over, and no more days than the pinned rules allow.',
  access: access.otherWardAssessor,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ days: z.int().min(1).max(400), reason: Reason }),
  responses: { 200: Dossier },
  refusals: ['not-awaiting-decision', 'extension-not-in-rules', 'already-extended', 'extension-too-long', 'term-over'],
})

/** If the ward council decides: the decision that it took. */
const byDecision = {
  decisionId: DecisionId.optional().meta({
    description: 'The decision of a formal meeting of the ward council, where the council decides.',
  }),
}

export const decideInitiative = operation({
  id: 'decideInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_decide',
  summary: { nl: 'Beslis over een initiatief', en: 'Decide about an initiative' },
  description:
    'By the decider that the pinned rules name for an initiative of its size. An award takes its amount from the budget of the ward for this year: the requested amount, unless a lower one is given. If the ward council decides, a decision of a formal meeting about this initiative is needed.',
  access: access.otherWardAssessor,
  about,
  names: { 'decision-not-found': ['/decisionId'] },
  requires: 'if-match',
  params,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('award'),
      reason: Reason,
      amountCents: PublicContent.shape.amountCents.optional(),
      ...byDecision,
    }),
    z.strictObject({ outcome: z.literal('decline'), reason: Reason, ...byDecision }),
  ]),
  responses: { 200: Dossier },
  refusals: [
    'decision-not-found',
    'not-awaiting-decision',
    'decided-by-residents',
    'not-yours-to-decide',
    'delegation-not-needed',
    'award-above-request',
    'budget-exhausted',
    'council-decision-needed',
    'not-as-decided',
  ],
})

export const decideByDelegation = operation({
  id: 'decideByDelegation',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_decide-by-delegation',
  summary: {
    nl: 'Beslis namens de wijkraad over een initiatief',
    en: 'Decide about an initiative on behalf of the ward council',
  },
  description:
    'By the ward manager, where the council decides by the pinned rules and delegated it by a decision of a formal meeting: within its days, and up to the amount that may be asked. The council may look at the decision, and object.',
  access: access.otherWardManager,
  about,
  names: { 'delegation-not-found': ['/delegationId'] },
  requires: 'if-match',
  params,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('award'),
      reason: Reason,
      amountCents: PublicContent.shape.amountCents.optional(),
      delegationId: DecisionId,
    }),
    z.strictObject({ outcome: z.literal('decline'), reason: Reason, delegationId: DecisionId }),
  ]),
  responses: { 200: Dossier },
  refusals: [
    'not-awaiting-decision',
    'decided-by-residents',
    'not-yours-to-decide',
    'delegation-not-needed',
    'delegation-not-found',
    'delegation-revoked',
    'delegation-not-in-force',
    'above-delegation',
    'award-above-request',
    'budget-exhausted',
    'calendar-does-not-reach',
  ],
})

export const decideObjection = operation({
  id: 'decideObjection',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_decide-objection',
  summary: { nl: 'Beslis over een bezwaar, met reden', en: 'Decide about an objection, with a reason' },
  description:
    'By another person than the one who took the decision. Upheld: the initiative is assessed, or decided about, again. Dismissed: the decision stands. The reason is public.',
  access: access.otherWardAssessor,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ outcome: ObjectionOutcome, reason: Reason }),
  responses: { 200: Dossier },
  refusals: ['not-under-objection', 'own-decision'],
})

export const lapseAward = operation({
  id: 'lapseAward',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_lapse',
  summary: { nl: 'Laat een toekenning vervallen, met reden', en: 'Let an award lapse, with a reason' },
  description:
    'After `beginDueOn`, when nothing has begun. The money goes back to the budget of the ward, of the year from which it came. The reason is public.',
  access: access.otherWardManager,
  about,
  requires: 'if-match',
  params,
  body: withReason,
  responses: { 200: Dossier },
  refusals: ['no-award-to-return', 'begin-term-not-over'],
})

export const restoreAward = operation({
  id: 'restoreAward',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_restore',
  summary: { nl: 'Laat een vervallen toekenning weer gelden', en: 'Let an award that lapsed hold again' },
  description:
    'Where it lapsed by mistake, as long as its money is left in the same budget. The term to begin runs anew.',
  access: access.otherWardManager,
  about,
  requires: 'if-match',
  params,
  responses: { 200: Dossier },
  refusals: ['award-not-lapsed', 'budget-exhausted'],
})

export const startInitiative = operation({
  id: 'startInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_start',
  summary: { nl: 'De uitvoering begint', en: 'The initiative begins' },
  description: 'The activity for which money was awarded has begun.',
  access: access.otherWardManager,
  about,
  requires: 'if-match',
  params,
  responses: { 200: Dossier },
  refusals: ['not-awarded', 'suspended-by-council', 'disapproved-by-council'],
})

export const completeInitiative = operation({
  id: 'completeInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_complete',
  summary: { nl: 'De uitvoering is klaar', en: 'The initiative is done' },
  description: 'The activity is over and all was done.',
  access: access.otherWardManager,
  about,
  requires: 'if-match',
  params,
  responses: { 200: Dossier },
  refusals: ['not-under-way'],
})

export const stopInitiative = operation({
  id: 'stopInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_stop',
  summary: { nl: 'De uitvoering stopt, met reden', en: 'The initiative is stopped, with a reason' },
  description: 'The activity ends before it is done. The reason is public.',
  access: access.otherWardManager,
  about,
  requires: 'if-match',
  params,
  body: withReason,
  responses: { 200: Dossier },
  refusals: ['not-under-way'],
})

export const staffOperations = {
  getInitiativeDossier,
  listSupports,
  returnInitiative,
  admitInitiative,
  refuseInitiative,
  extendTerm,
  decideInitiative,
  decideByDelegation,
  decideObjection,
  startInitiative,
  lapseAward,
  restoreAward,
  completeInitiative,
  stopInitiative,
} as const
