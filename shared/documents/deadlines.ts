// Deadline of a document: its files must be made. Normally they are ready within seconds of the event.
import { plusMilliseconds } from '../kernel/clock.ts'
import type { Due } from '../platform/deadlines.ts'
import type { KeptDocument } from './kept-document.ts'
import { documentKeys } from './keys.ts'

/** How long the event may take before the sweeper makes the files. */
const patience = 2 * 60_000

export const filesDue: Due<KeptDocument> = {
  queue: documentKeys.filesDue,
  idOf: ({ id }) => id,
  dueAt: (document) => (document.status === 'drawn-up' ? plusMilliseconds(document.drawnUpAt, patience) : undefined),
}
