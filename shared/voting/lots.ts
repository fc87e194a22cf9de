// Lots that anyone can replay (voting-rules D): the pool fixed and posted first, public randomness afterwards.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { byCodeUnits, Sha256 } from '../kernel/digest.ts'
import { beaconRandomness, isBeacon } from './drand.ts'

const encoder = new TextEncoder()
const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(typeof part === 'string' ? encoder.encode(part) : part)
  return new Uint8Array(hash.digest())
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** A beacon of quicknet: its round, which was fixed beforehand, its signature, and the randomness that follows. */
const DrandEvidence = z.strictObject({
  source: z.literal('drand-quicknet'),
  round: z.int().min(1),
  signature: z.string().regex(/^[0-9a-f]{96}$/),
  randomness: Sha256,
})
/** What was thrown or drawn in public session: by whom, when, and the seed exactly as it stands in the minutes. */
const SessionEvidence = z.strictObject({
  source: z.literal('public-session'),
  who: z.string().min(1).max(200),
  when: Instant,
  seed: z.string().min(1).max(1_000),
})

/** Where the randomness of a draw came from, with all that is needed to check it. */
export const LotEvidence = z.discriminatedUnion('source', [DrandEvidence, SessionEvidence])
export type LotEvidence = z.infer<typeof LotEvidence>

/** A secret that a committee committed itself to (SHA-256 of its bytes) before the randomness was known; revealed now. */
const LotSecret = z.strictObject({
  commitment: Sha256,
  secret: z
    .string()
    .max(1_024)
    .regex(/^([0-9a-f]{2}){16,}$/),
})

/** A published draw: who was in it, on which root, with what randomness, and the order that came of it. */
export const PublishedDraw = z.strictObject({
  format: z.literal('wijk-lots/1'),
  /** Id of the poll or contest. */
  subject: z.string().min(1).max(200),
  /** What was posted before the draw: the Merkle root of the ballots, or the digest of the pool. */
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

/** Randomness from what was thrown in public session, exactly as recorded: SHA-256 of it in UTF-8. */
export const thrownRandomness = (asRecorded: string): Uint8Array => sha256(asRecorded)

/** The 32 bytes that evidence yields, or nothing when it does not hold: a beacon the network never signed. */
export const randomnessOf = (evidence: LotEvidence): Uint8Array | undefined => {
  switch (evidence.source) {
    case 'drand-quicknet': {
      const randomness = beaconRandomness(fromHex(evidence.signature))
      return hex(randomness) === evidence.randomness && isBeacon(evidence) ? randomness : undefined
    }
    case 'public-session':
      return thrownRandomness(evidence.seed)
    default:
      return evidence satisfies never
  }
}

/** `subject`: id of the poll or contest. `root`: what was posted before the draw. `secret`: committed earlier, revealed now. */
export type LotSource = {
  readonly subject: string
  readonly root: Uint8Array
  readonly randomness: Uint8Array
  readonly secret?: Uint8Array
}

/** SHA-256("lot/v1" ‖ subject ‖ root ‖ randomness [‖ secret]). Root and randomness have 32 bytes, so the parts stay apart. */
export const lotSeed = ({ subject, root, randomness, secret = new Uint8Array() }: LotSource): Uint8Array => {
  if (root.length !== 32 || randomness.length !== 32) throw new RangeError('Root and randomness have 32 bytes each')
  return sha256('lot/v1', subject, root, randomness, secret)
}

/** SHA-256(seed ‖ 0x00 ‖ id in UTF-8) in hexadecimal: checkable with any hash tool. */
export const lotTicket = (seed: Uint8Array, id: string): string => hex(sha256(seed, Uint8Array.of(0), id))

export type Lot = { readonly id: string; readonly ticket: string }

/** All ids in the order of their tickets: the first wins a tie. Draw over all of them, not over the tied alone. */
export const drawLots = (seed: Uint8Array, ids: Iterable<string>): Lot[] => {
  const lots = [...ids].map((id) => ({ id, ticket: lotTicket(seed, id) }))
  if (new Set(lots.map(({ id }) => id)).size !== lots.length) throw new RangeError('An id stands in the pool twice')
  return lots.sort((a, b) => byCodeUnits(a.ticket, b.ticket))
}

type Drawn = { readonly subject: string; readonly root: string; readonly evidence: LotEvidence }

/** The order of lots of a poll, first wins a tie: from its id, the Merkle root of its ballots (hexadecimal) and evidence. */
export const lotOrder = ({ subject, root, evidence }: Drawn, ids: Iterable<string>): readonly string[] | undefined => {
  const randomness = randomnessOf(evidence)
  if (randomness === undefined) return undefined
  return drawLots(lotSeed({ subject, root: fromHex(root), randomness }), ids).map(({ id }) => id)
}

const secretOf = ({ committed }: PublishedDraw): Uint8Array | undefined | 'not-committed' => {
  if (committed === undefined) return undefined
  const secret = fromHex(committed.secret)
  return hex(sha256(secret)) === committed.commitment ? secret : 'not-committed'
}

/** What does not hold in a published draw; `at` is a JSON pointer. Empty: the draw is what it says. */
export const objectionsToDraw = (draw: PublishedDraw): readonly { readonly at: string; readonly says: string }[] => {
  const randomness = randomnessOf(draw.evidence)
  if (randomness === undefined) return [{ at: '/evidence', says: 'the network did not sign this beacon' }]
  const secret = secretOf(draw)
  if (secret === 'not-committed') return [{ at: '/committed', says: 'this is not the secret committed to' }]
  const ids = draw.order.map(({ id }) => id)
  if (new Set(ids).size < ids.length) return [{ at: '/order', says: 'an id stands in the pool twice' }]
  const root = fromHex(draw.root)
  const seed = lotSeed({ subject: draw.subject, root, randomness, ...(secret && { secret }) })
  const replayed = drawLots(seed, ids)
  return draw.order.flatMap(({ id, ticket }, place) => {
    if (lotTicket(seed, id) !== ticket)
      return [{ at: `/order/${place}/ticket`, says: `the ticket of ${id} is another` }]
    return replayed[place]?.id === id ? [] : [{ at: `/order/${place}`, says: `${id} does not come at this place` }]
  })
}
