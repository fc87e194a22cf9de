import type * as z from 'zod'
import type { PublishedDraw } from '../../voting/lots/published-draw.ts'
import type { Contest } from '../contests/contest.ts'
import type { PublicRecount } from '../contests/operations.ts'
import type { PublicResult } from '../count/operations.ts'
import type { KeptResult } from './kept-result.ts'
import type { Recount } from './recount.ts'
import type { TieLot } from './result.ts'

const presentTie = ({ subject, poolDigest, evidence, order }: TieLot): z.input<typeof PublishedDraw> => ({
  format: 'wijk-lots/1',
  subject,
  root: poolDigest,
  evidence,
  order: order.map(({ id, ticket }) => ({ id, ticket })),
})

/** The public view of a recount. */
export const presentRecount = ({ number, orderedBy, orderedAt, reason }: Recount): z.input<typeof PublicRecount> => ({
  result: number,
  orderedBy,
  orderedAt,
  reason,
})

/** The recount of a result, if one was ordered: it is known by the contest while it lasts, then by the next result. */
const recountOf = ({ number }: KeptResult, contest: Contest, next: KeptResult | undefined): Recount | undefined => {
  const ordered = next?.recount ?? ('recount' in contest ? contest.recount : undefined)
  return ordered?.number === number ? ordered : undefined
}

/** The established results of a contest, the first one first; each says whether it stands, and why it was superseded. */
export const presentResults = (contest: Contest, all: readonly KeptResult[]): z.input<typeof PublicResult>[] =>
  all.map((kept, place) => {
    const next = all[place + 1]
    const recount = recountOf(kept, contest, next)
    return {
      electionId: kept.electionId,
      wardCode: kept.wardCode,
      number: kept.number,
      standing: next === undefined ? (recount === undefined ? 'stands' : 'counted-again') : 'superseded',
      recount: recount && presentRecount(recount),
      supersededAt: next?.establishedAt,
      establishedAt: kept.establishedAt,
      termStartsOn: kept.termStartsOn,
      ...kept.result,
      ties: kept.ties.map(presentTie),
      voidedTies: kept.voidedTies.map(presentTie),
    }
  })
