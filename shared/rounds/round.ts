// A budget round: which initiatives take part, its poll, the award. One shape for each status; open or closed by its window,
// never by a status. Which steps lead from where to where stands in machine.ts.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { InitiativeId, PollId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { unreachable } from '../kernel/refusals.ts'
import { BudgetYear } from '../wards/budget.ts'
import { RegisterFigure } from '../wards/register-figure.ts'
import { RoundPlan } from './plan.ts'

export const maximumEntries = 200

/** The register figure of the ward by which a round was planned; when it is announced, the one that held then. */
export const RegisterReference = z.strictObject({
  date: RegisterFigure.shape.date,
  residents: RegisterFigure.shape.residents,
  source: RegisterFigure.shape.source,
})

/** What a round holds of a register figure. */
export const registerOf = (figure: RegisterFigure | undefined): z.infer<typeof RegisterReference> | undefined =>
  figure && { date: figure.date, residents: figure.residents, source: figure.source }

const planned = {
  ...RoundPlan.shape,
  id: RoundId,
  wardCode: WardCode,
  /** Absent in rounds planned before there were register figures. */
  register: RegisterReference.optional(),
  /** Number of the next entry; numbers are not used again. */
  nextEntry: z.int().min(1),
  /** How many initiatives take part. */
  entries: z.int().min(0),
  /** How often residents have been asked: a vote that was voided may be held again. */
  attempt: z.int().min(1),
  createdAt: Instant,
  requestDigest: Sha256,
  version: z.int().min(1),
}
const poll = { pollId: PollId, configurationHash: Sha256 }
/** Money of the ward that no award may take meanwhile. It stays that of its year, wherever the vote is moved. */
const Reservation = z.strictObject({ year: BudgetYear, amountCents: Cents })

/** Whether the initiatives that took part are free again. */
const isReleased = z.boolean()

export const Round = z.discriminatedUnion('status', [
  z.object({ ...planned, status: z.literal('draft') }),
  z.object({ ...planned, ...poll, status: z.literal('announced'), reservation: Reservation }),
  z.object({
    ...planned,
    status: z.literal('cancelled'),
    pollId: PollId.optional(),
    configurationHash: Sha256.optional(),
    isReleased,
  }),
  z.object({
    ...planned,
    ...poll,
    status: z.literal('awarded'),
    awarded: z.array(InitiativeId).readonly(),
    awardedCents: Cents,
  }),
  /** The election office has voided its vote; its money and initiatives are free again. */
  z.object({ ...planned, ...poll, status: z.literal('void'), isReleased }),
])
export type Round = z.infer<typeof Round>
export type AnnouncedRound = Extract<Round, { status: 'announced' }>

/** What a round is at a moment. Computed, never stored. */
export const RoundPhase = z
  .enum(['draft', 'announced', 'open', 'counting', 'awarded', 'cancelled', 'void'])
  .meta({ id: 'RoundPhase' })
export const phaseOf = (round: Round, t: Instant): z.infer<typeof RoundPhase> => {
  switch (round.status) {
    case 'draft':
    case 'cancelled':
    case 'awarded':
    case 'void':
      return round.status
    case 'announced':
      if (t < round.opensAt) return 'announced'
      return t < round.closesAt ? 'open' : 'counting'
    default:
      return unreachable(round)
  }
}
