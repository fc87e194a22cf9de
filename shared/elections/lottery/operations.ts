// API operations of the office on lotteries among residents: announced, posted, drawn, turn by turn; and what is public of them.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant, InstantInput } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { FixedLots, LotEvidence, SessionEvidence } from '../../voting/lots/lots.ts'
import { PublicSeat, SeatNumber } from '../seating/public-seat.ts'
import { Lottery, LotterySource, PassReason } from './lottery.ts'
import { refusalsOfLotteries } from './refusals.ts'

const operation = operationsOf('elections', refusalsOfLotteries)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
export const params = contestParams.extend({
  lottery: z
    .string()
    .max(2)
    .regex(/^[1-9][0-9]?$/),
})
export const seatParams = contestParams.extend({ seat: SeatNumber })
const about = { missing: 'lottery-not-found' } as const
const path = '/elections/{electionId}/contests/{wardCode}/lotteries'
export const onePath = `${path}/{lottery}` as const
export const seatPath = '/elections/{electionId}/contests/{wardCode}/seats/{seat}'

export const person = Line(200).meta({ description: 'The register’s pseudonym of a person. It is not kept.' })
export const LotteryOutcome = z
  .enum(['asked', 'accepted', 'declined', 'not-answered', 'passed'])
  .meta({ id: 'LotteryOutcome' })
const turn = { place: z.int(), entry: Sha256, outcome: LotteryOutcome, seat: z.int().optional(), at: Instant }

/** The public view of a lottery: everything that is needed to replay it, and no person. */
export const PublicLottery = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    number: z.int(),
    status: z.enum(Lottery.options.map(({ shape }) => shape.status.value)),
    source: LotterySource,
    announcedAt: Instant,
    /** How it is drawn: the format of the file that replays it. */
    algorithm: z.literal('wijk-lottery/1'),
    subject: z.string(),
    root: Sha256.optional(),
    entries: z.int().optional(),
    fixed: FixedLots.optional(),
    postedAt: Instant.optional(),
    evidence: LotEvidence.optional(),
    drawnAt: Instant.optional(),
    turns: z.array(z.strictObject(turn).meta({ id: 'LotteryTurn' })).optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'Lottery' })

const LotteryWithPool = PublicLottery.extend({
  /** Where the frozen pool can be fetched for a quarter of an hour: an opaque entry on each line. */
  pool: z.strictObject({ href: z.string(), expiresAt: Instant }).optional(),
}).meta({ id: 'LotteryWithPool' })

export const announceLottery = operation({
  id: 'announceLottery',
  method: 'POST',
  path,
  summary: { nl: 'Kondig een loting onder bewoners aan', en: 'Announce a lottery among residents' },
  description:
    'For seats that no candidate is left for. The pool is then frozen from the roll of the ward as corrected, without whoever is on the do-not-draw register and without those named here: members and candidates, who cannot be drawn. Its digest and number are posted before the seed exists: a beacon an hour later, or what is thrown in public session.',
  access: access.electionOffice,
  requires: 'idempotency-key',
  params: contestParams,
  body: z.strictObject({
    source: LotterySource,
    without: z.array(person).max(200).default([]),
  }),
  responses: { 201: PublicLottery },
  refusals: ['contest-not-found', 'lottery-needs-roll', 'no-seat-for-lottery', 'lottery-going-on'],
})

const listLotteries = operation({
  id: 'listLotteries',
  method: 'GET',
  path,
  summary: { nl: 'De lotingen van een wijk', en: 'The lotteries of a ward' },
  description: 'All of them, also those that were called off.',
  access: access.public,
  about: { missing: 'contest-not-found' },
  params: contestParams,
  responses: { 200: z.strictObject({ items: z.array(PublicLottery) }) },
})

const getLottery = operation({
  id: 'getLottery',
  method: 'GET',
  path: onePath,
  summary: { nl: 'Een loting, om na te rekenen', en: 'A lottery, to replay' },
  description:
    'With the address of the frozen pool. `wijk lottery` replays it: the digest of the pool, the seed, the order, and that the turns follow the order. Entries are opaque: nobody learns from them who was drawn.',
  access: access.public,
  about,
  params,
  responses: { 200: LotteryWithPool },
})

const drawLottery = operation({
  id: 'drawLottery',
  method: 'POST',
  path: `${onePath}/_draw`,
  summary: { nl: 'Leg de trekking van een loting vast', en: 'Record the draw of a lottery' },
  description:
    'What was thrown in public session after the pool was posted, or the signature of the beacon that was announced: only a genuine one is accepted.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.discriminatedUnion('source', [
    SessionEvidence.extend({ when: InstantInput }),
    z.strictObject({
      source: z.literal('drand'),
      round: z.int().min(1),
      signature: z
        .string()
        .max(96)
        .regex(/^[0-9a-f]{96}$/),
    }),
  ]),
  responses: { 200: PublicLottery },
  refusals: [
    'lottery-not-posted',
    'session-at-another-time',
    'lottery-by-beacon',
    'beacon-of-other-round',
    'beacon-not-genuine',
  ],
})

const voidLottery = operation({
  id: 'voidLottery',
  method: 'POST',
  path: `${onePath}/_void`,
  summary: { nl: 'Laat een loting vervallen', en: 'Call a lottery off' },
  description: 'Before it is drawn, for a public reason. It stays readable, and another one can be announced.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({
    reason: Prose(1_000, 10).meta({ description: 'Why, for everyone to read: no names of persons.' }),
  }),
  responses: { 200: PublicLottery },
  refusals: ['lottery-drawn'],
})

const listLotteryTurns = operation({
  id: 'listLotteryTurns',
  method: 'GET',
  path: `${onePath}/turns`,
  summary: { nl: 'Wie aan de beurt is geweest, en waarom iemand is overgeslagen', en: 'The turns, with the reasons' },
  description: 'For the office. Without persons; the reasons are not public.',
  access: access.electionOffice,
  about,
  params,
  responses: {
    200: z.strictObject({
      items: z.array(
        z
          .strictObject({
            ...turn,
            because: z
              .union([PassReason, z.enum(['struck-from-roll', 'moved-by-correction', 'do-not-draw'])])
              .optional(),
          })
          .meta({ id: 'LotteryTurnWithReason' }),
      ),
    }),
  },
})

const askDrawn = operation({
  id: 'askDrawn',
  method: 'POST',
  path: `${seatPath}/_ask`,
  summary: { nl: 'Vraag de volgende gelote bewoner', en: 'Ask the next resident who was drawn' },
  description:
    'In the drawn order, for a seat that no candidate is left for. Whoever was struck from the roll, moved by a correction or has joined the do-not-draw register is passed over. Where nobody is left the seat stays vacant, and says so.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params: seatParams,
  responses: { 200: PublicSeat },
  refusals: [
    'seat-not-exhausted',
    'seat-stays-vacant',
    'no-lottery',
    'lottery-not-drawn',
    'lottery-too-long',
    'lottery-needs-roll',
    'term-over',
    'election-not-found',
  ],
})

const passOverDrawn = operation({
  id: 'passOverDrawn',
  method: 'POST',
  path: `${seatPath}/_pass-over`,
  summary: { nl: 'Sla een gelote bewoner over', en: 'Pass over a resident who was drawn' },
  description:
    'When the person has died, moved away, or may not be a member. The reason is kept, and not public. The next one can be asked.',
  access: access.electionOffice,
  about: { missing: 'seat-not-found' },
  requires: 'if-match',
  params: seatParams,
  body: z.strictObject({ reason: PassReason }),
  responses: { 200: PublicSeat },
  refusals: ['nobody-asked', 'lottery-not-drawn'],
})

/** Operations that read or change the pool or one of its persons. */
export const poolLotteryOperations = { announceLottery, getLottery, askDrawn } as const

/** Operations that need the table only. */
export const officeLotteryOperations = {
  listLotteries,
  drawLottery,
  voidLottery,
  listLotteryTurns,
  passOverDrawn,
} as const
