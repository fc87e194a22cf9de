// A draw of lots that anyone can repeat: the evidence checked, every ticket, the order.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'
import { type BeaconNetwork, beaconRandomness, quicknet } from './beacon.ts'
import { isBeacon } from './drand.ts'
import { type BeaconEvidence, LotEvidence, lotsDrawn } from './lots.ts'

/** A secret of a committee, committed (SHA-256 of its bytes) before the randomness was known; revealed now. */
const LotSecret = z.strictObject({
  commitment: Sha256,
  secret: z
    .string()
    .max(1_024)
    .regex(/^([0-9a-f]{2}){16,}$/),
})

/** A published draw: the participants, the root, the randomness, and the resulting order. */
export const PublishedDraw = z.strictObject({
  format: z.literal('wijk-lots/1'),
  /** Id of the poll or contest. */
  subject: z.string().min(1).max(200),
  /** Posted before the draw: the Merkle root of the ballots, or the digest of the pool. */
  root: Sha256,
  evidence: LotEvidence,
  committed: LotSecret.optional(),
  /** In the order drawn. */
  order: z
    .array(z.strictObject({ id: z.string().min(1).max(200), ticket: Sha256 }))
    .min(1)
    .max(100_000),
})
export type PublishedDraw = z.infer<typeof PublishedDraw>

/** Whether this network signed this beacon, and the randomness follows from the signature. */
export const isGenuine = (evidence: BeaconEvidence, network: BeaconNetwork): boolean =>
  evidence.chainHash === network.chainHash &&
  Buffer.from(beaconRandomness(Buffer.from(evidence.signature, 'hex'))).toString('hex') === evidence.randomness &&
  isBeacon(evidence, network)

const revealed = ({ committed }: PublishedDraw): Uint8Array | undefined | 'not-committed' => {
  if (committed === undefined) return undefined
  const secret = Buffer.from(committed.secret, 'hex')
  const isCommitted = createHash('sha256').update(secret).digest('hex') === committed.commitment
  return isCommitted ? new Uint8Array(secret) : 'not-committed'
}

/** The errors of a published draw; `at` is a JSON pointer. Empty if the draw is correct. */
export const objectionsToDraw = (
  draw: PublishedDraw,
  network: BeaconNetwork = quicknet,
): readonly { readonly at: string; readonly says: string }[] => {
  const { subject, root, evidence, order } = draw
  if (evidence.source === 'drand' && !isGenuine(evidence, network))
    return [{ at: '/evidence', says: 'the network did not sign this beacon' }]
  const secret = revealed(draw)
  if (secret === 'not-committed') return [{ at: '/committed', says: 'this is not the secret committed to' }]
  const ids = order.map(({ id }) => id)
  if (new Set(ids).size < ids.length) return [{ at: '/order', says: 'an id stands in the pool twice' }]
  const replayed = lotsDrawn({ subject, root, evidence, ...(secret && { secret }) }, ids)
  const ticketOf = new Map(replayed.map(({ id, ticket }) => [id, ticket]))
  return order.flatMap(({ id, ticket }, place) => {
    if (ticketOf.get(id) !== ticket) return [{ at: `/order/${place}/ticket`, says: `the ticket of ${id} is another` }]
    return replayed[place]?.id === id ? [] : [{ at: `/order/${place}`, says: `${id} does not come at this place` }]
  })
}
