// The largest poll: fills its box directly, as a hundred thousand voters would have left it. Then the poll is closed by
// its schedule, counted in up to 256 parts, drawn, published and verified. `npm run bench -- large` (BENCH_VOTERS).
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { DynamoDBClient, type StreamSpecification, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { nextNumber, signBallot } from '../client/ballot.ts'
import { makeChoiceKey } from '../client/choice-key.ts'
import { startEngine } from '../local/emulator/engine.ts'
import { developmentNetwork } from '../local/play/beacon/network.ts'
import { makeRound } from '../local/play/demo/poll/round.ts'
import { atOnce } from '../local/play/scenario/at-once.ts'
import { connect } from '../local/play/scenario/city.ts'
import { startSystem } from '../local/play/scenario/own-system.ts'
import { digestOf, sha256 } from '../shared/kernel/digest.ts'
import { shardOf } from '../shared/voting/box/ballot.ts'
import { sealBallot } from '../shared/voting/box/stored-ballot.ts'
import { FrozenPoll, shardsFor } from '../shared/voting/poll/poll.ts'
import { readSealKey } from '../shared/voting/secrecy/sealing.ts'
import type { BenchRow } from './row.ts'

const voters = Number(process.env.BENCH_VOTERS ?? 20_000)
const projects = Array.from({ length: 20 }, (_, n) => ({
  id: `${n}`,
  name: `Project ${n}`,
  costCents: 100_000 * (n + 1),
}))
const election = {
  title: 'A large poll',
  budgetCents: 3_000_000,
  projects,
  choices: [],
  maximumChoices: 5,
  // Enough voters for 256 parts, however few of them vote.
  electorateSize: 1_000_000,
  expected: undefined,
}

type Item = Readonly<Record<string, unknown>>

const putAll = async (client: DynamoDBDocumentClient, table: string, items: readonly Item[]): Promise<void> => {
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((each) => ({ PutRequest: { Item: { ...each } } }))
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }))
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('The engine took not all items')
  }
}

/** The key that signs the permits of a poll, unwrapped as the poll's own function would. */
const permitKeyOf = async (client: DynamoDBDocumentClient, table: string, pollId: string, endpoint: string) => {
  const Key = { pk: `POLLKEYS#${pollId}#PERMIT`, sk: 'KEY' }
  const { Item } = await client.send(new GetCommand({ TableName: table, Key }))
  const { wrapped } = z.object({ wrapped: z.instanceof(Uint8Array) }).parse(Item)
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const kms = new KMSClient({ endpoint, region: 'eu-west-1', credentials })
  const { Plaintext = new Uint8Array() } = await kms.send(
    new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: { poll: pollId, purpose: 'permit' } }),
  )
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  return crypto.subtle.importKey('pkcs8', Uint8Array.from(Plaintext), algorithm, false, ['sign'])
}

/** Up to five of the options, the first ones more often. */
const someChoice = (ids: readonly string[]): string[] =>
  ids.filter((_, place) => Math.random() < 3 / (place + 4)).slice(0, 5)

/** Sealed ballots with genuine permits, each with a mark beside it; some thousand at a time. */
const fill = async (
  poll: FrozenPoll,
  key: Awaited<ReturnType<typeof permitKeyOf>>,
  put: (ballots: Item[], marks: Item[]) => Promise<void>,
) => {
  const { pollId } = poll
  const [shards, sealKey] = [shardsFor(poll.electorate.size), readSealKey(poll.sealKey)]
  const ids = poll.options.map(({ id }) => id)
  const cast = async (): Promise<Item> => {
    const { publicKey, privateKey } = await makeChoiceKey()
    const message = Buffer.concat([randomBytes(32), publicKey])
    const signature = await crypto.subtle.sign({ name: 'RSA-PSS', saltLength: 48 }, key, message)
    const permit = { message: message.toString('base64url'), signature: Buffer.from(signature).toString('base64url') }
    const hash = sha256(message)
    const ballot = await signBallot(
      poll,
      { ...permit, privateKey },
      { options: someChoice(ids) },
      nextNumber(undefined),
    )
    const signed = { number: ballot.number, digest: digestOf(ballot) }
    const stored = sealBallot(poll, { hash, ballot, signed }, sealKey)
    return { pk: `POLL#${pollId}#BOX#${shardOf(hash, shards)}`, sk: `BALLOT#${hash}`, ...stored }
  }
  for (let done = 0; done < voters; done += 2_000) {
    const width = Math.min(2_000, voters - done)
    const ballots = await atOnce(Array.from({ length: width }), 16, cast)
    const marks = ballots.map(() => {
      const mark = randomBytes(32).toString('hex')
      return { pk: `POLL#${pollId}#ROLL#${shardOf(mark, shards)}`, sk: `VOTER#${mark}`, blindedDigest: mark }
    })
    await put(ballots, marks)
    process.stderr.write(`\r${done + width} of ${voters} ballots in the box`)
  }
  process.stderr.write('\n')
}

/** Seconds that an action takes, and the peak memory of the process meanwhile, in MB. */
const watched = async (act: () => Promise<unknown>) => {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  const begun = performance.now()
  try {
    await act()
  } finally {
    clearInterval(timer)
  }
  return { seconds: (performance.now() - begun) / 1_000, peakMb: peak / 1e6 }
}

const verify = (address: string): Promise<unknown> => {
  const directory = mkdtempSync(join(tmpdir(), 'wijk-bench-'))
  const network = join(directory, 'network.json')
  writeFileSync(network, JSON.stringify(developmentNetwork))
  const cli = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
  return promisify(execFile)(process.execPath, [cli, 'verify', address, '--beacon-network', network]).finally(() =>
    rmSync(directory, { recursive: true }),
  )
}

export const benchLargePoll = async (): Promise<BenchRow[]> => {
  // In memory: the engine's writes to disk take ten times as long as everything else.
  const engine = await startEngine({ inMemory: true })
  process.env.DYNAMODB_ENDPOINT = engine.endpoint
  const { system, origin, stop } = await startSystem()
  try {
    const city = connect(origin)
    const round = await makeRound(city, 'oude-noorden', election, () => {})
    const pollId = round.poll.pollId
    const { body } = await city.must('getPoll', { params: { pollId } })
    const shape: Record<string, unknown> = { ...body }
    const poll = FrozenPoll.parse(Object.fromEntries(Object.keys(FrozenPoll.shape).map((name) => [name, shape[name]])))
    const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
    const client = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: system.engineEndpoint, region: 'eu-west-1', credentials }),
    )
    const tableOf = (variable: string) =>
      system.functions.flatMap(({ environment }) => environment[variable] ?? [])[0] ?? ''
    const [main, box] = [tableOf('TABLE_NAME'), tableOf('BALLOT_BOX_NAME')]
    const key = await permitKeyOf(client, main, pollId, system.awsEndpoint)
    await city.reach(round.opensAt)
    const stream = (StreamSpecification: StreamSpecification) =>
      client.send(new UpdateTableCommand({ TableName: main, StreamSpecification }))
    // No event follows a mark, and the engine's writes get slower with every record in a stream.
    await stream({ StreamEnabled: false })
    await fill(poll, key, async (ballots, marks) => {
      await putAll(client, box, ballots)
      await putAll(client, main, marks)
    })
    await stream({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' })
    await city.reach(round.closesAt)
    const counted = await watched(() => system.advance('PT3M'))
    const published = await watched(() => system.advance('PT70M'))
    const { counts, shards } = (await city.must('getPollResult', { params: { pollId } })).body.result
    if (counts.ballots !== voters) throw new Error(`${counts.ballots} of ${voters} ballots were counted`)
    const verified = await watched(() => verify(`${city.baseUrl}/polls/${pollId}`))
    const row = (what: string, { seconds, peakMb }: Awaited<ReturnType<typeof watched>>): BenchRow => ({
      what: `${what}, ${voters} ballots in ${shards.length} parts`,
      measured: `${seconds.toFixed(1)} s, ${peakMb.toFixed(0)} MB`,
      reference: `${verified.seconds.toFixed(1)} s (wijk verify of the same)`,
      ratio: `${(seconds / verified.seconds).toFixed(2)} of a verification`,
    })
    return [row('close, count, post the root', counted), row('draw, decide, export, publish', published)]
  } finally {
    await stop()
    await engine.stop()
  }
}
