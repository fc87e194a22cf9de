// Writes: one transaction for each change, a condition for every item, the events in the outbox beside it.
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { CloudEvent } from '../../events/envelope.ts'
import { jitter, pause } from '../kernel/random.ts'
import { BusyError } from './busy.ts'
import { outboxItem } from './outbox.ts'
import type { Key } from './read.ts'
import type { Table } from './table.ts'

type Values = { readonly [name: string]: unknown }
type Condition = {
  readonly condition: string
  readonly names?: { readonly [name: string]: string }
  readonly values?: Values
}

/** One write and the state it may start from. Conditions are written out where they are used. */
export type Write =
  | ({ readonly put: Key & Values } & Condition)
  | ({ readonly update: Key; readonly expression: string } & Condition)
  | ({ readonly delete: Key } & Condition)
  | ({ readonly check: Key } & Condition)

/** What a transaction came to. `failed` has, for each write that may not happen, the item as it is (if it is). */
export type WriteResult =
  | { readonly written: true }
  | { readonly written: false; readonly failed: ReadonlyMap<number, Record<string, unknown> | undefined> }

/** Condition of a first write. */
export const absent = { condition: 'attribute_not_exists(pk)' } as const

const maximumActions = 100
const maximumTries = 6

const expressionsOf = (write: Condition) => ({
  ConditionExpression: write.condition,
  ...(write.names === undefined ? {} : { ExpressionAttributeNames: { ...write.names } }),
  ...(write.values === undefined ? {} : { ExpressionAttributeValues: { ...write.values } }),
})

const actionOf = (table: Table, write: Write): NonNullable<TransactWriteCommandInput['TransactItems']>[number] => {
  const common = {
    TableName: table.name,
    ...expressionsOf(write),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
  if ('put' in write) return { Put: { ...common, Item: { ...write.put } } }
  if ('update' in write) return { Update: { ...common, Key: { ...write.update }, UpdateExpression: write.expression } }
  if ('delete' in write) return { Delete: { ...common, Key: { ...write.delete } } }
  return { ConditionCheck: { ...common, Key: { ...write.check } } }
}

const failuresOf = (error: TransactionCanceledException) => {
  const failed = new Map<number, Record<string, unknown> | undefined>()
  for (const [index, reason] of (error.CancellationReasons ?? []).entries())
    if (reason.Code === 'ConditionalCheckFailed')
      failed.set(index, reason.Item === undefined ? undefined : unmarshall(reason.Item))
  return failed
}

const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/**
 * All of these writes and their events, or none. A conflict with another transaction is tried again with full jitter;
 * a condition that does not hold comes back as a value. Cost: 2 WCU per KB and item.
 */
export const transact = async (
  table: Table,
  writes: readonly Write[],
  events: readonly CloudEvent[] = [],
): Promise<WriteResult> => {
  const actions = [
    ...writes.map((write) => actionOf(table, write)),
    ...events.map((each) => actionOf(table, { put: outboxItem(each), ...absent })),
  ]
  if (actions.length > maximumActions) throw new RangeError(`${actions.length} actions do not fit one transaction`)
  for (let attempt = 1; ; attempt++) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: actions }))
      return { written: true }
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const failed = failuresOf(error)
      if (failed.size > 0) return { written: false, failed }
      if (!(error.CancellationReasons ?? []).some((reason) => passing.has(reason.Code ?? ''))) throw error
      if (attempt === maximumTries) throw new BusyError('The same items kept changing')
      await pause(jitter(25 * 2 ** attempt))
    }
  }
}

/** One conditional put without an event: for changes that nobody is told of (a roll mark, a ballot, a partial count). 1 WCU per KB. */
export const putOne = async (table: Table, write: { readonly put: Key & Values } & Condition): Promise<WriteResult> => {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...write.put },
        ...expressionsOf(write),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return { written: true }
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return { written: false, failed: new Map([[0, error.Item === undefined ? undefined : unmarshall(error.Item)]]) }
  }
}
