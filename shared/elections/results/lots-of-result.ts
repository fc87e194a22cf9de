// Which of the lots drawn in a ward a result needs. After a correction the ties can be others: a lot counts only where the same
// equals stand at the same edge again.
import type { Refusal } from '../../kernel/refusals.ts'
import { type DrawnLot, isSameGroup, type LotNeeded } from '../allocation/ties.ts'
import type { TieLot } from './result.ts'

const drawnOf = ({ stage, order }: TieLot): DrawnLot => ({ stage, order: order.map(({ id }) => id) })

const isFor = (lot: TieLot, { stage, among, places }: LotNeeded): boolean =>
  lot.stage === stage && lot.places === places && isSameGroup(lot.among, among)

/** Allots with the lots that its ties ask for, in their order: what comes of it, and the lots that it used. */
export const allottedWith = <Decided extends { readonly kind: 'decided' }, Code extends string>(
  drawn: readonly TieLot[],
  allot: (lots: readonly DrawnLot[]) => Decided | LotNeeded | Refusal<Code>,
): { readonly allotted: Decided | LotNeeded | Refusal<Code>; readonly used: readonly TieLot[] } => {
  const used: TieLot[] = []
  for (;;) {
    const allotted = allot(used.map(drawnOf))
    if ('refused' in allotted || allotted.kind === 'decided') return { allotted, used }
    const fitting = drawn.find((lot) => !used.includes(lot) && isFor(lot, allotted))
    if (fitting === undefined) return { allotted, used }
    used.push(fitting)
  }
}
