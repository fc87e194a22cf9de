// API operations on delegations to the ward manager, and on the council's response to decisions under them.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../api/operation.ts'
import { DelegatedDecisionId, WardCode } from '../../kernel/ids.ts'
import { Prose } from '../../kernel/text.ts'
import { councilsRefusals } from '../refusals.ts'
import { PublicDelegatedDecision, PublicDelegation } from './present.ts'

const operation = operationsOf('councils', councilsRefusals)
const params = z.strictObject({ delegatedDecisionId: DelegatedDecisionId })
const about = { missing: 'delegated-decision-not-found' } as const
const query = z.strictObject({ wardCode: WardCode, ...pageQuery })

const listDelegations = operation({
  id: 'listDelegations',
  method: 'GET',
  path: '/delegations',
  summary: {
    nl: 'Waarover de wijkmanager namens een wijkraad beslist',
    en: 'What the ward manager decides on behalf of a ward council',
  },
  description: 'Given and taken back by decisions of formal meetings, with their limits; the latest to begin first.',
  access: access.public,
  query,
  responses: { 200: pageOf(PublicDelegation) },
})

const listDelegatedDecisions = operation({
  id: 'listDelegatedDecisions',
  method: 'GET',
  path: '/delegated-decisions',
  summary: {
    nl: 'Wat de wijkmanager namens een wijkraad besliste, het laatste eerst',
    en: 'What the ward manager decided on behalf of a ward council, the latest first',
  },
  description: 'Each names the decision of the council that it rests on.',
  access: access.public,
  query,
  responses: { 200: pageOf(PublicDelegatedDecision) },
})

const getDelegatedDecision = operation({
  id: 'getDelegatedDecision',
  method: 'GET',
  path: '/delegated-decisions/{delegatedDecisionId}',
  summary: { nl: 'Een besluit van de wijkmanager', en: 'A decision of the ward manager' },
  description: 'On behalf of the ward council, and what the council made of it.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicDelegatedDecision },
})

const objectToDelegatedDecision = operation({
  id: 'objectToDelegatedDecision',
  method: 'POST',
  path: '/delegated-decisions/{delegatedDecisionId}/_object',
  summary: {
    nl: 'Teken bezwaar aan tegen een besluit van de wijkmanager',
    en: 'Object to a decision of the ward manager',
  },
  description:
    'For the council, until `objectUntil`. The decision is put on the next formal agenda automatically, to be confirmed or not. If the rules of the ward say so, an awarded initiative cannot begin before that.',
  access: access.councilOrTable,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ reason: Prose(1_000, 10) }),
  responses: { 200: PublicDelegatedDecision },
  refusals: ['objected-already', 'objection-too-late'],
})

export const delegationOperations = {
  listDelegations,
  listDelegatedDecisions,
  getDelegatedDecision,
  objectToDelegatedDecision,
} as const
