// The DynamoDB client; nothing else in the system has one.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Environment, required } from '../kernel/environment.ts'
import { RequestHash } from './request-hash.ts'

/** A table and the way to it. Every store function takes it first, so a test brings an engine or a failing one. */
export type Table = { readonly name: string; readonly client: DynamoDBDocumentClient }

const nothing = () => {}
/** Silences the SDK's own warnings: on the casting path even a warning reveals a time. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, trace: nothing }

/**
 * Four tries with jitter within 3 s each: a resident waits, a Lambda does not hang. Without `throwOnRequestTimeout` the
 * SDK only warns. Both timeouts include the wait for a socket, hence the many: a burst must not look like an outage.
 */
const requestHandler = {
  connectionTimeout: 3_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
  httpAgent: { maxSockets: 250 },
  httpsAgent: { maxSockets: 250 },
  logger: silent,
}

const settings = { maxAttempts: 4, requestHandler, logger: silent, sha256: RequestHash } as const

/** A client, as the stores use it. */
export const documentClient = (client = new DynamoDBClient(settings)) =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })

const clients = new Map<string | undefined, DynamoDBDocumentClient>()
/** One client serves all tables of a process: its connections are shared. Another address has another. */
const clientOf = ({ AWS_ENDPOINT_URL_DYNAMODB: endpoint }: Environment): DynamoDBDocumentClient => {
  const client =
    clients.get(endpoint) ?? documentClient(new DynamoDBClient(endpoint ? { ...settings, endpoint } : settings))
  clients.set(endpoint, client)
  return client
}

/** The one table, by the name that the function's environment gives. */
export const openTable = (environment: Environment): Table => ({
  name: required(environment, 'TABLE_NAME'),
  client: clientOf(environment),
})

/** The ballot box, for the two functions that may reach it: one puts, one counts. */
export const openBallotBox = (environment: Environment): Table => ({
  name: required(environment, 'BALLOT_BOX_NAME'),
  client: clientOf(environment),
})
