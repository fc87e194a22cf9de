// What the steps of the state machine `import-roll` pass to each other.
import * as z from 'zod'
import { ElectionId } from '../../shared/kernel/ids.ts'
import { LineProblems } from '../../shared/roll/register/problems.ts'
import type { Roll, RollIn } from '../../shared/roll/roll.ts'
import { RejectionReason } from '../../shared/roll/roll.ts'
import { getRoll } from '../../shared/roll/store.ts'
import type { Table } from '../../shared/table/table.ts'

/** A file of an election, by its number. */
export const ImportStep = z.object({ electionId: ElectionId, attempt: z.coerce.number().int().min(1) })

/** The number of parts in which its voters are sorted. */
export const SortedStep = ImportStep.extend({ parts: z.int().min(0), problems: LineProblems })

/** The number of persons in the file: each has one line. */
export const CheckedStep = SortedStep.extend({ voters: z.int().min(1) })

/** The import failed. */
export const RejectedStep = ImportStep.extend({ because: RejectionReason, problems: LineProblems })

/** `passed`: another execution has already ended this import. */
export const afterReading = z.discriminatedUnion('outcome', [
  SortedStep.extend({ outcome: z.literal('go-on') }),
  RejectedStep.extend({ outcome: z.literal('reject') }),
  ImportStep.extend({ outcome: z.literal('passed') }),
])
export const afterChecking = z.discriminatedUnion('outcome', [
  CheckedStep.extend({ outcome: z.literal('go-on') }),
  RejectedStep.extend({ outcome: z.literal('reject') }),
  ImportStep.extend({ outcome: z.literal('passed') }),
])

const isOf = (roll: Roll, attempt: number): roll is RollIn<'importing'> =>
  roll.status === 'importing' && roll.attempt === attempt

/** The roll while this file is being imported; undefined once that has ended. A missing roll is a fault. */
export const importing = async (
  table: Table,
  { electionId, attempt }: z.infer<typeof ImportStep>,
): Promise<RollIn<'importing'> | undefined> => {
  const roll = await getRoll(table, electionId)
  if (roll === undefined) throw new Error('There is no such roll')
  return isOf(roll, attempt) ? roll : undefined
}
