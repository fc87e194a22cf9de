// The count of one polling station, entered twice by two people, as Dutch counting software does it. The coordinator keeps,
// returns or discards, and enters no values. The allowed steps are in machine.ts.
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { Cells } from './cells.ts'

/** A warning that the typist examined: the explanation, and that it was dealt with. */
export const HandledWarning = z.strictObject({
  code: z.string().max(20),
  explanation: Prose(1_000),
})

/** The values that a typist entered from the paper. */
export const Entry = z.strictObject({
  by: ResidentId,
  cells: Cells,
  handled: z.array(HandledWarning).max(30).readonly(),
  /** Of an entry that was read from a file of counting software: the digest of its bytes. */
  file: Sha256.optional(),
})
export type Entry = z.infer<typeof Entry>

/** Cells in which two entries differ. */
const Names = z.array(z.string()).readonly()
/** The errors of an entry. */
const Codes = z.array(z.string()).readonly()

/** Number of a polling station, `SB12`. */
export const StationNumber = z
  .string()
  .max(8)
  .regex(/^SB[0-9]{1,6}$/)

const station = {
  electionId: ElectionId,
  wardCode: WardCode,
  /** Number of the polling station, as on its report. */
  station: StationNumber,
  name: Line(120),
  /** The session of counting that it belongs to, from 1. */
  session: z.int().min(1).max(99),
  requestDigest: Sha256,
  version: z.int().min(1),
}

export const StationCount = z.discriminatedUnion('status', [
  z.object({ ...station, status: z.literal('empty') }),
  z.object({ ...station, status: z.literal('first-open'), typist: ResidentId, draft: Cells }),
  z.object({ ...station, status: z.literal('first-has-errors'), first: Entry, errors: Codes }),
  z.object({ ...station, status: z.literal('first-final'), first: Entry }),
  z.object({ ...station, status: z.literal('second-open'), first: Entry, typist: ResidentId }),
  z.object({ ...station, status: z.literal('different'), first: Entry, second: Entry, differing: Names }),
  z.object({
    ...station,
    status: z.literal('returned'),
    first: Entry,
    second: Entry,
    differing: Names,
    which: z.enum(['first', 'second']),
  }),
  z.object({ ...station, status: z.literal('definitive'), first: Entry, secondBy: ResidentId }),
])
export type StationCount = z.infer<typeof StationCount>
