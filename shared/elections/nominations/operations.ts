// API operations on nominations: for the candidate their own, for the committee those of a ward.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../api/operation.ts'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { ElectionId, NominationId, WardCode } from '../../kernel/ids.ts'
import { Prose } from '../../kernel/text.ts'
import { Address } from '../../wards/addresses/address.ts'
import { electionsRefusals } from '../refusals.ts'
import { DropReason, InvalidReason, NameCorrection, Nomination, NominationContent } from './nomination.ts'

const operation = operationsOf('elections', electionsRefusals)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const params = z.strictObject({ electionId: ElectionId, wardCode: WardCode, nominationId: NominationId })
const aboutOwn = { missing: 'nomination-not-found', notOwner: 'not-your-nomination' } as const
const about = { missing: 'nomination-not-found' } as const
const path = '/elections/{electionId}/contests/{wardCode}/nominations'
const onePath = `${path}/{nominationId}` as const

/** A nomination for its candidate and for the committee. */
export const FullNomination = z
  .strictObject({
    id: NominationId,
    electionId: ElectionId,
    wardCode: WardCode,
    status: z.enum(Nomination.options.map(({ shape }) => shape.status.value)),
    ...NominationContent.shape,
    submittedAt: Instant,
    /** Why it is invalid, in the words of the committee. */
    invalidBecause: InvalidReason.optional(),
    note: z.string().optional(),
    isDesignationProved: z.boolean().optional(),
    movedTo: WardCode.optional(),
    nameCorrections: z.array(NameCorrection.meta({ id: 'BallotNameCorrection' })).optional(),
    refusesTermSince: Instant.optional(),
    /** The collective list that the candidate consented to stand on. */
    listId: NominationId.optional(),
  })
  .meta({ id: 'Nomination' })

/** Refusals of everything that can only be done while nominations are open. */
export const windowRefusals = [
  'election-not-found',
  'election-cancelled',
  'contest-cancelled',
  'nominations-not-open-yet',
  'nominations-closed',
] as const

const nominate = operation({
  id: 'nominate',
  method: 'POST',
  path,
  summary: { nl: 'Stel u kandidaat voor de wijkraad', en: 'Stand for the ward council' },
  description:
    'In the ward in which you live, once per election, from the moment nominations open until the moment they close.',
  access: access.residentOfWard,
  requires: 'idempotency-key',
  params: contestParams,
  body: NominationContent.extend({
    address: Address.optional().meta({
      description:
        'Where you live, by the letters and numbers alone: it is compared with the ward, and kept nowhere. Some elections ask for it.',
    }),
  }),
  responses: { 201: FullNomination },
  refusals: [
    ...windowRefusals,
    'contest-not-found',
    'nomination-in-another-ward',
    'address-in-another-ward',
    'address-in-no-ward',
    'address-needed',
    'too-young-on-polling-day',
    'already-nominated',
  ],
})

const getMyNomination = operation({
  id: 'getMyNomination',
  method: 'GET',
  path: '/elections/{electionId}/my-nomination',
  summary: { nl: 'Uw eigen kandidaatstelling', en: 'Your own nomination' },
  description: 'In whichever ward, with what the committee decided about it.',
  access: access.self,
  params: z.strictObject({ electionId: ElectionId }),
  responses: { 200: FullNomination },
  refusals: ['nomination-not-found'],
})

const amendNomination = operation({
  id: 'amendNomination',
  method: 'PATCH',
  path: onePath,
  summary: { nl: 'Wijzig uw kandidaatstelling', en: 'Amend your nomination' },
  description: 'Until nominations close. What is left out stays; a designation of `null` is taken away.',
  access: access.owner,
  about: aboutOwn,
  requires: 'if-match',
  params,
  body: z
    .strictObject({
      ...NominationContent.shape,
      designation: NominationContent.shape.designation.unwrap().nullable(),
    })
    .partial(),
  responses: { 200: FullNomination },
  refusals: [...windowRefusals, 'nomination-not-open'],
})

const withdrawNomination = operation({
  id: 'withdrawNomination',
  method: 'POST',
  path: `${onePath}/_withdraw`,
  summary: { nl: 'Trek uw kandidaatstelling in', en: 'Withdraw your nomination' },
  description: 'Until nominations close.',
  access: access.owner,
  about: aboutOwn,
  requires: 'if-match',
  params,
  responses: { 200: FullNomination },
  refusals: [...windowRefusals, 'nomination-not-open'],
})

const listNominations = operation({
  id: 'listNominations',
  method: 'GET',
  path,
  summary: { nl: 'De kandidaatstellingen van een wijk', en: 'The nominations of a ward' },
  description: 'For the election office, with what designations rest on.',
  access: access.electionOffice,
  about: { missing: 'contest-not-found' },
  params: contestParams,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(FullNomination) },
})

export const judgeNomination = operation({
  id: 'judgeNomination',
  method: 'POST',
  path: `${onePath}/_judge`,
  summary: { nl: 'Beslis over een kandidaatstelling', en: 'Decide about a nomination' },
  description: 'While the ward is in session. A later session may decide otherwise.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.literal('valid'),
      isDesignationProved: z
        .boolean()
        .optional()
        .meta({ description: 'Where there is a designation: whether it may stand behind the name.' }),
    }),
    z.strictObject({ outcome: z.literal('invalid'), reason: InvalidReason, note: Prose(1_000, 3) }),
  ]),
  responses: { 200: FullNomination },
  refusals: ['contest-not-found', 'not-in-session', 'nomination-gone', 'designation-not-judged'],
})

const moveNomination = operation({
  id: 'moveNomination',
  method: 'POST',
  path: `${onePath}/_move`,
  summary: { nl: 'Zet een kandidaat over naar de goede wijk', en: 'Move a candidate to the right ward' },
  description: 'While both wards are in session. There it is judged like any other.',
  access: access.electionOffice,
  about,
  names: { 'contest-not-found': ['/wardCode'] },
  requires: 'if-match',
  params,
  body: z.strictObject({ wardCode: WardCode }),
  responses: { 200: FullNomination },
  refusals: [
    'contest-not-found',
    'already-in-this-ward',
    'not-in-session',
    'other-ward-not-in-session',
    'nomination-gone',
  ],
})

const correctBallotName = operation({
  id: 'correctBallotName',
  method: 'POST',
  path: `${onePath}/_correct-name`,
  summary: { nl: 'Verbeter de naam op het stembiljet', en: 'Correct the name on the ballot' },
  description:
    'While the ward is in session. The lists of earlier sessions keep the name that they had; the next list, the count and the result have the corrected one.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ ballotName: NominationContent.shape.ballotName, reason: NameCorrection.shape.because }),
  responses: { 200: FullNomination },
  refusals: [
    'contest-not-found',
    'not-in-session',
    'nomination-gone',
    'ballot-name-already-so',
    'too-many-name-corrections',
  ],
})

const dropCandidate = operation({
  id: 'dropCandidate',
  method: 'POST',
  path: `${onePath}/_drop`,
  summary: {
    nl: 'Meld dat een kandidaat geen zetel meer kan krijgen',
    en: 'Report that a candidate can no longer get a seat',
  },
  description: 'The name stays on the ballot and the votes stay in the total; the person is passed over.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ reason: DropReason, on: LocalDate }),
  responses: { 200: FullNomination },
  refusals: ['candidate-not-on-list', 'day-in-the-future'],
})

export const operations = {
  nominate,
  getMyNomination,
  amendNomination,
  withdrawNomination,
  listNominations,
  judgeNomination,
  moveNomination,
  correctBallotName,
  dropCandidate,
} as const
