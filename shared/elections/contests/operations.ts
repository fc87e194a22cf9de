// API operations on the contests of wards: their seats, the sessions about their candidates, the list, the lot.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant, InstantInput } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { AppealId, ElectionId, NominationId, WardCode } from '../../kernel/ids.ts'
import { Prose } from '../../kernel/text.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'
import { PublishedDraw } from '../../voting/lots/published-draw.ts'
import { NominationContent, PublicDesignation } from '../nominations/nomination.ts'
import { electionsRefusals } from '../refusals.ts'
import { Recount } from '../results/recount.ts'
import { NeededLot } from '../results/result.ts'
import { RecountBody } from '../rules/election-rules.ts'
import { Adjustment, Contest } from './contest.ts'
import { OnlinePoll } from './online.ts'

const operation = operationsOf('elections', electionsRefusals)
const params = z.strictObject({ electionId: ElectionId })
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const about = { missing: 'election-not-found' } as const
const aboutContest = { missing: 'contest-not-found' } as const
const reason = Prose(1_000, 10).meta({ description: 'Why, for everyone to read: no names of persons.' })

/** A recount that was ordered. `result`: the number of the result that it questions. */
export const PublicRecount = z
  .strictObject({
    result: z.int(),
    orderedBy: Recount.shape.orderedBy,
    orderedAt: Instant,
    reason: z.string(),
  })
  .meta({ id: 'Recount' })

/** The contest of a ward. `seats` are those of the ward; `seatsToFill` follows from the number of candidates. */
export const PublicContest = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    status: z.enum(Contest.options.map(({ shape }) => shape.status.value)),
    seats: z.int(),
    session: z.int().optional(),
    candidates: z.int().optional(),
    supply: z.enum(['poll', 'no-contest', 'draw', 'vacant']).optional(),
    seatsToFill: z.int().optional(),
    poolDigest: Sha256.optional(),
    /** The online poll beside the polling stations, where the rules of the election have one. */
    onlinePoll: OnlinePoll.optional(),
    /** The candidates of an awaited lot, the number of places, and the digest of the pool. */
    needed: NeededLot.optional(),
    /** Of a proposed result that officers check first: how many did, of how many. */
    review: z.strictObject({ reviews: z.int(), needed: z.int() }).optional(),
    /** Decisions on the number of seats within the term, the earliest first. */
    adjustments: z.array(Adjustment.meta({ id: 'SeatsAdjustment' })).optional(),
    /** The last recount that was ordered. Until the contest is established again, it is going on. */
    recount: PublicRecount.optional(),
    /** The granted appeal that overturned the list. */
    overturnedBy: AppealId.optional(),
    reason: z.string().optional(),
    annulledBy: RecountBody.optional(),
  })
  .meta({ id: 'Contest' })

/** A candidate on the list: designation and text side by side. `place`: on the ballot, once drawn. */
const ListedCandidate = z
  .strictObject({
    id: NominationId,
    /** Number of the line: of the candidate, or of the list that they stand on. */
    place: z.int().optional(),
    listId: NominationId.optional(),
    position: z.int().optional(),
    ballotName: NominationContent.shape.ballotName,
    text: NominationContent.shape.text,
    designation: PublicDesignation.optional(),
  })
  .meta({ id: 'Candidate' })

/** The list that a session fixed, in the order drawn; before the lot in the order of the ids, which has no meaning. */
export const PublicCandidateList = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    session: z.int(),
    fixedAt: Instant,
    isCurrent: z.boolean(),
    isDrawn: z.boolean(),
    candidates: z.array(ListedCandidate),
    lists: z
      .array(
        z.strictObject({
          id: NominationId,
          number: z.int().optional(),
          designation: PublicDesignation.optional(),
          candidates: z.array(NominationId),
        }),
      )
      .optional(),
  })
  .meta({ id: 'CandidateList' })

const listContests = operation({
  id: 'listContests',
  method: 'GET',
  path: '/elections/{electionId}/contests',
  summary: { nl: 'De wijken die meedoen, met hun zetels', en: 'The wards that take part, with their seats' },
  description: 'All of them at once: no city has more than a few dozen wards.',
  access: access.public,
  about,
  params,
  responses: { 200: z.strictObject({ items: z.array(PublicContest) }) },
})

const getContest = operation({
  id: 'getContest',
  method: 'GET',
  path: '/elections/{electionId}/contests/{wardCode}',
  summary: { nl: 'De verkiezing in één wijk', en: 'The contest of a ward' },
  description: 'Its seats, its sessions, and what the candidates make of the seats.',
  access: access.public,
  about: aboutContest,
  params: contestParams,
  responses: { 200: PublicContest },
})

const resizeContest = operation({
  id: 'resizeContest',
  method: 'PATCH',
  path: '/elections/{electionId}/contests/{wardCode}',
  summary: { nl: 'Wijzig het aantal zetels van een wijk', en: 'Change the number of seats of a ward' },
  description: 'Within the rules, and before the first session.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  body: z.strictObject({ seats: z.int().min(1).max(60) }),
  responses: { 200: PublicContest },
  refusals: ['seats-beyond-rules', 'session-held', 'election-not-found'],
})

const cancelContest = operation({
  id: 'cancelContest',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_cancel',
  summary: { nl: 'Laat de verkiezing in een wijk niet doorgaan', en: 'Call the contest of a ward off' },
  description:
    'Only this ward. The reason is public. Once the polls have closed the votes of residents are not called off: see `annulContest`.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  body: z.strictObject({ reason }),
  responses: { 200: PublicContest },
  refusals: ['election-not-found', 'contest-over', 'votes-were-cast'],
})

const openSession = operation({
  id: 'openSession',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_open-session',
  summary: {
    nl: 'Open de zitting over de kandidaten van een wijk',
    en: 'Open the session on the candidates of a ward',
  },
  description: 'A later session corrects the one before: it needs a reason, and the order is drawn again.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  body: z.strictObject({ reason: reason.optional() }),
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'election-cancelled',
    'session-not-possible',
    'nominations-still-open',
    'polling-opened',
    'correction-without-reason',
  ],
})

const closeSession = operation({
  id: 'closeSession',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_close-session',
  summary: { nl: 'Stel de kandidatenlijst van een wijk vast', en: 'Fix the candidate list of a ward' },
  description:
    'Every nomination must be judged. The digest of who takes part in the lot is published here, before the lot is drawn.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'not-in-session',
    'nominations-not-judged',
    'lists-not-judged',
    'too-many-candidates',
  ],
})

const drawBallotOrder = operation({
  id: 'drawBallotOrder',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_draw-order',
  summary: { nl: 'Leg de loting van de volgorde vast', en: 'Record the lot for the order on the ballot' },
  description:
    'The seed is what was thrown or drawn in public, exactly as in the minutes. Anybody can replay the order from the published draw (`wijk lots`).',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  body: SessionEvidence.omit({ source: true }).extend({ when: InstantInput }),
  responses: { 200: PublicContest },
  refusals: ['election-not-found', 'order-not-awaited', 'session-at-another-time', 'lot-too-early'],
})

/** A unit of its own serves it: it makes and wraps the keys of the poll. */
export const announceOnlinePoll = operation({
  id: 'announceOnlinePoll',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_announce-online-poll',
  summary: { nl: 'Kondig de digitale stemming van een wijk aan', en: 'Announce the online poll of a ward' },
  description:
    'Where the rules of the election have it: once the order is drawn and the roll is frozen, before the polls open. The candidates in drawn order, the window of the polling stations, the voters of the roll; whoever takes its permit does not vote on paper. A list that is corrected afterwards ends the poll and needs another.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  responses: { 200: PublicContest },
  refusals: [
    'election-not-found',
    'election-cancelled',
    'online-poll-not-possible',
    'online-not-in-rules',
    'online-poll-announced',
    'no-vote-needed',
    'polling-opened',
    'roll-not-frozen-yet',
    'nobody-on-roll',
    'online-poll-cannot-be-held',
  ],
})

const callOffOnlinePoll = operation({
  id: 'callOffOnlinePoll',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/_call-off-online-poll',
  summary: { nl: 'Laat in een wijk alleen op papier stemmen', en: 'Let a ward vote on paper only' },
  description:
    'Before the polls open. Once people may have voted online it cannot be called off by itself: their votes count, or the whole contest is called off.',
  access: access.electionOffice,
  about: aboutContest,
  requires: 'if-match',
  params: contestParams,
  responses: { 200: PublicContest },
  refusals: ['no-online-poll', 'online-poll-open'],
})

const getCandidateList = operation({
  id: 'getCandidateList',
  method: 'GET',
  path: '/elections/{electionId}/contests/{wardCode}/candidates',
  summary: { nl: 'De kandidaten van een wijk, in de gelote volgorde', en: 'The candidates of a ward, in drawn order' },
  description: 'With `session` the list as that session fixed it: what a later session corrected stays readable.',
  access: access.public,
  about: aboutContest,
  names: { 'list-not-found': ['/session'] },
  params: contestParams,
  query: z.strictObject({ session: z.coerce.number().int().min(1).max(99).optional() }),
  responses: { 200: PublicCandidateList },
  refusals: ['list-not-found'],
})

const getBallotOrderDraw = operation({
  id: 'getBallotOrderDraw',
  method: 'GET',
  path: '/elections/{electionId}/contests/{wardCode}/draw',
  summary: { nl: 'De loting van de volgorde, om na te rekenen', en: 'The lot for the order, to be replayed' },
  description: 'The evidence, every ticket and the order: `wijk lots` replays it.',
  access: access.public,
  about: aboutContest,
  params: contestParams,
  responses: { 200: PublishedDraw },
  refusals: ['lot-not-found'],
})

export const operations = {
  listContests,
  getContest,
  resizeContest,
  cancelContest,
  openSession,
  closeSession,
  drawBallotOrder,
  callOffOnlinePoll,
  getCandidateList,
  getBallotOrderDraw,
} as const
