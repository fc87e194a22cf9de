// API operations on collective lists, where the rules of the election have them.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant } from '../../kernel/clock.ts'
import { ElectionId, NominationId, WardCode } from '../../kernel/ids.ts'
import { electionsRefusals } from '../refusals.ts'
import { CollectiveList, ListDesignation, longestList } from './collective-list.ts'
import { InvalidReason } from './nomination.ts'
import { judgeNomination, windowRefusals } from './operations.ts'

const operation = operationsOf('elections', electionsRefusals)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const params = z.strictObject({ electionId: ElectionId, wardCode: WardCode, listId: NominationId })
const about = { missing: 'collective-list-not-found' } as const
const aboutOwn = { ...about, notOwner: 'not-your-list' } as const
const path = '/elections/{electionId}/contests/{wardCode}/collective-lists'
const onePath = `${path}/{listId}` as const

const Candidates = z
  .array(NominationId)
  .min(1)
  .max(longestList)
  .refine((ids) => new Set(ids).size === ids.length, {
    params: { words: { nl: 'Noem elke kandidaat één keer.', en: 'Name each candidate once.' } },
  })
  .meta({ description: 'Ids of their nominations, in the order of the list.' })
const content = { designation: ListDesignation, candidates: Candidates }

/** A collective list for whoever handed it in, its candidates and the committee. */
export const FullCollectiveList = z
  .strictObject({
    id: NominationId,
    electionId: ElectionId,
    wardCode: WardCode,
    status: z.enum(CollectiveList.options.map(({ shape }) => shape.status.value)),
    designation: ListDesignation,
    candidates: z.array(z.strictObject({ nominationId: NominationId, consentedAt: Instant.optional() })),
    submittedAt: Instant,
    invalidBecause: InvalidReason.optional(),
    note: z.string().optional(),
    isDesignationProved: z.boolean().optional(),
  })
  .meta({ id: 'CollectiveList' })

const refusals = [...windowRefusals, 'contest-not-found', 'lists-not-in-rules'] as const

const nominateList = operation({
  id: 'nominateList',
  method: 'POST',
  path,
  summary: { nl: 'Lever een lijst van kandidaten in', en: 'Nominate a collective list' },
  description:
    'Where the rules of the election have lists, in the ward in which you live, until nominations close. Every candidate has a nomination of their own, gives you its id, and gives their own consent to stand on the list. A candidate who does not consent in time stands alone.',
  access: access.residentOfWard,
  requires: 'idempotency-key',
  params: contestParams,
  body: z.strictObject(content),
  responses: { 201: FullCollectiveList },
  refusals: [...refusals, 'nomination-in-another-ward', 'candidates-not-nominated'],
})

const getCollectiveList = operation({
  id: 'getCollectiveList',
  method: 'GET',
  path: onePath,
  summary: { nl: 'Een lijst van kandidaten', en: 'A collective list' },
  description: 'For whoever handed it in and for those named on it, before they consent.',
  access: access.self,
  about,
  params,
  responses: { 200: FullCollectiveList },
  refusals: ['not-on-this-list'],
})

const listCollectiveLists = operation({
  id: 'listCollectiveLists',
  method: 'GET',
  path,
  summary: { nl: 'De ingeleverde lijsten van een wijk', en: 'The collective lists of a ward' },
  description:
    'For the election office, with what designations rest on. All of them at once: a ward has a dozen at most.',
  access: access.electionOffice,
  about: { missing: 'contest-not-found' },
  params: contestParams,
  responses: { 200: z.strictObject({ items: z.array(FullCollectiveList) }) },
})

const amendList = operation({
  id: 'amendList',
  method: 'PATCH',
  path: onePath,
  summary: { nl: 'Wijzig uw lijst', en: 'Amend your list' },
  description:
    'Until nominations close. `candidates` takes the place of the whole order. A list that gets another name asks every candidate again.',
  access: access.owner,
  about: aboutOwn,
  requires: 'if-match',
  params,
  body: z.strictObject(content).partial(),
  responses: { 200: FullCollectiveList },
  refusals: [...refusals, 'list-not-open', 'candidates-not-nominated'],
})

const withdrawList = operation({
  id: 'withdrawList',
  method: 'POST',
  path: `${onePath}/_withdraw`,
  summary: { nl: 'Trek uw lijst in', en: 'Withdraw your list' },
  description: 'Until nominations close. Its candidates stand alone, unless they withdraw too.',
  access: access.owner,
  about: aboutOwn,
  requires: 'if-match',
  params,
  responses: { 200: FullCollectiveList },
  refusals: [...refusals, 'list-not-open'],
})

const consentToList = operation({
  id: 'consentToList',
  method: 'POST',
  path: `${onePath}/_consent`,
  summary: { nl: 'Ga op een lijst staan', en: 'Consent to stand on a list' },
  description: 'By a candidate who is named on it, until nominations close. Nobody stands on two lists.',
  access: access.self,
  about,
  requires: 'if-match',
  params,
  responses: { 200: FullCollectiveList },
  refusals: [...refusals, 'list-not-open', 'nomination-not-open', 'not-on-this-list', 'on-another-list'],
})

const withdrawConsent = operation({
  id: 'withdrawConsent',
  method: 'POST',
  path: `${onePath}/_withdraw-consent`,
  summary: { nl: 'Ga van een lijst af', en: 'Take back your consent to a list' },
  description: 'Until nominations close. You then stand alone.',
  access: access.self,
  about,
  requires: 'if-match',
  params,
  responses: { 200: FullCollectiveList },
  refusals: [...refusals, 'list-not-open', 'nomination-not-open', 'not-on-this-list'],
})

const judgeList = operation({
  id: 'judgeList',
  method: 'POST',
  path: `${onePath}/_judge`,
  summary: { nl: 'Beslis over een lijst van kandidaten', en: 'Decide about a collective list' },
  description:
    'While the ward is in session. Its candidates are judged one by one. The candidates of an invalid list stand alone. A designation that is not proved is left off the ballot.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: judgeNomination.body,
  responses: { 200: FullCollectiveList },
  refusals: ['contest-not-found', 'not-in-session', 'list-gone', 'designation-not-judged'],
})

export const operations = {
  nominateList,
  getCollectiveList,
  listCollectiveLists,
  amendList,
  withdrawList,
  consentToList,
  withdrawConsent,
  judgeList,
} as const
