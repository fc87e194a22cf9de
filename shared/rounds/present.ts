import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { PublicRound } from './operations.ts'
import { phaseOf, type Round } from './round.ts'

/** The public view of a round at a moment. */
export const presentRound = (round: Round, now: Instant): z.input<typeof PublicRound> => ({
  id: round.id,
  wardCode: round.wardCode,
  title: round.title,
  budgetCents: round.budgetCents,
  opensAt: round.opensAt,
  closesAt: round.closesAt,
  ballotForm: round.ballotForm,
  rule: round.rule,
  lots: round.lots,
  electorateSize: round.electorateSize,
  smallestGroup: round.smallestGroup,
  register: round.register,
  phase: phaseOf(round, now),
  entries: round.entries,
  pollId: 'pollId' in round ? round.pollId : undefined,
  configurationHash: 'configurationHash' in round ? round.configurationHash : undefined,
  awardedCents: round.status === 'awarded' ? round.awardedCents : undefined,
  createdAt: round.createdAt,
})
