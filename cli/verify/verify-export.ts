// Checks a published export from the first line to the last, offline. Everything needed is in the file, except for confirmation from
// another source that the signing key is the city's.
import type { BeaconNetwork } from '../../shared/voting/lots/beacon.ts'
import { ExportError, ExportHeader, linesOf, readLine } from '../../shared/voting/publication/export-format.ts'
import { type Box, readBox } from './box.ts'
import { canonical, digestOfJson, hashOf } from './canonical.ts'
import { readCheckpoint } from './checkpoint.ts'
import { objectionToConfiguration } from './configuration.ts'
import { type Finding, fails, finding, holds } from './findings.ts'
import { lotsOf } from './lots.ts'
import { outcomeFinding } from './outcome.ts'
import { objectionToCitySignature } from './signatures.ts'
import { withdrawalsFinding } from './withdrawals.ts'

/** `header`: undefined if the first line is malformed. Then nothing else can be checked. */
export type Verified = { readonly header: ExportHeader | undefined; readonly findings: readonly Finding[] }

const headerOf = (text: string): ExportHeader | Finding => {
  const value = readLine(text, 1)
  if (typeof value !== 'object' || value === null || !('format' in value))
    throw new ExportError(1, 'no export of a poll')
  const parsed = ExportHeader.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return fails('form', `line 1, /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not as it should be'}`)
  }
  return canonical(parsed.data) === text ? parsed.data : fails('form', 'line 1: not written as canonical JSON')
}

const aboutConfiguration = (header: ExportHeader, signingKeys: readonly string[] | undefined): readonly Finding[] => {
  const { poll, configurationHash, configurationSignature } = header
  const isSame = digestOfJson(poll) === configurationHash
  const signed = `wijk/configuration/v1\n${configurationHash}`
  return [
    finding('configurationHash', isSame ? undefined : 'the hash is not that of this configuration', configurationHash),
    finding(
      'configurationSignature',
      objectionToCitySignature(header.signingKey, signed, configurationSignature)?.replace(/^/, 'the configuration: '),
    ),
    ...(signingKeys === undefined
      ? []
      : [
          finding(
            'signingKey',
            signingKeys.includes(header.signingKey) ? undefined : 'signed with another key than you gave',
          ),
        ]),
    finding('window', objectionToConfiguration(poll)),
  ]
}

const countsObjection = ({ poll, result: { counts } }: ExportHeader, box: Box): string | undefined => {
  if (counts.ballots !== box.ballots) return `${counts.ballots} ballots were published, ${box.ballots} are here`
  if (counts.blanks !== box.blanks) return `${counts.blanks} blank ballots were published, ${box.blanks} are here`
  // A roll is corrected until the close, and a person who was removed may have voted. So an electorate with a roll only grows.
  if (poll.electorate.roll === undefined && counts.electorate !== poll.electorate.size)
    return 'the electorate is not as large as announced'
  if (counts.electorate < poll.electorate.size) return 'the electorate is smaller than announced'
  if (counts.ballots > 0 && counts.ballots < (poll.smallestGroup ?? 1))
    return 'fewer ballots than the poll lets be published'
  if (counts.ballots > counts.marks) return 'more ballots than permits'
  return counts.marks > counts.electorate ? 'more permits than voters' : undefined
}

const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value))

const shardsObjection = ({ result: { shards } }: ExportHeader, box: Box): string | undefined => {
  if (!isPowerOfTwo(shards.length) || shards.length > 256) return `a box has no ${shards.length} parts`
  const wrong = shards.filter((shard, at) => canonical(shard) !== canonical(box.shards[at]))
  return wrong.length === 0
    ? undefined
    : `other ballots than published in part ${wrong.map(({ shard }) => shard).join(', ')}`
}

const checkpointObjection = (header: ExportHeader, box: Box): string | undefined => {
  const { poll, checkpoint, signingKey, configurationHash } = header
  const signed = readCheckpoint(checkpoint, { pollId: poll.pollId, signingKey })
  if (typeof signed === 'string') return signed
  if (signed.ballots !== box.ballots) return `${signed.ballots} ballots were signed, ${box.ballots} are here`
  if (signed.root !== box.root) return 'another root was signed than that of these ballots'
  if (signed.configurationHash !== configurationHash) return 'another configuration was signed'
  return signed.countedAt < poll.closesAt ? 'signed before the close' : undefined
}

const aboutResult = (header: ExportHeader, box: Box): readonly Finding[] => {
  const { poll, result, resultDigest, resultSignature } = header
  const counts = `${result.counts.ballots} ballots ≤ ${result.counts.marks} permits ≤ ${result.counts.electorate} voters`
  const sameRoot = box.root === result.merkleRoot
  const samePoll = result.pollId === poll.pollId && result.configurationHash === header.configurationHash
  const sameDigest = digestOfJson(result) === resultDigest
  const signed = `wijk/result/v1\n${resultDigest}`
  return [
    finding('counts', countsObjection(header, box), counts),
    finding('shards', shardsObjection(header, box)),
    finding('merkleRoot', sameRoot ? undefined : 'the ballots have another Merkle root', result.merkleRoot),
    finding('checkpoint', checkpointObjection(header, box)),
    finding('resultPoll', samePoll ? undefined : 'the result is that of another poll or configuration'),
    finding('resultDigest', sameDigest ? undefined : 'the digest is not that of this result', resultDigest),
    finding(
      'resultSignature',
      objectionToCitySignature(header.signingKey, signed, resultSignature)?.replace(/^/, 'the result: '),
    ),
  ]
}

/** SHA-256 of the signing key, to compare with what the city publishes elsewhere. */
export const fingerprintOf = ({ signingKey }: ExportHeader): string =>
  hashOf(Buffer.from(signingKey, 'base64')).toString('hex')

/**
 * What the user trusts from other sources than the file. `signingKeys`: the city's (SPKI, base64); `signingKey`: one of them.
 * `beaconNetwork`: another network than quicknet.
 */
export type Trusted = {
  readonly signingKey?: string | undefined
  readonly signingKeys?: readonly string[] | undefined
  readonly beaconNetwork?: BeaconNetwork | undefined
}

/** Runs all checks. Throws `ExportError` if the text is not an export at all. */
export const verifyExport = async (
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { signingKey, signingKeys = signingKey === undefined ? undefined : [signingKey], beaconNetwork }: Trusted = {},
): Promise<Verified> => {
  const lines = linesOf(pieces)
  const first = await lines.next()
  if (first.done) throw new ExportError(1, 'no export of a poll')
  const header = headerOf(first.value)
  if ('check' in header) return { header: undefined, findings: [header] }
  const box = await readBox(lines, header)
  const lots = lotsOf(header, beaconNetwork)
  return {
    header,
    findings: [
      holds('form'),
      ...aboutConfiguration(header, signingKeys),
      ...box.findings,
      ...aboutResult(header, box),
      lots.finding,
      withdrawalsFinding(header),
      outcomeFinding(header, box.groups, lots.order),
    ],
  }
}
