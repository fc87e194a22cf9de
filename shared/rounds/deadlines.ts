// When a round is to be settled: from the close of its vote; at once if it was called off or voided.
import type { Due } from '../platform/deadlines.ts'
import { roundKeys } from './keys.ts'
import type { Round } from './round.ts'

export const settleDue: Due<Round> = {
  queue: roundKeys.settleDue,
  idOf: ({ id }) => id,
  dueAt: (round) => {
    switch (round.status) {
      case 'announced':
        return round.closesAt
      case 'cancelled':
      case 'void':
        return round.isReleased ? undefined : round.createdAt
      case 'draft':
      case 'awarded':
        return undefined
    }
  },
}
