import type * as z from 'zod'
import { type Appeal, isInTime } from './appeal.ts'
import type { FullAppeal, PublicAppeal } from './operations.ts'

const rulingOf = (appeal: Appeal) => {
  switch (appeal.status) {
    case 'received':
      return {}
    case 'withdrawn':
      return { ruledOn: appeal.withdrawal.on }
    case 'dismissed':
    case 'inadmissible':
      return { ruledOn: appeal.ruling.on, reason: appeal.ruling.reason }
    case 'granted':
      return { ruledOn: appeal.ruling.on, reason: appeal.ruling.reason, afterSession: appeal.afterSession }
    default:
      return appeal satisfies never
  }
}

/** An appeal for the world: without the number of its file. */
export const presentAppeal = (appeal: Appeal): z.input<typeof PublicAppeal> => ({
  ...{ id: appeal.id, electionId: appeal.electionId, wardCode: appeal.wardCode, status: appeal.status },
  ...{ against: appeal.against, decision: appeal.decided.outcome, decidedOn: appeal.decided.on },
  ...{ receivedOn: appeal.receivedOn, untilOn: appeal.untilOn, isInTime: isInTime(appeal) },
  ...{ judgedBy: appeal.judgedBy, grounds: appeal.grounds, registeredAt: appeal.registeredAt },
  ...rulingOf(appeal),
})

/** An appeal for the office. */
export const presentFullAppeal = (appeal: Appeal): z.input<typeof FullAppeal> => ({
  ...presentAppeal(appeal),
  fileNumber: appeal.fileNumber,
})
