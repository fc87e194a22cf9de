// API operations for an election as files: EML_NL and tables.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { StationNumber } from '../count/station-count.ts'
import { electionsRefusals } from '../refusals.ts'
import { tableNames } from './tables.ts'

const operation = operationsOf('elections', electionsRefusals)
const about = { missing: 'election-not-found' } as const

const exportContestEml = operation({
  id: 'exportContestEml',
  method: 'GET',
  path: '/elections/{electionId}/contests/{wardCode}/messages/{message}',
  summary: { nl: 'Een wijk in EML_NL', en: 'A ward in EML_NL' },
  description:
    'As the Dutch electoral council exchanges it, EML_NL 1.2: `candidate-lists` (230b) once the order is drawn, with `session` as that session fixed it; `count` (510b; of one `station` 510a) and `result` (520) of an established result. Category `GC`, because there is no code for ward councils; the contest is the number of the ward among those that take part, by code.',
  access: access.public,
  about: { missing: 'contest-not-found' },
  names: { 'list-not-found': ['/session'], 'station-not-found': ['/station'] },
  params: z.strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    message: z.enum(['candidate-lists', 'count', 'result']),
  }),
  query: z.strictObject({
    session: z.coerce.number().int().min(1).max(99).optional(),
    station: StationNumber.optional().meta({ description: 'Of a `count`: only this polling station.' }),
  }),
  responses: { 200: z.string() },
  cached: 'checked',
  file: 'text/xml',
  refusals: [
    'election-not-found',
    'list-not-found',
    'nobody-on-the-list',
    'nobody-elected',
    'result-not-established',
    'nothing-was-counted',
    'station-not-found',
  ],
})

const exportElectionEml = operation({
  id: 'exportElectionEml',
  method: 'GET',
  path: '/elections/{electionId}/messages/count',
  summary: { nl: 'De telling van alle wijken in EML_NL', en: 'The count of all wards in EML_NL' },
  description: 'One message (510b) with a contest for each ward, once every ward that takes part has its result.',
  access: access.public,
  about,
  params: z.strictObject({ electionId: ElectionId }),
  responses: { 200: z.string() },
  cached: 'checked',
  file: 'text/xml',
  refusals: ['results-not-complete', 'nothing-was-counted'],
})

const exportElectionTable = operation({
  id: 'exportElectionTable',
  method: 'GET',
  path: '/elections/{electionId}/tables/{table}',
  summary: { nl: 'Een verkiezing als tabel', en: 'An election as a table' },
  description:
    'CSV (RFC 4180): comma, CRLF, UTF-8, a header line. `candidates`: the newest lists whose order was drawn. `counts` (per polling station), `totals` and `results`: of the wards whose result is established. `seats`: who holds them. A cell that a spreadsheet would run begins with an apostrophe.',
  access: access.public,
  about,
  names: { 'contest-not-found': ['/wardCode'] },
  params: z.strictObject({ electionId: ElectionId, table: z.enum(tableNames) }),
  query: z.strictObject({ wardCode: WardCode.optional() }),
  responses: { 200: z.string() },
  cached: 'checked',
  file: 'text/csv',
  refusals: ['contest-not-found'],
})

export const operations = { exportContestEml, exportElectionEml, exportElectionTable } as const
