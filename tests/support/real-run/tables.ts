// The whole content of a running system's tables and streams, and the secrets in them, decrypted.
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { engineCall } from '../../../local/emulator/engine-call.ts'
import { openBallot } from '../../../shared/voting/box/stored-ballot.ts'
import { FrozenPoll } from '../../../shared/voting/poll/poll.ts'
import { readOpeningKey } from '../../../shared/voting/secrecy/sealing.ts'

export type Item = Readonly<Record<string, unknown>>

/** Bytes are base64 on the wire, but `unmarshall` needs bytes. */
const decoded = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(decoded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'B' && typeof inner === 'string' ? Buffer.from(inner, 'base64') : decoded(inner),
    ]),
  )
}
const Marshalled = z.record(z.string(), z.unknown().transform(decoded).pipe(z.any()))
const Names = z.object({ TableNames: z.array(z.string()) })
const Page = z.object({ Items: z.array(Marshalled), LastEvaluatedKey: z.unknown().optional() })

export const tableNames = async (engine: string) =>
  Names.parse(await engineCall(engine, 'DynamoDB_20120810')('ListTables', {})).TableNames

/** All items, in the order of a scan. */
export const scanTable = async (engine: string, TableName: string): Promise<Item[]> => {
  const call = engineCall(engine, 'DynamoDB_20120810')
  const items: Item[] = []
  let from: unknown
  do {
    const start = from === undefined ? {} : { ExclusiveStartKey: from }
    const page = Page.parse(await call('Scan', { TableName, ConsistentRead: true, ...start }))
    items.push(...page.Items.map((item) => unmarshall(item)))
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return items
}

const Streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) })
const Shards = z.object({ StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }) })
const Images = z.object({
  Records: z.array(
    z.looseObject({
      dynamodb: z.looseObject({
        Keys: Marshalled.optional(),
        NewImage: Marshalled.optional(),
        OldImage: Marshalled.optional(),
      }),
    }),
  ),
  NextShardIterator: z.string().nullish(),
})
type StreamRecord = z.infer<typeof Images>['Records'][number]

const readable = ({ dynamodb, ...record }: StreamRecord) => {
  const { Keys, NewImage, OldImage, ...more } = dynamodb
  const images = Object.entries({ Keys, NewImage, OldImage }).flatMap(([name, image]) =>
    image === undefined ? [] : [[name, unmarshall(image)] as const],
  )
  return { ...record, dynamodb: { ...more, ...Object.fromEntries(images) } }
}

/** Every record in the streams of a table; undefined if it has no stream. */
export const streamsOf = async (engine: string, TableName: string): Promise<readonly unknown[] | undefined> => {
  const call = engineCall(engine, 'DynamoDBStreams_20120810')
  const { Streams: streams } = Streams.parse(await call('ListStreams', { TableName }))
  if (streams.length === 0) return undefined
  const records: unknown[] = []
  for (const { StreamArn } of streams)
    for (const { ShardId } of Shards.parse(await call('DescribeStream', { StreamArn })).StreamDescription.Shards) {
      const start = await call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
      let iterator: string | undefined = z.object({ ShardIterator: z.string() }).parse(start).ShardIterator
      while (iterator !== undefined) {
        const page: z.infer<typeof Images> = Images.parse(await call('GetRecords', { ShardIterator: iterator }))
        records.push(...page.Records.map(readable))
        iterator = page.Records.length === 0 ? undefined : (page.NextShardIterator ?? undefined)
      }
    }
  return records
}

const Secret = z.object({ pk: z.templateLiteral(['POLLKEYS#', z.string()]), wrapped: z.instanceof(Uint8Array) })
export type OpenedSecret = { readonly purpose: string; readonly plain: Uint8Array }

/** The secrets of a poll, unwrapped. On AWS only the functions can do that. */
export const openSecrets = async (items: readonly Item[], aws: string): Promise<OpenedSecret[]> =>
  Promise.all(
    items.flatMap((item) => {
      const secret = Secret.safeParse(item)
      return secret.success ? [unwrap(secret.data, aws)] : []
    }),
  )

const unwrap = async ({ pk, wrapped }: z.infer<typeof Secret>, aws: string): Promise<OpenedSecret> => {
  const [, poll = '', name = ''] = pk.split('#')
  const purpose = name.toLowerCase()
  const answer = await fetch(aws, {
    method: 'POST',
    headers: { 'x-amz-target': 'TrentService.Decrypt', 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({
      CiphertextBlob: Buffer.from(wrapped).toString('base64'),
      EncryptionContext: { poll, purpose },
    }),
  })
  const { Plaintext } = z.object({ Plaintext: z.base64() }).parse(await answer.json())
  return { purpose, plain: Buffer.from(Plaintext, 'base64') }
}

const BoxItem = z.object({
  pk: z.string(),
  sk: z.string(),
  number: z.string().optional(),
  sealed: z.instanceof(Uint8Array),
})

/** The polls in these items, by id. Ballots cannot be read without them. */
const frozenPolls = (items: readonly Item[]) =>
  new Map(
    items.flatMap(({ sk, frozen }) => {
      const poll = sk === 'POLL' ? FrozenPoll.safeParse(frozen).data : undefined
      return poll === undefined ? [] : [[poll.pollId.toString(), poll] as const]
    }),
  )

/** The ballots in the box, opened with the poll's own key. */
export const openBox = (box: readonly Item[], others: readonly Item[], secrets: readonly OpenedSecret[]): unknown[] => {
  const seal = secrets.find(({ purpose }) => purpose === 'seal')
  if (seal === undefined) throw new Error('There is no key that opens ballots')
  const key = readOpeningKey(new Uint8Array(seal.plain))
  const polls = frozenPolls(others)
  return box.map((item) => {
    const { pk, sk, ...stored } = BoxItem.parse(item)
    const poll = polls.get(pk.split('#')[1] ?? '')
    return poll && openBallot(poll, { ...stored, hash: sk.replace('BALLOT#', '') }, key)
  })
}
