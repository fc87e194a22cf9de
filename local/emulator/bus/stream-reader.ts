// Reads a table's stream of the engine, shard by shard, from its last position.
import * as z from 'zod'
import { type EngineCall, EngineRefusal } from '../engine-call.ts'

const Streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) })
const Described = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
})
const Iterator = z.object({ ShardIterator: z.string() })
const Records = z.object({
  Records: z.array(z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) })),
  NextShardIterator: z.string().nullish(),
})

export type StreamRecord = z.infer<typeof Records>['Records'][number]

export type StreamReader = {
  /** The next records after the acknowledged ones; the same again until `acknowledge` is called. */
  next(limit: number): Promise<readonly StreamRecord[]>
  /** Everything up to this sequence number has been processed. */
  acknowledge(sequenceNumber: string): void
}

/** The position of reading: stored by the caller, to continue after a restart. */
export type Checkpoint = { get(): string | undefined; set(sequenceNumber: string): void }

/** A reader of the latest stream of a table. The engine has one shard per stream. */
export const readStream = async (
  call: EngineCall,
  tableName: string,
  checkpoint: Checkpoint,
): Promise<StreamReader> => {
  const { Streams: streams } = Streams.parse(await call('ListStreams', { TableName: tableName }))
  const StreamArn = streams.at(-1)?.StreamArn
  if (StreamArn === undefined) throw new Error(`The table ${tableName} has no stream.`)

  const iteratorAfter = async (sequenceNumber: string | undefined): Promise<string | undefined> => {
    const { StreamDescription } = Described.parse(await call('DescribeStream', { StreamArn }))
    const ShardId = StreamDescription.Shards.at(-1)?.ShardId
    if (ShardId === undefined) return undefined
    const from = (position: object) => call('GetShardIterator', { StreamArn, ShardId, ...position })
    const trimHorizon = { ShardIteratorType: 'TRIM_HORIZON' }
    if (sequenceNumber === undefined) return Iterator.parse(await from(trimHorizon)).ShardIterator
    try {
      const after = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber }
      return Iterator.parse(await from(after)).ShardIterator
    } catch (error) {
      // The position was trimmed away meanwhile: deliver events twice rather than lose some.
      if (!(error instanceof EngineRefusal) || error.name !== 'TrimmedDataAccessException') throw error
      return Iterator.parse(await from(trimHorizon)).ShardIterator
    }
  }

  let iterator: string | undefined
  let after: string | undefined
  let unacknowledged: readonly StreamRecord[] = []
  return {
    next: async (limit) => {
      if (unacknowledged.length > 0) return unacknowledged
      iterator ??= await iteratorAfter(checkpoint.get())
      if (iterator === undefined) return []
      const page = Records.parse(await call('GetRecords', { ShardIterator: iterator, Limit: limit }))
      after = page.NextShardIterator ?? undefined
      unacknowledged = page.Records
      return unacknowledged
    },
    acknowledge: (sequenceNumber) => {
      checkpoint.set(sequenceNumber)
      const last = unacknowledged.at(-1)
      // The iterator moves on only after the whole page is processed; otherwise the page is read again.
      iterator = last?.dynamodb.SequenceNumber === sequenceNumber ? after : undefined
      unacknowledged = []
    },
  }
}
