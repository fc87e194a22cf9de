// What falls due for an agreement: the day on which it takes effect, and the day from which it is over.
import { endOfDayInCity, plusDays } from '../kernel/clock.ts'
import type { Due } from '../platform/deadlines.ts'
import type { Agreement } from './agreement/agreement.ts'
import { agreementKeys } from './keys.ts'

export const turnDue: Due<Agreement> = {
  queue: agreementKeys.turnDue,
  idOf: ({ id }) => id,
  dueAt: (agreement) => {
    switch (agreement.status) {
      case 'published':
        return endOfDayInCity(plusDays(agreement.from, -1))
      case 'in-force':
        return endOfDayInCity(plusDays(agreement.until, -1))
      default:
        return undefined
    }
  },
}
