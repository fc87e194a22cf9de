import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { PublicRound } from './operations.ts'
import { phaseOf, type Round } from './round.ts'

/** A round for the world, as it stands at a moment. */
export const presentRound = (round: Round, now: Instant): z.input<typeof PublicRound> => {
  const { status: _, nextEntry: __, requestDigest: ___, version: ____, ...visible } = round
  return { ...visible, phase: phaseOf(round, now) }
}
