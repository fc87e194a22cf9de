// API operations of a person on lotteries: their turn, their answer, the do-not-draw register; and how the office finds them.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { PublicSeat } from '../seating/public-seat.ts'
import { LotteryOutcome, onePath, params, person, seatParams, seatPath } from './operations.ts'
import { refusalsOfLotteries } from './refusals.ts'

const operation = operationsOf('elections', refusalsOfLotteries)

/** A person's own place in a lottery, for themselves. */
export const MyTurn = z
  .strictObject({
    entry: Sha256,
    opening: Sha256,
    turn: z
      .strictObject({
        place: z.int(),
        outcome: LotteryOutcome,
        seat: z.int().optional(),
        answerBefore: Instant.optional(),
        seatVersion: z.int().optional(),
      })
      .optional(),
  })
  .meta({ id: 'MyLotteryTurn' })

const getMyTurn = operation({
  id: 'getMyTurn',
  method: 'GET',
  path: `${onePath}/my-turn`,
  summary: { nl: 'Ben ik geloot?', en: 'Was I drawn?' },
  description:
    'Your own entry in the pool, and whether it is your turn. Only you can see it. SHA-256 of the opening and your digest on the roll is your entry.',
  access: access.self,
  params,
  responses: { 200: MyTurn },
  refusals: ['lottery-not-found', 'lottery-needs-roll', 'login-without-person'],
})

const answerDraw = operation({
  id: 'answerDraw',
  method: 'POST',
  path: `${seatPath}/_answer-draw`,
  summary: { nl: 'Neem een gelote zetel aan of zeg nee', en: 'Accept a seat that you were drawn for, or decline' },
  description:
    'By the resident whose turn it is, within the term: silence is refusal. You may always decline, without a reason; nobody learns that you were drawn. Whoever accepts becomes known under the name given here, and is examined and takes the oath like everybody else.',
  access: access.residentSelf,
  requires: 'if-match',
  params: seatParams,
  body: z.discriminatedUnion('answer', [
    z.strictObject({
      answer: z.literal('accept'),
      name: Line(80, 2).meta({ description: 'Your name as it will be published.' }),
      text: Prose(1_000, 10).optional().meta({ description: 'Who you are, for the residents of your ward.' }),
    }),
    z.strictObject({ answer: z.literal('decline') }),
  ]),
  responses: { 200: PublicSeat },
  refusals: [
    'seat-not-found',
    'nobody-asked',
    'not-drawn-for-seat',
    'draw-answer-too-late',
    'drawn-lives-elsewhere',
    'already-nominated',
    'lottery-not-drawn',
    'lottery-needs-roll',
    'login-without-person',
    'term-over',
  ],
})

const recogniseDrawn = operation({
  id: 'recogniseDrawn',
  method: 'POST',
  path: `${onePath}/_recognise`,
  summary: { nl: 'Zoek wie er moet worden gevraagd', en: 'Find who is to be asked' },
  description:
    'Which of these persons of the register are asked for a seat now, so that the office can bring them the letter. The answer says nothing about anybody else, and no pseudonym is stored.',
  access: access.electionOffice,
  params,
  body: z.strictObject({ persons: z.array(person).min(1).max(1_000) }),
  responses: {
    200: z.strictObject({
      items: z.array(z.strictObject({ index: z.int(), place: z.int(), seat: z.int() }).meta({ id: 'RecognisedDrawn' })),
    }),
  },
  refusals: ['lottery-not-found', 'lottery-not-drawn', 'lottery-needs-roll'],
})

const doNotDraw = '/me/do-not-draw'

const getDoNotDraw = operation({
  id: 'getDoNotDraw',
  method: 'GET',
  path: doNotDraw,
  summary: { nl: 'Sta ik in het loot-me-niet-register?', en: 'Am I on the do-not-draw register?' },
  description: 'Only you can see it. The register holds in every ward and every election, until you take yourself off.',
  access: access.self,
  responses: { 200: z.strictObject({ isOnRegister: z.boolean(), since: Instant.optional() }) },
  refusals: ['login-without-person'],
})

const joinDoNotDraw = operation({
  id: 'joinDoNotDraw',
  method: 'PUT',
  path: doNotDraw,
  summary: { nl: 'Zet mij in het loot-me-niet-register', en: 'Put me on the do-not-draw register' },
  description: 'You are then not asked for a seat by lottery, also in a lottery that was drawn already.',
  access: access.self,
  responses: { 204: z.undefined() },
  refusals: ['login-without-person'],
})

const leaveDoNotDraw = operation({
  id: 'leaveDoNotDraw',
  method: 'DELETE',
  path: doNotDraw,
  summary: { nl: 'Haal mij uit het loot-me-niet-register', en: 'Take me off the do-not-draw register' },
  description: 'From the next lottery on you can be drawn. The register keeps nothing about you.',
  access: access.self,
  responses: { 204: z.undefined() },
  refusals: ['login-without-person'],
})

/** Operations that tell persons apart. */
export const personLotteryOperations = {
  getMyTurn,
  answerDraw,
  recogniseDrawn,
  getDoNotDraw,
  joinDoNotDraw,
  leaveDoNotDraw,
} as const
