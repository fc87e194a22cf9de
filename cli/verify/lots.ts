// Checks that the lots of a poll follow from their source and the ballots (docs/sources.md, Lots), and computes their order.
import { type BeaconNetwork, quicknet } from '../../shared/voting/lots/beacon.ts'
import { isBeacon } from '../../shared/voting/lots/drand.ts'
import type { ExportHeader } from '../../shared/voting/publication/export-format.ts'
import { digestOfJson, hashOf } from './canonical.ts'
import { readCheckpoint, type SignedRoot } from './checkpoint.ts'
import { type Finding, fails, finding, holds } from './findings.ts'
import { byCodePoint } from './recount/votes.ts'
import { objectionToCitySignature } from './signatures.ts'

type Evidence = NonNullable<ExportHeader['lots']>
type Beacon = Extract<Evidence, { readonly source: 'drand' }>
type Session = Extract<Evidence, { readonly source: 'public-session' }>
type FixedBeacon = Extract<ExportHeader['poll']['lots'], { readonly source: 'drand' }>

/** `order`: option ids; the earlier one wins a tie. Undefined if the evidence gives no order. */
export type Lots = { readonly finding: Finding; readonly order: readonly string[] | undefined }

const hour = 60 * 60_000
/** In milliseconds since 1970. The beacon is the first one an hour after the close; after another day it is no longer awaited. */
const beaconFrom = ({ poll }: ExportHeader): number => Date.parse(poll.closesAt) + hour
const beaconPatience = 24 * hour

const isBeaconAwaited = (header: ExportHeader, { countedAt }: SignedRoot): boolean =>
  header.poll.lots.source === 'drand' && Date.parse(countedAt) < beaconFrom(header)

/** Quicknet, or the network that the user trusts. The counter could run any other network and know its beacons in advance. */
export const networkOf = (chainHash: string, given: BeaconNetwork | undefined): BeaconNetwork | undefined =>
  [quicknet, given].find((network) => network?.chainHash === chainHash)

const roundObjection = (header: ExportHeader, { round }: FixedBeacon, network: BeaconNetwork): string | undefined => {
  const due = (network.genesisSeconds + (round - 1) * network.periodSeconds) * 1_000
  const isFirst = round === 1 || due - network.periodSeconds * 1_000 < beaconFrom(header)
  return due >= beaconFrom(header) && isFirst
    ? undefined
    : 'the beacon that was fixed is not the first one an hour after the close'
}

const beaconObjection = (
  header: ExportHeader,
  root: SignedRoot,
  fixed: FixedBeacon,
  { round, chainHash, signature, randomness }: Beacon,
  network: BeaconNetwork,
): string | undefined => {
  if (round !== fixed.round) return `beacon ${round} was used where ${fixed.round} was fixed`
  if (chainHash !== fixed.chainHash) return 'the beacon is of another network than was fixed'
  if (header.lotsSignature !== undefined) return 'a beacon with a signature of the city, which it does not need'
  if (!isBeaconAwaited(header, root)) return 'the beacon could be known already when the root was signed'
  if (!isBeacon({ round, signature }, network)) return 'the network did not sign this beacon'
  return hashOf(Buffer.from(signature, 'hex')).toString('hex') === randomness
    ? undefined
    : 'the randomness is not that of the beacon'
}

/** A session must be after the root was signed and, if a beacon was awaited, after a day without the beacon. */
const sessionObjection = (header: ExportHeader, root: SignedRoot, evidence: Session): string | undefined => {
  const { signingKey, lotsSignature } = header
  const heldAt = Date.parse(evidence.when)
  if (!(heldAt >= Date.parse(root.countedAt))) return 'the lots were drawn before the root was signed'
  if (isBeaconAwaited(header, root) && heldAt < beaconFrom(header) + beaconPatience)
    return 'the lots were drawn in public before a day of waiting for the beacon was over'
  if (lotsSignature === undefined) return 'the record of the public session is not signed'
  const signed = `wijk/lots/v1\n${digestOfJson(evidence)}`
  return objectionToCitySignature(signingKey, signed, lotsSignature)?.replace(/^/, 'the record of the public session: ')
}

const unknownNetwork = (chainHash: string): string =>
  `the network of beacons ${chainHash} is not known here, and whoever runs it can foresee them: give its key with --beacon-network if you trust it`

const objectionTo = (
  header: ExportHeader,
  evidence: Evidence,
  given: BeaconNetwork | undefined,
): string | undefined => {
  const { lots: fixed, pollId } = header.poll
  const root = readCheckpoint(header.checkpoint, { signingKey: header.signingKey, pollId })
  if (typeof root === 'string') return `the root was not signed before the lots: ${root}`
  if (root.root !== header.result.merkleRoot) return 'the lots were drawn on another root than was signed before'
  if (fixed.source !== 'drand')
    return evidence.source === 'drand'
      ? 'lots from a beacon where a session in public was fixed'
      : sessionObjection(header, root, evidence)
  const network = networkOf(fixed.chainHash, given)
  if (network === undefined) return unknownNetwork(fixed.chainHash)
  const objection = roundObjection(header, fixed, network)
  if (objection !== undefined) return objection
  return evidence.source === 'drand'
    ? beaconObjection(header, root, fixed, evidence, network)
    : sessionObjection(header, root, evidence)
}

const randomnessOf = (evidence: Evidence): Uint8Array =>
  evidence.source === 'public-session' ? hashOf(evidence.seed) : Buffer.from(evidence.randomness, 'hex')

const drawn = ({ poll, result }: ExportHeader, evidence: Evidence): readonly string[] => {
  const seed = hashOf('lot/v1', poll.pollId, Buffer.from(result.merkleRoot, 'hex'), randomnessOf(evidence))
  const tickets = poll.options.map(({ id }) => ({ id, ticket: hashOf(seed, Uint8Array.of(0), id) }))
  return tickets.sort((a, b) => a.ticket.compare(b.ticket)).map(({ id }) => id)
}

/**
 * What decided. If a session replaced the fixed beacon, the text says why, so that the reader can look the beacon up: somebody who
 * suppressed the beacon could have known how it would decide.
 */
const deciderInWords = (header: ExportHeader, { source }: Evidence): string => {
  const { lots: fixed, pollId } = header.poll
  if (fixed.source !== 'drand' || source === 'drand') return source
  const root = readCheckpoint(header.checkpoint, { signingKey: header.signingKey, pollId })
  const isAwaited = typeof root !== 'string' && isBeaconAwaited(header, root)
  const why = isAwaited
    ? 'did not arrive within a day, according to the city'
    : 'could be known already when the root was signed'
  return `${source}, because beacon ${fixed.round} of ${fixed.chainHash} ${why}. Look it up: if it came in time, ask why it does not decide`
}

/** `network`: another network than quicknet that the user trusts. */
export const lotsOf = (header: ExportHeader, network?: BeaconNetwork): Lots => {
  const { poll, lots: evidence } = header
  if (poll.lots.source === 'none') {
    const unasked = evidence !== undefined || header.lotsSignature !== undefined
    const order = poll.options.map(({ id }) => id).sort(byCodePoint)
    if (unasked) return { finding: fails('lots', 'lots were drawn, but ties go by the ids of the options'), order }
    return { finding: holds('lots', 'none were needed, ties go by the ids of the options'), order }
  }
  if (evidence === undefined)
    return { finding: fails('lots', 'ties go by lot, but no draw is shown'), order: undefined }
  const objection = objectionTo(header, evidence, network)
  return { finding: finding('lots', objection, deciderInWords(header, evidence)), order: drawn(header, evidence) }
}
