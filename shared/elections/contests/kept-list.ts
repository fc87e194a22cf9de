import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { NominationId } from '../../kernel/ids.ts'
import { PublicDesignation } from '../nominations/nomination.ts'
import { BallotLot } from './contest.ts'

/** The list as a session fixed it, with the texts of that moment. Never changed. */
export const KeptList = z.object({
  session: z.int(),
  fixedAt: Instant,
  candidates: z.array(
    z.strictObject({
      id: NominationId,
      ballotName: z.string(),
      text: z.string(),
      designation: PublicDesignation.optional(),
    }),
  ),
  /** The collective lists, each with the designation that the committee found proved. */
  lists: z
    .array(
      z.strictObject({
        id: NominationId,
        designation: PublicDesignation.optional(),
        candidates: z.array(NominationId),
      }),
    )
    .optional(),
  lot: BallotLot.optional(),
})
export type KeptList = z.infer<typeof KeptList>
