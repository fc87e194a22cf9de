// API operations on established results, recounts, and votes that are annulled.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { PublicContest } from '../contests/operations.ts'
import { PublicResult } from '../count/operations.ts'
import { electionsRefusals } from '../refusals.ts'
import { Recount } from './recount.ts'

const operation = operationsOf('elections', electionsRefusals)
const params = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const about = { missing: 'contest-not-found' } as const
const path = '/elections/{electionId}/contests/{wardCode}'

const order = z.strictObject({
  orderedBy: Recount.shape.orderedBy,
  reason: Recount.shape.reason.meta({ description: 'Why, for everyone to read: no names of persons.' }),
})

const orderRecount = operation({
  id: 'orderRecount',
  method: 'POST',
  path: `${path}/_order-recount`,
  summary: { nl: 'Leg vast dat er een hertelling komt', en: 'Record that the votes are counted again' },
  description:
    'After the result was established, within the term of the rules, by a body that the rules name. The result stands until the next is established. Sessions of counting correct its stations; then it is proposed and established again, by two officers. No vacant seat is offered meanwhile.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: order,
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'recount-not-possible',
    'recount-not-in-rules',
    'recount-too-late',
    'later-result-established',
    'nothing-was-counted',
  ],
})

const annulContest = operation({
  id: 'annulContest',
  method: 'POST',
  path: `${path}/_annul`,
  summary: { nl: 'Verklaar de stemming in een wijk ongeldig', en: 'Annul the vote in a ward' },
  description:
    'After the polls have closed and before a result is established, by order of the body named. Nobody is elected; the council needs another election. The reason is public.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: order,
  responses: { 200: PublicContest },
  refusals: ['election-not-found', 'contest-over', 'no-votes-cast', 'recount-not-ended'],
})

const listElectionResults = operation({
  id: 'listElectionResults',
  method: 'GET',
  path: `${path}/results`,
  summary: { nl: 'Alle vastgestelde uitslagen van een wijk', en: 'All established results of a ward' },
  description:
    'The first one first. A result never changes: a later one supersedes it after a recount, and says who ordered it and why.',
  access: access.public,
  about,
  params,
  responses: { 200: z.strictObject({ items: z.array(PublicResult) }) },
})

export const operations = { orderRecount, annulContest, listElectionResults } as const
