// API operations on counting: each station entered twice by two people, and the result that follows.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant, InstantInput, LocalDate } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'
import { PublishedDraw } from '../../voting/lots/published-draw.ts'
import { PublicContest, PublicRecount } from '../contests/operations.ts'
import { electionsRefusals } from '../refusals.ts'
import { Result } from '../results/result.ts'
import { Cells } from './cells.ts'
import { Entry, StationCount, StationNumber } from './station-count.ts'

const operation = operationsOf('elections', electionsRefusals)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const params = z.strictObject({ electionId: ElectionId, wardCode: WardCode, station: StationNumber })
const aboutContest = { missing: 'contest-not-found' } as const
const about = { missing: 'station-not-found' } as const
const contestPath = '/elections/{electionId}/contests/{wardCode}'
const path = `${contestPath}/stations`
const onePath = `${path}/{station}` as const
/** What a session of counting that is over or paused refuses. */
export const sessionRefusals = ['count-session-over', 'count-session-paused'] as const

/** A station for its typists and the coordinator: which cells differ, but not the values of the other typist. */
export const StationProgress = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    station: StationNumber,
    name: z.string(),
    /** The session of counting that it belongs to. */
    session: z.int(),
    status: z.enum(StationCount.options.map(({ shape }) => shape.status.value)),
    /** Cells in which the two entries differ: to be entered again if an entry was returned. */
    differing: z.array(z.string()).optional(),
    returned: z.enum(['first', 'second']).optional(),
    /** Codes of the errors of an entry that waits for the coordinator. */
    errors: z.array(z.string()).optional(),
    /** Of an entry that was read from a file: which one, and the digest of the file. */
    imported: z.strictObject({ entry: z.enum(['first', 'second']), digest: Sha256 }).optional(),
  })
  .meta({ id: 'StationProgress' })

const addStation = operation({
  id: 'addStation',
  method: 'POST',
  path,
  summary: { nl: 'Voeg een stembureau toe', en: 'Add a polling station' },
  description: 'In a ward whose ballot order was drawn and that has no result yet.',
  access: access.electionOffice,
  requires: 'idempotency-key',
  params: contestParams,
  body: z.strictObject({ station: StationNumber, name: StationCount.options[0].shape.name }),
  responses: { 201: StationProgress },
  refusals: ['contest-not-found', 'contest-not-counting', 'count-session-over', 'station-counted-before'],
})

const listStations = operation({
  id: 'listStations',
  method: 'GET',
  path,
  summary: {
    nl: 'De stembureaus van een wijk en hoever de invoer is',
    en: 'The stations of a ward and how far they are',
  },
  description: 'All of them at once: a ward has a few dozen at most.',
  access: access.electionOffice,
  about: aboutContest,
  params: contestParams,
  responses: { 200: z.strictObject({ items: z.array(StationProgress) }) },
})

const claimEntry = operation({
  id: 'claimEntry',
  method: 'POST',
  path: `${onePath}/_claim`,
  summary: { nl: 'Begin aan de invoer van een stembureau', en: 'Take the entry of a station' },
  description: 'The first entry, or the second where somebody else has finished the first.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  responses: { 200: StationProgress },
  refusals: ['election-not-found', 'polling-not-closed', 'entry-taken', 'same-typist', ...sessionRefusals],
})

const finishEntry = operation({
  id: 'finishEntry',
  method: 'POST',
  path: `${onePath}/_finish`,
  summary: { nl: 'Rond uw invoer af', en: 'Finish your entry' },
  description:
    'The whole form; for a returned entry, only the cells that differed. Cells by name: `admitted`, `votes:<nomination>` and so on; a cell that is left out is blank, which is not 0. Every warning needs an explanation.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ cells: Cells, handled: Entry.shape.handled.default([]) }),
  responses: { 200: StationProgress },
  refusals: [
    'election-not-found',
    'contest-not-found',
    'entry-not-open',
    'entry-of-another',
    'entry-has-errors',
    'cells-unknown',
    'cells-not-returned',
    'warnings-not-handled',
    ...sessionRefusals,
  ],
})

const leaveEntry = operation({
  id: 'leaveEntry',
  method: 'POST',
  path: `${onePath}/_leave`,
  summary: { nl: 'Stop met uw invoer', en: 'Leave your entry' },
  description: 'It is discarded completely; somebody else may take it.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  responses: { 200: StationProgress },
  refusals: ['entry-not-open', 'entry-of-another'],
})

const settleEntries = operation({
  id: 'settleEntries',
  method: 'POST',
  path: `${onePath}/_settle`,
  summary: { nl: 'Beslis als coördinator over de invoer', en: 'Decide about the entries as coordinator' },
  description:
    'Keep one of two that differ, return one to its typist, let a typist go on with an entry that has errors, or discard everything. The coordinator types nothing.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('keep'), which: z.enum(['first', 'second']) }),
    z.strictObject({ action: z.literal('return'), which: z.enum(['first', 'second']) }),
    z.strictObject({ action: z.literal('resume') }),
    z.strictObject({ action: z.literal('discard') }),
  ]),
  responses: { 200: StationProgress },
  refusals: ['entries-do-not-differ', 'entry-without-errors', 'nothing-entered', ...sessionRefusals],
})

const proposeResult = operation({
  id: 'proposeResult',
  method: 'POST',
  path: `${contestPath}/_propose-result`,
  summary: { nl: 'Leg de uitslag van een wijk klaar', en: 'Propose the result of a ward' },
  description:
    'From the definitive counts, and the published votes of the online poll where there is one. If there is a tie for the last seat, the contest waits for a lot instead, whose pool is published now.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  body: z.strictObject({
    electorate: z.int().min(0).max(999_999).meta({ description: 'How many may vote in the ward, as the roll says.' }),
  }),
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'election-cancelled',
    'result-not-possible',
    'polling-not-closed',
    'no-stations',
    'stations-not-definitive',
    'total-does-not-add-up',
    'more-voters-than-electorate',
    'online-votes-not-counted',
    'online-votes-withheld',
    'online-votes-void',
    'electorate-not-as-roll',
    'lot-does-not-fit',
    'count-session-not-open',
    'nothing-recounted',
  ],
})

const drawTie = operation({
  id: 'drawTie',
  method: 'POST',
  path: `${contestPath}/_draw-tie`,
  summary: { nl: 'Leg de loting tussen gelijken vast', en: 'Record the lot between equals' },
  description: 'The seed is what was thrown in public after the pool was published, exactly as in the minutes.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  body: SessionEvidence.omit({ source: true }).extend({ when: InstantInput }),
  responses: { 200: PublicContest },
  refusals: ['lot-not-needed', 'session-at-another-time'],
})

const reviewResult = operation({
  id: 'reviewResult',
  method: 'POST',
  path: `${contestPath}/_review-result`,
  summary: { nl: 'Bevestig dat u elke stap hebt nagekeken', en: 'Confirm that you checked every step' },
  description:
    'For a proposed result in which the majority rule and exhausted lists both moved a seat, because there the official programs differ. Two officers confirm the steps that are shown, neither of them the one who proposed it; until then it is not established.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  responses: { 200: PublicContest },
  refusals: ['result-not-proposed', 'review-not-needed', 'reviewed-already', 'same-officer'],
})

const returnResult = operation({
  id: 'returnResult',
  method: 'POST',
  path: `${contestPath}/_return-result`,
  summary: { nl: 'Geef de voorgestelde uitslag terug', en: 'Return the proposed result' },
  description: 'An officer who does not agree returns it, and it is proposed anew. Lots that were drawn remain valid.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  responses: { 200: PublicContest },
  refusals: ['result-not-proposed'],
})

const establishResult = operation({
  id: 'establishResult',
  method: 'POST',
  path: `${contestPath}/_establish-result`,
  summary: { nl: 'Stel de uitslag van een wijk vast', en: 'Establish the result of a ward' },
  description: 'By another officer than the one who proposed it. The start of the term follows from this day.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'result-not-proposed',
    'same-officer',
    'result-needs-review',
    'later-result-established',
  ],
})

/**
 * An established result, with its lots: anyone can allocate the seats again. `recount`: the one that was ordered of it, and
 * for which reason it is counted again or was superseded.
 */
export const PublicResult = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    number: z.int(),
    standing: z.enum(['stands', 'counted-again', 'superseded']),
    recount: PublicRecount.optional(),
    supersededAt: Instant.optional(),
    establishedAt: Instant,
    termStartsOn: LocalDate,
    ...Result.shape,
    ties: z.array(PublishedDraw),
    voidedTies: z.array(PublishedDraw),
  })
  .meta({ id: 'ElectionResult' })

const getElectionResult = operation({
  id: 'getElectionResult',
  method: 'GET',
  path: `${contestPath}/result`,
  summary: { nl: 'De vastgestelde uitslag van een wijk', en: 'The established result of a ward' },
  description: 'The total, who is elected, who comes next, every step, and the lots that were drawn.',
  access: access.public,
  about: aboutContest,
  params: contestParams,
  responses: { 200: PublicResult },
  refusals: ['result-not-established'],
})

export const operations = {
  addStation,
  listStations,
  claimEntry,
  finishEntry,
  leaveEntry,
  settleEntries,
  proposeResult,
  drawTie,
  reviewResult,
  returnResult,
  establishResult,
  getElectionResult,
} as const
