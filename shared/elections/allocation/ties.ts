// Lots decide only between equals at the last place: a tie without effect needs none.
import * as z from 'zod'
import { type Refusal, refuse } from '../../kernel/refusals.ts'

/** The purpose of a lot. Without lists there is only `seats`. */
export const LotStage = z.enum([
  'seats',
  'largest-remainder',
  'highest-average-once',
  'highest-average',
  'absolute-majority',
  'preference',
])
export type LotStage = z.infer<typeof LotStage>

/** A lot that is needed: for what, between whom, for how many places. */
export type LotNeeded = {
  readonly kind: 'lot-needed'
  readonly stage: LotStage
  readonly among: readonly string[]
  readonly places: number
}

/** A lot that was drawn: the whole tied group in the order drawn. */
export const DrawnLot = z.strictObject({ stage: LotStage, order: z.array(z.string()).min(2).readonly() })
export type DrawnLot = z.infer<typeof DrawnLot>

export const isSameGroup = (order: readonly string[], among: readonly string[]): boolean =>
  order.length === among.length && new Set(order).size === order.length && among.every((id) => order.includes(id))

/**
 * The order of a tied group, if the next of the drawn lots is for it, and the remaining lots; otherwise the lot that is
 * needed.
 */
export const orderedByLot = (
  lots: readonly DrawnLot[],
  stage: LotStage,
  among: readonly string[],
  places: number,
): LotNeeded | { readonly kind: 'ordered'; readonly order: readonly string[]; readonly rest: readonly DrawnLot[] } => {
  const [next, ...rest] = lots
  return next !== undefined && next.stage === stage && isSameGroup(next.order, among)
    ? { kind: 'ordered', order: next.order, rest }
    : { kind: 'lot-needed', stage, among, places }
}

/** A result may not contain a lot that no tie needs. */
export const objectionToUnused = (unused: readonly DrawnLot[]): Refusal<'lot-does-not-fit'> | undefined =>
  unused[0] && refuse('lot-does-not-fit', { stage: unused[0].stage, order: unused[0].order.join(', ') })

/**
 * The first `places` of a ranking, where `isEqual` tells equals: who is inside, the group at
 * the boundary (empty if there is none), and who is outside.
 */
export const cutAtEdge = <Item>(
  ranked: readonly Item[],
  places: number,
  isEqual: (a: Item, b: Item) => boolean,
): { readonly inside: readonly Item[]; readonly tied: readonly Item[]; readonly outside: readonly Item[] } => {
  const edge = Math.max(0, places)
  const [last, next] = [ranked[edge - 1], ranked[edge]]
  if (last === undefined || next === undefined || !isEqual(last, next))
    return { inside: ranked.slice(0, edge), tied: [], outside: ranked.slice(edge) }
  const first = ranked.findIndex((item) => isEqual(item, last))
  const tied = ranked.filter((item) => isEqual(item, last))
  return { inside: ranked.slice(0, first), tied, outside: ranked.slice(first + tied.length) }
}
