// Polls from the ballots to the published export, with real keys: what a city publishes, made without a server.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { canonicalJson, digestOf } from '../../shared/kernel/digest.ts'
import { examineBallot, groupChoices, shardOf } from '../../shared/voting/ballot.ts'
import { Choice } from '../../shared/voting/ballot-form.ts'
import { ExportHeader, writeExport } from '../../shared/voting/export-format.ts'
import { type LotEvidence, lotOrder } from '../../shared/voting/lots.ts'
import { FrozenPoll, type Poll } from '../../shared/voting/poll.ts'
import { countPoll, countShard, type PollResult } from '../../shared/voting/result.ts'
import { decide } from '../../shared/voting/rules/catalogue.ts'
import { announcedAt, mintPermit, pollConfiguration, privateKeyOf, secretsNamed } from './polls.ts'

const cityKeys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

/** The city's public key as it stands in an export: SPKI, base64. */
export const citySigningKey = cityKeys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
export const anotherSigningKey = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  .publicKey.export({ format: 'der', type: 'spki' })
  .toString('base64')

/** The city signs: ECDSA P-256 with SHA-256, DER in base64. */
export const signedByCity = (about: string, digest: string, key: KeyObject = cityKeys.privateKey): string =>
  sign('sha256', Buffer.from(`wijk/${about}/v1\n${digest}`), key).toString('base64')

type Wishes = Parameters<typeof pollConfiguration>[0] & {
  readonly shards?: number
  readonly marks?: number
  readonly lots?: ExportHeader['poll']['lots']
  readonly evidence?: LotEvidence
}

const outcomeByLots = (poll: Poll, result: PollResult, ballots: readonly Choice[], evidence: LotEvidence) => {
  const { rule, options, electorate, ballotForm, pollId } = poll.frozen
  const order = lotOrder(
    { subject: pollId, root: result.merkleRoot, evidence },
    options.map(({ id }) => id),
  )
  if (order === undefined) throw new Error('The evidence of the lots does not hold')
  const profile = {
    options: options.map(({ id, costCents }) => ({ id, cost: costCents })),
    ballots: groupChoices(ballotForm, ballots),
    electorate: electorate.size,
  }
  return decide(rule, profile, order)
}

/** The permit of the nth voter of all polls, always the same. */
const permitMessage = (voter: number): Uint8Array => new Uint8Array(createHash('sha512').update(`${voter}`).digest())

/** What is published of a poll with these choices, one voter each. */
export const publishedPoll = async (choices: readonly unknown[], wishes: Wishes = {}) => {
  const { shards = 4, marks = choices.length, lots, evidence, ...configuration } = wishes
  const secrets = await secretsNamed()
  const plain = FrozenPoll.parse({ ...pollConfiguration(configuration), ...secrets.keys })
  const frozen = lots === undefined ? plain : { ...plain, lots }
  const poll: Poll = {
    frozen,
    configurationHash: digestOf(frozen),
    status: 'sealed',
    shards,
    version: 2,
    announcedAt,
  }
  const cast = choices.map((choice, voter) => {
    const permit = mintPermit(privateKeyOf(secrets), permitMessage(voter))
    const examined = examineBallot(frozen, { permit, choice: Choice.parse(choice) })
    if (examined.refused) throw new Error(`Refused: ${examined.code}`)
    return examined.value
  })
  const parts = Array.from({ length: shards }, (_, shard) =>
    countShard(
      poll,
      shard,
      cast.filter(({ hash }) => shardOf(hash, shards) === shard),
    ),
  )
  const counted = countPoll(poll, parts, marks)
  const ballots = parts.flatMap((part) => part.ballots)
  const given = ballots.map(({ choice }) => choice)
  const result =
    evidence === undefined ? counted : { ...counted, outcome: outcomeByLots(poll, counted, given, evidence) }
  const header = ExportHeader.parse({
    format: 'wijk-export/1',
    poll: frozen,
    configurationHash: poll.configurationHash,
    configurationSignature: signedByCity('configuration', poll.configurationHash),
    signingKey: citySigningKey,
    result,
    resultDigest: digestOf(result),
    resultSignature: signedByCity('result', digestOf(result)),
    ...(evidence === undefined ? {} : { lots: evidence }),
    ...(evidence?.source === 'public-session' ? { lotsSignature: signedByCity('lots', digestOf(evidence)) } : {}),
  })
  return { header, ballots, parts, poll }
}

export type Published = Awaited<ReturnType<typeof publishedPoll>>

/** The export as it is written. */
export const exportText = async ({ header, ballots }: Pick<Published, 'header' | 'ballots'>): Promise<string> => {
  let text = ''
  for await (const line of writeExport(header, ballots)) text += line
  return text
}

/** Any header and ballots, whether or not they could be written. */
export const anyExportText = (header: unknown, ballots: readonly unknown[]): string =>
  `${[header, ...ballots].map(canonicalJson).join('\n')}\n`

/** As a file would come, in pieces of a few hundred bytes. */
export function* piecesOf(text: string): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777)
}

/** The same result with other contents, digest and signature by the city: what a dishonest city would publish. */
export const withResult = (header: ExportHeader, result: PollResult): ExportHeader => ({
  ...header,
  result,
  resultDigest: digestOf(result),
  resultSignature: signedByCity('result', digestOf(result)),
})
