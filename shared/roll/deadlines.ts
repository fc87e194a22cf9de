// Deadline of a roll: the requested import.
import type { Deadline } from '../platform/deadlines.ts'
import { rollKeys } from './keys.ts'
import type { Roll } from './roll.ts'

/** Starts the state machine `import-roll` as soon as an import is requested, once for each file. */
export const importDeadline: Deadline<Roll> = {
  name: 'import-roll',
  queue: rollKeys.importDue,
  idOf: ({ electionId }) => electionId,
  dueAt: (roll) => (roll.status === 'importing' ? roll.startedAt : undefined),
  input: ({ electionId, attempt }) => ({ electionId, attempt: `${attempt}` }),
  phase: ({ attempt }) => `${attempt}`,
}
