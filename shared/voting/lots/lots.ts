// Lots that anyone can repeat (docs/sources.md, Lots): the pool fixed and posted first, public randomness afterwards.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { byCodeUnits, Sha256 } from '../../kernel/digest.ts'

const encoder = new TextEncoder()
const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(typeof part === 'string' ? encoder.encode(part) : part)
  return new Uint8Array(hash.digest())
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** The source of the order between equals: the code points of the ids, a public beacon, or a public session. */
export const LotSource = z.enum(['none', 'drand', 'public-session']).meta({ id: 'LotSource' })
export type LotSource = z.infer<typeof LotSource>

/** The same as frozen with a poll: of a beacon, its network (by chain hash) and its round. */
export const FixedLots = z
  .discriminatedUnion('source', [
    z.strictObject({ source: z.literal('none') }),
    z.strictObject({ source: z.literal('drand'), chainHash: Sha256, round: z.int().min(1) }),
    z.strictObject({ source: z.literal('public-session') }),
  ])
  .meta({ id: 'FixedLots' })
export type FixedLots = z.infer<typeof FixedLots>

/** A beacon: its network and round, which were fixed beforehand, its signature, and the resulting randomness. */
export const BeaconEvidence = z.strictObject({
  source: z.literal('drand'),
  chainHash: Sha256,
  round: z.int().min(1),
  signature: z.string().regex(/^[0-9a-f]{96}$/),
  randomness: Sha256,
})
export type BeaconEvidence = z.infer<typeof BeaconEvidence>

/**
 * What was thrown or drawn in public session: the office (not the person: it is published), the time, and the seed exactly
 * as in the minutes.
 */
export const SessionEvidence = z.strictObject({
  source: z.literal('public-session'),
  who: z.string().min(1).max(200),
  when: Instant,
  seed: z.string().min(1).max(1_000),
})
export type SessionEvidence = z.infer<typeof SessionEvidence>

/** The source of a draw's randomness, with all data needed to check it. */
export const LotEvidence = z.discriminatedUnion('source', [BeaconEvidence, SessionEvidence]).meta({ id: 'LotEvidence' })
export type LotEvidence = z.infer<typeof LotEvidence>

/** Randomness from the result of a public session, exactly as recorded: SHA-256 of it in UTF-8. */
export const thrownRandomness = (asRecorded: string): Uint8Array => sha256(asRecorded)

/** The 32 bytes that evidence gives. A beacon must have been verified before: `isEvidence`. */
const randomnessOf = (evidence: LotEvidence): Uint8Array => {
  switch (evidence.source) {
    case 'drand':
      return fromHex(evidence.randomness)
    case 'public-session':
      return thrownRandomness(evidence.seed)
    default:
      return evidence satisfies never
  }
}

/** `subject`: id of the poll or contest. `root`: posted before the draw. `secret`: committed earlier, revealed now. */
type SeedParts = {
  readonly subject: string
  readonly root: Uint8Array
  readonly randomness: Uint8Array
  readonly secret?: Uint8Array
}

/** SHA-256("lot/v1" ‖ subject ‖ root ‖ randomness [‖ secret]). Root and randomness have 32 bytes, so the parts stay apart. */
export const lotSeed = ({ subject, root, randomness, secret = new Uint8Array() }: SeedParts): Uint8Array => {
  if (root.length !== 32 || randomness.length !== 32) throw new RangeError('Root and randomness have 32 bytes each')
  return sha256('lot/v1', subject, root, randomness, secret)
}

/** SHA-256(seed ‖ 0x00 ‖ id in UTF-8) in hexadecimal: checkable with any hash tool. */
export const lotTicket = (seed: Uint8Array, id: string): string => hex(sha256(seed, Uint8Array.of(0), id))

export type Lot = { readonly id: string; readonly ticket: string }

/** All ids in the order of their tickets: the first wins a tie. The draw is over all of them, not only the tied ones. */
export const drawLots = (seed: Uint8Array, ids: Iterable<string>): Lot[] => {
  const lots = [...ids].map((id) => ({ id, ticket: lotTicket(seed, id) }))
  if (new Set(lots.map(({ id }) => id)).size !== lots.length) throw new RangeError('The pool contains an id twice')
  return lots.sort((a, b) => byCodeUnits(a.ticket, b.ticket))
}

type Drawn = {
  readonly subject: string
  readonly root: string
  readonly evidence: LotEvidence
  /** Committed to before the randomness was known, and revealed now. */
  readonly secret?: Uint8Array
}

/** The lots of a draw: from its subject, the digest posted before (hexadecimal), and verified evidence. */
export const lotsDrawn = ({ subject, root, evidence, secret }: Drawn, ids: Iterable<string>): readonly Lot[] =>
  drawLots(
    lotSeed({ subject, root: fromHex(root), randomness: randomnessOf(evidence), ...(secret && { secret }) }),
    ids,
  )
