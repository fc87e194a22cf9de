// Replays a lottery from its publication, as anyone can.
import * as z from 'zod'
import { Sha256, sha256 } from '../../kernel/digest.ts'
import { type BeaconNetwork, quicknet } from '../../voting/lots/beacon.ts'
import { FixedLots, LotEvidence } from '../../voting/lots/lots.ts'
import { isGenuine } from '../../voting/lots/published-draw.ts'
import { entriesOfPool, orderOf } from './pool.ts'

/** A drawn lottery as the API publishes it, as far as the replay looks at it. */
export const DrawnLottery = z.object({
  algorithm: z.literal('wijk-lottery/1'),
  subject: z.string().min(1).max(200),
  root: Sha256,
  entries: z.int().min(0),
  fixed: FixedLots,
  postedAt: z.string(),
  evidence: LotEvidence,
  turns: z.array(z.object({ place: z.int().min(1), entry: Sha256 })),
})
export type DrawnLottery = z.infer<typeof DrawnLottery>

type Objection = { readonly at: string; readonly says: string }

/** What is wrong with the evidence of a draw; `at` is a JSON pointer. */
const objectionToEvidence = (
  { fixed, evidence, postedAt }: DrawnLottery,
  network: BeaconNetwork,
): Objection | undefined => {
  if (evidence.source === 'public-session')
    return evidence.when < postedAt
      ? { at: '/evidence/when', says: 'the session was held before the pool was posted' }
      : undefined
  if (fixed.source !== 'drand' || fixed.round !== evidence.round || fixed.chainHash !== evidence.chainHash)
    return { at: '/evidence/round', says: 'this is not the beacon that was announced' }
  return isGenuine(evidence, network) ? undefined : { at: '/evidence', says: 'the network did not sign this beacon' }
}

/** The order that follows from the pool and the seed, and what is wrong with what is published. Empty if it holds. */
export const replayLottery = (
  lottery: DrawnLottery,
  pool: string,
  network: BeaconNetwork = quicknet,
): { readonly order: readonly string[]; readonly objections: readonly Objection[] } => {
  const { subject, root, entries, evidence, turns } = lottery
  if (sha256(pool) !== root)
    return { order: [], objections: [{ at: '/root', says: 'the pool is another than the one that was posted' }] }
  const people = entriesOfPool(pool)
  if (people === undefined)
    return { order: [], objections: [{ at: '/root', says: 'the pool is not a list of entries in order, each once' }] }
  const objections: Objection[] = []
  if (people.length !== entries) objections.push({ at: '/entries', says: `the pool has ${people.length} entries` })
  const wrong = objectionToEvidence(lottery, network)
  if (wrong) return { order: [], objections: [...objections, wrong] }
  const order = orderOf({ subject, root, evidence }, people)
  for (const [index, { place, entry }] of turns.entries()) {
    if (place !== index + 1) objections.push({ at: `/turns/${index}/place`, says: 'a place was left out' })
    else if (order[index] !== entry)
      objections.push({ at: `/turns/${index}/entry`, says: `${order[index] ?? 'nobody'} comes at this place` })
  }
  return { order, objections }
}
