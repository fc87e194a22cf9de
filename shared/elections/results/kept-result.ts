// Each established result of a ward, kept for good: a later one supersedes it and changes nothing of it.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { ElectionId, NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import type { Contest, EstablishedContest } from '../contests/contest.ts'
import { Recount, resultNumberOf } from './recount.ts'
import { Result, TieLot, VoidedLot } from './result.ts'

export const KeptResult = z.object({
  electionId: ElectionId,
  wardCode: WardCode,
  /** From 1. */
  number: z.int().min(1),
  result: Result,
  ties: z.array(TieLot).readonly(),
  voidedTies: z.array(VoidedLot).readonly(),
  countSession: z.int().min(1).optional(),
  proposedBy: ResidentId,
  establishedBy: ResidentId,
  establishedAt: Instant,
  termStartsOn: LocalDate,
  added: z.array(NominationId).readonly(),
  /** The recount that it is the result of; absent in the first. */
  recount: Recount.optional(),
})
export type KeptResult = z.infer<typeof KeptResult>

/** The result of a contest as it is kept. */
export const keptResultOf = (contest: EstablishedContest): KeptResult => {
  const { electionId, wardCode, result, ties, voidedTies, countSession, recount, added, ...established } = contest
  const { proposedBy, establishedBy, establishedAt, termStartsOn } = established
  return {
    ...{ electionId, wardCode, number: resultNumberOf(contest), result, ties, voidedTies, added },
    ...(countSession === undefined ? {} : { countSession }),
    ...{ proposedBy, establishedBy, establishedAt, termStartsOn },
    ...(recount && { recount }),
  }
}

/** A contest with the result that stands: its own, or during a recount the one that is counted again. */
export const standingContest = (contest: Contest, kept: KeptResult | undefined): EstablishedContest | undefined => {
  if (contest.status === 'established') return contest
  if (kept === undefined || !('lot' in contest)) return undefined
  const { seats, version, session, list, lot, online, adjustments } = contest
  const { number: _, ...result } = kept
  return { seats, version, session, list, lot, online, adjustments, ...result, status: 'established' }
}
