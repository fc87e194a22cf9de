// The only room with a DynamoDB client.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { once } from '../kernel/memory.ts'

/** A table and the way to it. Every store function takes it first, so a test brings an engine or a failing one. */
export type Table = { readonly name: string; readonly client: DynamoDBDocumentClient }

/** A name that the function's environment gives. Without it no request can be answered: the function does not start. */
const named = (environment: NodeJS.ProcessEnv, variable: string): string => {
  const name = environment[variable]
  if (name === undefined || name === '') throw new Error(`The environment variable ${variable} is missing`)
  return name
}

const nothing = () => {}
/** The SDK would warn on the console by itself; on the casting path even a warning tells a moment. */
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

/** The client of this process. */
export const documentClient = (client = new DynamoDBClient({ maxAttempts: 4, requestHandler, logger: silent })) =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })

/** One client serves all tables of a process: its connections are shared. */
const ownClient = once(() => documentClient())

/** The one table, by the name that the function's environment gives. */
export const openTable = (environment: NodeJS.ProcessEnv): Table => ({
  name: named(environment, 'TABLE_NAME'),
  client: ownClient(),
})

/** The ballot box, for the two functions that may reach it: one puts, one counts. */
export const openBallotBox = (environment: NodeJS.ProcessEnv): Table => ({
  name: named(environment, 'BALLOT_BOX_NAME'),
  client: ownClient(),
})
