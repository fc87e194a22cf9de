// Whether the lots of a poll are the ones that its source and its ballots give (voting-rules D), and the order they give.
import { beaconRandomness, beaconRoundAfterClose, isBeacon } from '../../shared/voting/drand.ts'
import type { ExportHeader } from '../../shared/voting/export-format.ts'
import { digestOfJson, hashOf } from './canonical.ts'
import { type Finding, fails, finding, holds } from './findings.ts'
import { byCodePoint } from './recount/votes.ts'
import { objectionToCitySignature } from './signatures.ts'

type Evidence = NonNullable<ExportHeader['lots']>
type Evidenced<Source> = Extract<Evidence, { readonly source: Source }>

/** `order`: option ids, the winner of a tie first. Undefined where the evidence gives none. */
export type Lots = { readonly finding: Finding; readonly order: readonly string[] | undefined }

const beaconObjection = ({ poll }: ExportHeader, { round, ...beacon }: Evidenced<'drand-quicknet'>) => {
  const fixed = poll.lots?.source === 'drand-quicknet' ? poll.lots.round : undefined
  if (round !== fixed) return `beacon ${round} was used where ${fixed} was fixed`
  if (round !== beaconRoundAfterClose(poll.closesAt)) return 'the beacon is not the first one an hour after the close'
  if (!isBeacon({ round, signature: beacon.signature })) return 'the network did not sign this beacon'
  const randomness = Buffer.from(beaconRandomness(Buffer.from(beacon.signature, 'hex'))).toString('hex')
  return randomness === beacon.randomness ? undefined : 'the randomness is not that of the beacon'
}

const sessionObjection = (header: ExportHeader, evidence: Evidenced<'public-session'>) => {
  if (evidence.when < header.poll.closesAt) return 'the lots were drawn before the close'
  if (header.lotsSignature === undefined) return 'the record of the public session is not signed'
  return objectionToCitySignature(
    header.signingKey,
    `wijk/lots/v1\n${digestOfJson(evidence)}`,
    header.lotsSignature,
  )?.replace(/^/, 'the record of the public session: ')
}

const objectionTo = (header: ExportHeader, evidence: Evidence): string | undefined => {
  const fixed = header.poll.lots?.source ?? 'none'
  if (evidence.source !== fixed) return `lots from ${evidence.source} where ${fixed} was fixed`
  if (evidence.source === 'public-session') return sessionObjection(header, evidence)
  return header.lotsSignature === undefined
    ? beaconObjection(header, evidence)
    : 'a beacon with a signature of the city, which it does not need'
}

const randomnessOf = (evidence: Evidence): Uint8Array =>
  evidence.source === 'public-session' ? hashOf(evidence.seed) : Buffer.from(evidence.randomness, 'hex')

const drawn = ({ poll, result }: ExportHeader, evidence: Evidence): readonly string[] => {
  const seed = hashOf('lot/v1', poll.pollId, Buffer.from(result.merkleRoot, 'hex'), randomnessOf(evidence))
  const tickets = poll.options.map(({ id }) => ({ id, ticket: hashOf(seed, Uint8Array.of(0), id) }))
  return tickets.sort((a, b) => a.ticket.compare(b.ticket)).map(({ id }) => id)
}

export const lotsOf = (header: ExportHeader): Lots => {
  const { poll, lots: evidence } = header
  const ids = poll.options.map(({ id }) => id)
  if (poll.rule.ties.order !== 'lots') {
    const unasked = evidence !== undefined || header.lotsSignature !== undefined
    const order = ids.toSorted(byCodePoint)
    if (unasked) return { finding: fails('lots', 'lots were drawn, but the rule breaks ties by the ids'), order }
    return { finding: holds('lots', 'none were needed, ties go by the ids of the options'), order }
  }
  if (evidence === undefined)
    return { finding: fails('lots', 'ties go by lot, but no draw is shown'), order: undefined }
  return { finding: finding('lots', objectionTo(header, evidence), evidence.source), order: drawn(header, evidence) }
}
