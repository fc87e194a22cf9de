// The count of one polling station, entered twice by two people, as Dutch counting software does it. The coordinator keeps,
// returns or discards, and types nothing. Which steps lead from where to where stands in machine.ts.
import * as z from 'zod'
import { ElectionId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { Cells } from './cells.ts'

/** A warning that the typist looked into: the explanation, and that it was dealt with. */
export const HandledWarning = z.strictObject({
  code: z.string().max(20),
  explanation: z.string().min(1).max(1_000),
})

/** What somebody entered from the paper. */
export const Entry = z.strictObject({
  by: ResidentId,
  cells: Cells,
  handled: z.array(HandledWarning).max(30).readonly(),
})
export type Entry = z.infer<typeof Entry>

const station = {
  electionId: ElectionId,
  wardCode: WardCode,
  /** Number of the polling station, as on its report. */
  station: z.string().regex(/^[A-Z0-9]{1,12}$/),
  version: z.int().min(1),
}

export const StationCount = z.discriminatedUnion('status', [
  z.strictObject({ ...station, status: z.literal('empty') }),
  z.strictObject({ ...station, status: z.literal('first-open'), typist: ResidentId, draft: Cells }),
  z.strictObject({ ...station, status: z.literal('first-has-errors'), first: Entry }),
  z.strictObject({ ...station, status: z.literal('first-final'), first: Entry }),
  z.strictObject({ ...station, status: z.literal('second-open'), first: Entry, typist: ResidentId }),
  z.strictObject({ ...station, status: z.literal('different'), first: Entry, second: Entry }),
  z.strictObject({
    ...station,
    status: z.literal('returned'),
    first: Entry,
    second: Entry,
    which: z.enum(['first', 'second']),
  }),
  z.strictObject({ ...station, status: z.literal('definitive'), first: Entry, secondBy: ResidentId }),
])
export type StationCount = z.infer<typeof StationCount>
