import type * as z from 'zod'
import { type Lottery, type LotteryIn, subjectOfLottery } from './lottery.ts'
import type { PublicLottery } from './operations.ts'

const posted = ({ root, entries, fixed, postedAt }: LotteryIn<'posted' | 'drawn'>) => ({
  root,
  entries,
  fixed,
  postedAt,
})

/** The public view of a lottery. Why somebody was passed over is not public. */
export const presentLottery = (it: Lottery): z.input<typeof PublicLottery> => ({
  electionId: it.electionId,
  wardCode: it.wardCode,
  number: it.number,
  status: it.status,
  source: it.source,
  announcedAt: it.announcedAt,
  algorithm: 'wijk-lottery/1',
  subject: subjectOfLottery(it),
  ...(it.status === 'posted' || it.status === 'drawn' ? posted(it) : {}),
  ...(it.status === 'drawn'
    ? {
        evidence: it.evidence,
        drawnAt: it.drawnAt,
        turns: it.turns.map(({ place, entry, outcome, seat, at }) => ({ place, entry, outcome, seat, at })),
      }
    : {}),
  reason: it.status === 'void' ? it.reason : undefined,
})
