// API operations on appeals: registered and ruled on by the election office, public without who appealed.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { AppealId, ElectionId, WardCode } from '../../kernel/ids.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { electionsRefusals } from '../refusals.ts'
import { Appeal, AppealBody, AppealedDecision, AppealGrounds } from './appeal.ts'

const operation = operationsOf('elections', electionsRefusals)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const params = z.strictObject({ electionId: ElectionId, wardCode: WardCode, appealId: AppealId })
const about = { missing: 'appeal-not-found' } as const
const path = '/elections/{electionId}/contests/{wardCode}/appeals'
const onePath = `${path}/{appealId}` as const
const publicWords = 'For everyone to read: no names of persons.'
const fileNumber = Line(60, 1).meta({ description: 'Number of the file of the office that names who appealed.' })

const facts = {
  id: AppealId,
  electionId: ElectionId,
  wardCode: WardCode,
  status: z.enum(Appeal.options.map(({ shape }) => shape.status.value)),
  against: AppealedDecision,
  decision: z.enum(['valid', 'invalid', 'moved']),
  decidedOn: LocalDate,
  receivedOn: LocalDate,
  untilOn: LocalDate,
  isInTime: z.boolean(),
  judgedBy: AppealBody,
  grounds: AppealGrounds,
  registeredAt: Instant,
  ruledOn: LocalDate.optional(),
  reason: z.string().optional(),
  afterSession: z.int().optional(),
}

/** An appeal for the world: without who appealed. */
export const PublicAppeal = z.strictObject(facts).meta({ id: 'Appeal' })

/** An appeal for the office, with the number of its file. */
export const FullAppeal = z.strictObject({ ...facts, fileNumber }).meta({ id: 'RegisteredAppeal' })

const registerAppeal = operation({
  id: 'registerAppeal',
  method: 'POST',
  path,
  summary: {
    nl: 'Schrijf een beroep in tegen een beslissing over een kandidaat of lijst',
    en: 'Register an appeal against a decision about a candidate or a list',
  },
  description:
    'With the day on which it was received. One that came after its term is registered as late: the body that judges it decides about that. Who appealed is in the file of the office, and not here.',
  access: access.electionOffice,
  names: { 'nomination-not-found': ['/against/id'], 'collective-list-not-found': ['/against/id'] },
  requires: 'idempotency-key',
  params: contestParams,
  body: z.strictObject({
    against: AppealedDecision,
    receivedOn: LocalDate,
    judgedBy: AppealBody,
    grounds: AppealGrounds.meta({ description: publicWords }),
    fileNumber,
  }),
  responses: { 201: FullAppeal },
  refusals: [
    'election-not-found',
    'contest-not-found',
    'nomination-not-found',
    'collective-list-not-found',
    'nothing-decided',
    'day-in-the-future',
    'appeal-before-decision',
    'names-a-person',
  ],
})

const listAppeals = operation({
  id: 'listAppeals',
  method: 'GET',
  path,
  summary: { nl: 'Het register van beroepen van een wijk', en: 'The register of appeals of a ward' },
  description: 'The earliest first, with their days and rulings, and without who appealed.',
  access: access.public,
  about: { missing: 'contest-not-found' },
  params: contestParams,
  responses: { 200: z.strictObject({ items: z.array(PublicAppeal) }) },
})

const getAppeal = operation({
  id: 'getAppeal',
  method: 'GET',
  path: onePath,
  summary: { nl: 'Een beroep, met zijn dossier', en: 'An appeal, with its file' },
  description: 'For the election office.',
  access: access.electionOffice,
  about,
  params,
  responses: { 200: FullAppeal },
})

const ruling = { ruledOn: LocalDate, reason: Prose(2_000, 10).meta({ description: publicWords }) }

const ruleOnAppeal = operation({
  id: 'ruleOnAppeal',
  method: 'POST',
  path: `${onePath}/_rule`,
  summary: { nl: 'Leg vast wat er op een beroep is beslist', en: 'Record the ruling on an appeal' },
  description:
    'Once. A granted appeal annuls the decision: the list is overturned until a later session has decided again, and an online poll of it that has not opened is cancelled. Once polling has opened no session can follow: the contest is called off, or its vote annulled. Where a result stands the ruling is recorded and the result stays.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('withdrawn'), ruledOn: LocalDate }),
    z.strictObject({ outcome: z.literal('dismissed'), ...ruling }),
    z.strictObject({ outcome: z.literal('inadmissible'), ...ruling }),
    z.strictObject({ outcome: z.literal('granted'), ...ruling }),
  ]),
  responses: { 200: FullAppeal },
  refusals: ['contest-not-found', 'appeal-decided', 'ruling-before-receipt', 'day-in-the-future', 'names-a-person'],
})

export const operations = { registerAppeal, listAppeals, getAppeal, ruleOnAppeal } as const
