// Polls from ballots to published export, with real keys, as a city publishes them, but made without a server.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type Instant, plusMilliseconds } from '../../../../shared/kernel/clock.ts'
import { canonicalJson, digestOf } from '../../../../shared/kernel/digest.ts'
import { type Ballot, ballotHash, examineBallot, shardOf } from '../../../../shared/voting/box/ballot.ts'
import type { CountedShard } from '../../../../shared/voting/count/counted-shard.ts'
import { type PollResult, resultOf } from '../../../../shared/voting/count/result.ts'
import { tallyBox, tallyPart } from '../../../../shared/voting/count/tally.ts'
import { type Counted, checkpointBody, signedCheckpoint } from '../../../../shared/voting/evidence/checkpoint.ts'
import type { FixedLots, LotEvidence } from '../../../../shared/voting/lots/lots.ts'
import { Choice } from '../../../../shared/voting/poll/ballot-form.ts'
import { FrozenPoll, type Poll } from '../../../../shared/voting/poll/poll.ts'
import { ExportHeader, writeExport } from '../../../../shared/voting/publication/export-format.ts'
import {
  announcedAt,
  freshMessage,
  mintPermit,
  pollConfiguration,
  privateKeyOf,
  secretsNamed,
  signedBallot,
} from './polls.ts'

const cityKeys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

/** The city's public key as in an export: SPKI, base64. */
export const citySigningKey = cityKeys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
export const anotherSigningKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  .publicKey.export({ format: 'der', type: 'spki' })
  .toString('base64')

/** A signature of the city: ECDSA P-256 with SHA-256, DER in base64. */
export const signedByCity = (about: string, digest: string, key: KeyObject = cityKeys.privateKey): string =>
  sign('sha256', Buffer.from(`wijk/${about}/v1\n${digest}`), key).toString('base64')

/** A checkpoint signed by the city, with any sizes and roots. */
export const checkpointOf = (counted: Counted, key: KeyObject = cityKeys.privateKey): string => {
  const signature = sign('sha256', Buffer.from(checkpointBody(counted)), key).toString('base64')
  return signedCheckpoint(counted, { signature, signingKey: citySigningKey })
}

type Wishes = Omit<NonNullable<Parameters<typeof pollConfiguration>[0]>, 'lots'> & {
  readonly shards?: number
  readonly marks?: number
  readonly lots?: FixedLots
  readonly evidence?: LotEvidence
  /** When the root was fixed. Default: two minutes after the close. */
  readonly countedAt?: Instant
  /** Options that were withdrawn while the poll was open. */
  readonly withdrawn?: Poll['withdrawn']
}

const messages = new Map<string, Uint8Array>()
/** The message in the permit of the nth voter. It is the same in all polls of a version. */
const permitMessage = (voter: number, version: 1 | 2): Uint8Array => {
  const name = `${voter} ${version}`
  const digest = new Uint8Array(createHash('sha512').update(`${voter}`).digest())
  const message = messages.get(name) ?? (version === 1 ? digest : freshMessage(digest.subarray(32)))
  messages.set(name, message)
  return message
}

const frozenPoll = async ({ lots = { source: 'none' }, ...wishes }: Wishes): Promise<FrozenPoll> => {
  const { keys } = await secretsNamed()
  return FrozenPoll.parse({ ...pollConfiguration(wishes), ...keys, lots })
}

const castBallots = async (frozen: FrozenPoll, choices: readonly unknown[]) => {
  const key = privateKeyOf(await secretsNamed())
  return choices.map((choice, voter) => {
    const permit = mintPermit(key, permitMessage(voter, frozen.ballotVersion ?? 1))
    const ballot = { permit, choice: Choice.parse(choice) }
    const examined = examineBallot(
      frozen,
      frozen.ballotVersion === 2 ? signedBallot(frozen, { ...ballot, number: 2 ** 48 + 1_000 * voter }) : ballot,
    )
    if (examined.refused) throw new Error(`Refused: ${examined.code}`)
    return examined.value
  })
}

/** The published poll with these choices, one voter each. */
export const publishedPoll = async (choices: readonly unknown[], wishes: Wishes = {}) => {
  const { shards = 4, marks = choices.length, evidence, countedAt, withdrawn, ...configuration } = wishes
  const frozen = await frozenPoll(configuration)
  const cast = await castBallots(frozen, choices)
  return publishedFrom(
    frozen,
    cast.map(({ ballot }) => ballot),
    { shards, marks, evidence, countedAt, withdrawn },
  )
}

type Counting = {
  readonly shards?: number
  readonly marks?: number
  readonly evidence?: LotEvidence | undefined
  readonly countedAt?: Instant | undefined
  readonly withdrawn?: Poll['withdrawn']
}
/** The published result of a city that counts these ballots, whether or not they are valid. */
export const publishedFrom = async (
  frozen: FrozenPoll,
  ballots: readonly Ballot[],
  { shards = 4, marks = ballots.length, evidence, countedAt, withdrawn }: Counting = {},
) => {
  const configurationHash = digestOf(frozen)
  const poll: Poll = {
    frozen,
    configurationHash,
    configurationSignature: { signature: signedByCity('configuration', configurationHash), signingKey: citySigningKey },
    status: 'sealed',
    shards,
    version: 2,
    announcedAt,
    withdrawn,
  }
  const sorted = ballots.toSorted((a, b) => (ballotHash(a.permit) < ballotHash(b.permit) ? -1 : 1))
  const parts = Array.from(
    { length: shards },
    (_, shard): CountedShard => ({
      pollId: frozen.pollId,
      shard,
      rejected: 0,
      ballots: sorted.filter(({ permit }) => shardOf(ballotHash(permit), shards) === shard),
    }),
  )
  const tally = await tallyBox(
    frozen,
    parts.map((part) => tallyPart(part).tally),
  )
  const result = resultOf(poll, tally, marks, evidence)
  const { pollId, closesAt } = frozen
  const { ballots: count, merkleRoot } = tally
  const counted = {
    pollId,
    ballots: count,
    merkleRoot,
    configurationHash,
    countedAt: countedAt ?? plusMilliseconds(closesAt, 120_000),
  }
  const header = ExportHeader.parse({
    format: 'wijk-export/1',
    poll: frozen,
    configurationHash,
    configurationSignature: signedByCity('configuration', configurationHash),
    signingKey: citySigningKey,
    result,
    resultDigest: digestOf(result),
    resultSignature: signedByCity('result', digestOf(result)),
    checkpoint: checkpointOf(counted),
    ...(evidence === undefined ? {} : { lots: evidence }),
    ...(evidence?.source === 'public-session' ? { lotsSignature: signedByCity('lots', digestOf(evidence)) } : {}),
  })
  return { header, ballots: parts.flatMap((part) => part.ballots), parts, poll, counted }
}

export type Published = Awaited<ReturnType<typeof publishedPoll>>

/** The export as text. */
export const exportText = async ({ header, ballots }: Pick<Published, 'header' | 'ballots'>): Promise<string> => {
  let text = ''
  for await (const line of writeExport(header, ballots)) text += line
  return text
}

/** The same export, signed completely with another key than the city's. */
export const forgedBySomebody = ({ header, ballots, counted }: Published) => {
  const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const signingKey = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const signature = sign('sha256', Buffer.from(checkpointBody(counted)), keys.privateKey).toString('base64')
  const forged: ExportHeader = {
    ...header,
    signingKey,
    configurationSignature: signedByCity('configuration', header.configurationHash, keys.privateKey),
    resultSignature: signedByCity('result', header.resultDigest, keys.privateKey),
    checkpoint: signedCheckpoint(counted, { signature, signingKey }),
  }
  return { header: forged, ballots }
}

/** An export of any header and ballots, even invalid ones. */
export const anyExportText = (header: unknown, ballots: readonly unknown[]): string =>
  `${[header, ...ballots].map(canonicalJson).join('\n')}\n`

/** A text in pieces of a few hundred bytes. */
export function* piecesOf(text: string): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777)
}

/** The same export with another result, digested and signed by the city, as a dishonest city would publish it. */
export const withResult = (header: ExportHeader, result: PollResult): ExportHeader => ({
  ...header,
  result,
  resultDigest: digestOf(result),
  resultSignature: signedByCity('result', digestOf(result)),
})
