// Fresh tables in the engine of the run, real clients for them, and the environment through which functions find them.
import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { type TableClient, tableClient } from '../../../shared/table/client.ts'
import { ballotBox, mainTable } from '../../../shared/table/definition.ts'
import type { Table } from '../../../shared/table/table.ts'

const account = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'tests',
  AWS_SECRET_ACCESS_KEY: 'tests',
} as const

/** The address of the engine, for tests that put a proxy in front of it. */
export const engineEndpoint = (): string => inject('engineEndpoint')

/** A client of the engine, or of a proxy in front of it. */
export const engineClient = (endpoint = engineEndpoint()): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: account.AWS_REGION,
    credentials: { accessKeyId: account.AWS_ACCESS_KEY_ID, secretAccessKey: account.AWS_SECRET_ACCESS_KEY },
    maxAttempts: 4,
  })

let knownDocuments: DynamoDBDocumentClient | undefined
/** The SDK's document client, for items that tests read or write without the stores. */
export const documents = (): DynamoDBDocumentClient => {
  knownDocuments ??= DynamoDBDocumentClient.from(engineClient(), { marshallOptions: { removeUndefinedValues: true } })
  return knownDocuments
}

/** The client of the stores, for the engine or a proxy in front of it. */
export const storeClient = (endpoint = engineEndpoint()): TableClient =>
  tableClient({
    endpoint,
    region: account.AWS_REGION,
    credentials: { accessKeyId: account.AWS_ACCESS_KEY_ID, secretAccessKey: account.AWS_SECRET_ACCESS_KEY },
  })

type Keys = { readonly partitionKey: string; readonly sortKey: string }
const keySchema = ({ partitionKey, sortKey }: Keys): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
]
const texts = (...keys: readonly Keys[]) =>
  keys
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
    .map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }))

const createMainTable = (client: DynamoDBClient, name: string) =>
  client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(mainTable),
      AttributeDefinitions: texts(mainTable, mainTable.gsi1, mainTable.gsi2),
      GlobalSecondaryIndexes: [mainTable.gsi1, mainTable.gsi2].map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' as const },
      })),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  )

const createBox = (client: DynamoDBClient, name: string) =>
  client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(ballotBox),
      AttributeDefinitions: texts(ballotBox),
    }),
  )

export type Tables = { readonly table: Table; readonly box: Table }

/** An empty main table with both indexes and a stream, and an empty ballot box without them, for one test only. */
export const freshTables = async (): Promise<Tables> => {
  const client = engineClient()
  const [table, box] = [`main-${randomUUID()}`, `box-${randomUUID()}`]
  await Promise.all([createMainTable(client, table), createBox(client, box)])
  return { table: { name: table, client: storeClient() }, box: { name: box, client: storeClient() } }
}

/** The environment of functions on these tables. `endpoint`: a proxy in front of the engine. */
export const tableEnvironment = ({ table, box }: Tables, endpoint = engineEndpoint()): Environment => ({
  TABLE_NAME: table.name,
  BALLOT_BOX_NAME: box.name,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
})
