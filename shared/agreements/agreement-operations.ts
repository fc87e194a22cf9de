// API operations on the ward agreement itself: its text, the comments of residents, and its steps until it is in force.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { LocalDate } from '../kernel/clock.ts'
import { AgreementId, DecisionId, WardCode } from '../kernel/ids.ts'
import { Line, Prose } from '../kernel/text.ts'
import { AgreementText } from './agreement/text.ts'
import { PublicAgreement, PublicDifferences, PublicText, PublicTextHead } from './present.ts'
import { agreementsRefusals } from './refusals.ts'

const operation = operationsOf('agreements', agreementsRefusals)
export const params = z.strictObject({ agreementId: AgreementId })
export const about = { missing: 'agreement-not-found' } as const
const Version = z.coerce.number().int().min(1).max(999_999)
/** A step that the ward council takes with its agreement. */
export const councilStep = { access: access.councilTable, about, requires: 'if-match', params } as const

export const listAgreements = operation({
  id: 'listAgreements',
  method: 'GET',
  path: '/agreements',
  summary: { nl: 'De wijkakkoorden van een wijk, de nieuwste eerst', en: 'The agreements of a ward, the newest first' },
  description: 'By the day on which they take effect. Drafts too: an agreement is made in public.',
  access: access.public,
  query: z.strictObject({ wardCode: WardCode, ...pageQuery }),
  responses: { 200: pageOf(PublicAgreement) },
})

export const getAgreement = operation({
  id: 'getAgreement',
  method: 'GET',
  path: '/agreements/{agreementId}',
  summary: { nl: 'Een wijkakkoord en hoe ver het is', en: 'A ward agreement and how far it has come' },
  description: 'With its signatures and its plans. The versions of its text are read separately.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicAgreement },
})

export const draftAgreement = operation({
  id: 'draftAgreement',
  method: 'POST',
  path: '/agreements',
  summary: { nl: 'Begin een wijkakkoord', en: 'Begin a ward agreement' },
  description:
    'In the ward that is named, or else in which you live. A draft with the first version of its text: a vision, the plan of the first year, arrangements.',
  access: access.councilTable,
  about: { missing: 'ward-not-found' },
  requires: 'idempotency-key',
  body: z.strictObject({
    wardCode: WardCode.optional(),
    title: Line(200),
    from: LocalDate,
    until: LocalDate,
    text: AgreementText,
  }),
  responses: { 201: PublicAgreement },
  refusals: ['period-empty', 'no-agreement-rules-then'],
})

export const listAgreementTexts = operation({
  id: 'listAgreementTexts',
  method: 'GET',
  path: '/agreements/{agreementId}/texts',
  summary: { nl: 'De versies van de tekst, de eerste eerst', en: 'The versions of the text, the first one first' },
  description: 'When each was written and why. The version that counts is named in the agreement.',
  access: access.public,
  about,
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicTextHead) },
})

export const getAgreementText = operation({
  id: 'getAgreementText',
  method: 'GET',
  path: '/agreements/{agreementId}/texts/{textVersion}',
  summary: { nl: 'Een versie van de tekst', en: 'A version of the text' },
  description: 'As it was written. A version never changes: a later one follows it.',
  access: access.public,
  about,
  cached: 'immutable',
  params: z.strictObject({ agreementId: AgreementId, textVersion: Version }),
  responses: { 200: PublicText },
  refusals: ['text-not-found'],
})

export const compareAgreementTexts = operation({
  id: 'compareAgreementTexts',
  method: 'GET',
  path: '/agreements/{agreementId}/differences',
  summary: { nl: 'Wat er tussen twee versies verschilt', en: 'What differs between two versions' },
  description: 'Part by part, in the order of the later version. What was removed comes last.',
  access: access.public,
  about,
  names: { 'text-not-found': ['/from', '/to'] },
  params,
  query: z.strictObject({ from: Version, to: Version }),
  responses: { 200: PublicDifferences },
  refusals: ['text-not-found'],
})

export const reviseAgreement = operation({
  id: 'reviseAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/_revise',
  summary: { nl: 'Schrijf een nieuwe versie van de tekst', en: 'Write a new version of the text' },
  description: 'While it is a draft or being costed. Earlier versions stay readable.',
  ...councilStep,
  body: z.strictObject({ because: Line(200), text: AgreementText }),
  responses: { 200: PublicAgreement },
  refusals: ['text-fixed'],
})

export const askCosting = operation({
  id: 'askCosting',
  method: 'POST',
  path: '/agreements/{agreementId}/_ask-costing',
  summary: { nl: 'Laat de acties begroten', en: 'Have the actions costed' },
  description: 'Once the time to comment is over. The departments say what each action costs.',
  ...councilStep,
  responses: { 200: PublicAgreement },
  refusals: ['not-in-consultation', 'consultation-open'],
})

export const adoptAgreement = operation({
  id: 'adoptAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/_adopt',
  summary: { nl: 'Stel het wijkakkoord vast', en: 'Adopt the ward agreement' },
  description:
    'By a decision about this agreement that a formal meeting of the council adopted, when each action was taken up or set aside.',
  ...councilStep,
  names: { 'decision-not-found': ['/decisionId'] },
  body: z.strictObject({ decisionId: DecisionId }),
  responses: { 200: PublicAgreement },
  refusals: [
    'decision-not-found',
    'not-in-costing',
    'not-adopted-in-formal-meeting',
    'decision-about-something-else',
    'not-costed',
    'actions-undecided',
  ],
})

export const signAgreement = operation({
  id: 'signAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/_sign',
  summary: { nl: 'Teken het wijkakkoord namens uw partij', en: 'Sign the ward agreement for your party' },
  description:
    'The chair for the council, the alderman or ward manager for the municipality, the ward networker for the network: once each. The third signature makes it signed.',
  access: access.agreementParty,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ by: Line(120) }),
  responses: { 200: PublicAgreement },
  refusals: ['not-to-be-signed', 'signed-already'],
})

export const publishAgreement = operation({
  id: 'publishAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/_publish',
  summary: { nl: 'Publiceer het getekende wijkakkoord', en: 'Publish the signed ward agreement' },
  description: 'Under the digest of its text, its actions and its signatures. It takes effect on its first day.',
  ...councilStep,
  responses: { 200: PublicAgreement },
  refusals: ['not-signed'],
})

export const planYear = operation({
  id: 'planYear',
  method: 'POST',
  path: '/agreements/{agreementId}/_plan-year',
  summary: { nl: 'Stel het plan van een volgend jaar vast', en: 'Adopt the plan of another year' },
  description:
    'By a decision about this agreement of its own, of a formal meeting, when each action of that year was taken up or set aside.',
  ...councilStep,
  names: { 'decision-not-found': ['/decisionId'] },
  body: z.strictObject({
    year: z.int().min(2000).max(2200),
    because: Line(200),
    text: AgreementText,
    decisionId: DecisionId,
  }),
  responses: { 200: PublicAgreement },
  refusals: [
    'decision-not-found',
    'not-in-force',
    'no-such-year',
    'not-adopted-in-formal-meeting',
    'decision-about-something-else',
    'not-costed',
    'actions-undecided',
  ],
})

export const endAgreement = operation({
  id: 'endAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/_end',
  summary: { nl: 'Beëindig het wijkakkoord eerder', en: 'End the ward agreement early' },
  description: 'Before its last day, with a reason that everyone can read. A review that has not begun is not held.',
  ...councilStep,
  body: z.strictObject({ reason: Prose(2_000, 10) }),
  responses: { 200: PublicAgreement },
  refusals: ['not-in-force'],
})

export const withdrawAgreement = operation({
  id: 'withdrawAgreement',
  method: 'POST',
  path: '/agreements/{agreementId}/_withdraw',
  summary: {
    nl: 'Trek een akkoord in dat nog niet gepubliceerd is',
    en: 'Give up an agreement before it is published',
  },
  description: 'With a reason that everyone can read. Its text stays readable.',
  ...councilStep,
  body: z.strictObject({ reason: Prose(2_000, 10) }),
  responses: { 200: PublicAgreement },
  refusals: ['published-already'],
})

export const agreementOperations = {
  listAgreements,
  getAgreement,
  draftAgreement,
  listAgreementTexts,
  getAgreementText,
  compareAgreementTexts,
  reviseAgreement,
  askCosting,
  adoptAgreement,
  signAgreement,
  publishAgreement,
  planYear,
  endAgreement,
  withdrawAgreement,
} as const
