// What falls due for a roll: the import that was asked for.
import type { Deadline } from '../platform/deadlines.ts'
import { rollKeys } from './keys.ts'
import type { Roll } from './roll.ts'

/** The state machine `import-roll` starts as soon as an import is asked for, once for each file. */
export const importDeadline: Deadline<Roll> = {
  name: 'import-roll',
  queue: rollKeys.importDue,
  idOf: ({ electionId }) => electionId,
  dueAt: (roll) => (roll.status === 'importing' ? roll.startedAt : undefined),
  input: ({ electionId, attempt }) => ({ electionId, attempt: `${attempt}` }),
  phase: ({ attempt }) => `${attempt}`,
}
