// A budget round: the participating initiatives, its poll, the award. One shape for each status; its window, never its
// status, decides whether it is open. The allowed steps are in machine.ts.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { InitiativeId, PollId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { unreachable } from '../kernel/refusals.ts'
import { BudgetYear } from '../wards/budgets/budget.ts'
import { RegisterFigure } from '../wards/register/register-figure.ts'
import { RoundPlan } from './plan.ts'

export const maximumEntries = 200

/** The register figure of the ward used for planning a round; for announcing it, the one that applied then. */
export const RegisterReference = z.strictObject({
  date: RegisterFigure.shape.date,
  residents: RegisterFigure.shape.residents,
  source: RegisterFigure.shape.source,
})

/** The register figure as stored in a round. */
export const registerOf = (figure: RegisterFigure | undefined): z.infer<typeof RegisterReference> | undefined =>
  figure && { date: figure.date, residents: figure.residents, source: figure.source }

const planned = {
  ...RoundPlan.shape,
  id: RoundId,
  wardCode: WardCode,
  /** Absent in rounds planned before there were register figures. */
  register: RegisterReference.optional(),
  /** Number of the next entry; numbers are not reused. */
  nextEntry: z.int().min(1),
  /** How many initiatives take part. */
  entries: z.int().min(0),
  /** The number of polls so far: a voided vote may be repeated. */
  attempt: z.int().min(1),
  createdAt: Instant,
  requestDigest: Sha256,
  version: z.int().min(1),
}
const poll = { pollId: PollId, configurationHash: Sha256 }
/** Money of the ward that awards cannot use meanwhile. It belongs to the budget of its year, even if the vote is moved. */
const Reservation = z.strictObject({ year: BudgetYear, amountCents: Cents })

/** Whether the participating initiatives have been released. */
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
  /** The election office has voided its vote; its money and initiatives are released. */
  z.object({ ...planned, ...poll, status: z.literal('void'), isReleased }),
])
export type Round = z.infer<typeof Round>
export type AnnouncedRound = Extract<Round, { status: 'announced' }>

/** The phase of a round at a moment. Computed, never stored. */
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
