// Writes: one transaction for each change, a condition for every item, the events in the outbox beside it.
import type { CloudEvent } from '../../events/envelope.ts'
import { freshSecretId, jitter, pause } from '../kernel/random.ts'
import { toAttributes } from './attribute-values.ts'
import { BusyError } from './busy.ts'
import { outboxItem } from './outbox.ts'
import type { Key } from './read.ts'
import type { Table } from './table.ts'
import { TableFault } from './table-fault.ts'

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

/** Puts a version of an item: the first where there is none, a later one only on the version before it. */
export const putVersion = (put: Key & Values & { readonly version: number }): Write =>
  put.version === 1
    ? { put, ...absent }
    : { put, condition: 'version = :before', values: { ':before': put.version - 1 } }

const maximumActions = 100
const maximumTries = 6

const expressionsOf = (write: Condition) => ({
  ConditionExpression: write.condition,
  ...(write.names === undefined ? {} : { ExpressionAttributeNames: { ...write.names } }),
  ...(write.values === undefined ? {} : { ExpressionAttributeValues: toAttributes(write.values) }),
})

const actionOf = (table: Table, write: Write) => {
  const common = {
    TableName: table.name,
    ...expressionsOf(write),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }
  if ('put' in write) return { Put: { ...common, Item: toAttributes(write.put) } }
  if ('update' in write)
    return { Update: { ...common, Key: toAttributes(write.update), UpdateExpression: write.expression } }
  if ('delete' in write) return { Delete: { ...common, Key: toAttributes(write.delete) } }
  return { ConditionCheck: { ...common, Key: toAttributes(write.check) } }
}

const failuresOf = ({ reasons }: TableFault) => {
  const failed = new Map<number, Record<string, unknown> | undefined>()
  for (const [index, { code, item }] of reasons.entries())
    if (code === 'ConditionalCheckFailed') failed.set(index, item)
  return failed
}

const isFault = (error: unknown, name: string): error is TableFault =>
  error instanceof TableFault && error.name === name

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
      // Under its token, a transaction whose answer was lost on the way is not done twice when the client tries it again.
      const request = { TransactItems: actions, ClientRequestToken: freshSecretId() }
      await table.client.call('TransactWriteItems', request)
      return { written: true }
    } catch (error) {
      if (!isFault(error, 'TransactionCanceledException')) throw error
      const failed = failuresOf(error)
      if (failed.size > 0) return { written: false, failed }
      if (!error.reasons.some(({ code = '' }) => passing.has(code))) throw error
      if (attempt === maximumTries) throw new BusyError(`Transaction still conflicting after ${maximumTries} attempts`)
      await pause(jitter(25 * 2 ** attempt))
    }
  }
}

/** A single put. */
export type Put = Extract<Write, { readonly put: unknown }>

/**
 * One conditional put without an event: for changes without an event (a roll mark, a ballot, a partial count). Where a
 * transaction is writing the same item, it waits with full jitter and tries again. 1 WCU per KB.
 */
export const putOne = async (table: Table, write: Put): Promise<WriteResult> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await table.client.call('PutItem', {
        TableName: table.name,
        Item: toAttributes(write.put),
        ...expressionsOf(write),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      return { written: true }
    } catch (error) {
      if (isFault(error, 'ConditionalCheckFailedException'))
        return { written: false, failed: new Map([[0, error.item]]) }
      if (!isFault(error, 'TransactionConflictException')) throw error
      if (attempt === maximumTries) throw new BusyError(`Write still conflicting after ${maximumTries} attempts`)
      await pause(jitter(25 * 2 ** attempt))
    }
  }
}
