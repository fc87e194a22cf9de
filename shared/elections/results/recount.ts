// A recount of a ward: ordered after its result was established, with a reason. The result stands until the next is established.
import * as z from 'zod'
import { dateInCity, endOfDayInCity, Instant, LocalDate, plusDays } from '../../kernel/clock.ts'
import { Prose } from '../../kernel/text.ts'
import { RecountBody, type RecountRules } from '../rules/election-rules.ts'

/** The order to count the votes of a ward again. */
export const Recount = z.strictObject({
  /** The number of the result that it questions. */
  number: z.int().min(1),
  orderedBy: RecountBody,
  orderedAt: Instant,
  reason: Prose(1_000, 10),
  /** The last session of counting that the result rested on: a later one counts again. */
  countSession: z.int().min(1),
  /** The start of the term, which follows from the first result and does not move. */
  termStartsOn: LocalDate,
})
export type Recount = z.infer<typeof Recount>

/** The number of the result that a contest has or is to have next: its first is 1. */
export const resultNumberOf = ({ recount }: { readonly recount?: Recount | undefined }): number =>
  (recount?.number ?? 0) + 1

/** A recount can be ordered before this moment. */
export const recountBefore = (establishedAt: Instant, { orderWithinDays }: RecountRules): Instant =>
  endOfDayInCity(plusDays(dateInCity(establishedAt), orderWithinDays))
