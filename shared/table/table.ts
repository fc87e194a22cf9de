// The one table and the ballot box, and the client that reaches them.
import { type Environment, required } from '../kernel/environment.ts'
import { type TableClient, tableClient } from './client.ts'

/** A table and the way to it. Every store function takes it first, so a test brings an engine or a failing one. */
export type Table = { readonly name: string; readonly client: TableClient }

const clients = new Map<string | undefined, TableClient>()
/** One client serves all tables of a process: its connections are shared. Another address has another. */
const clientOf = (environment: Environment): TableClient => {
  // The names by which every AWS client finds another address than the region's own.
  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB ?? environment.AWS_ENDPOINT_URL
  const client = clients.get(endpoint) ?? tableClient({ endpoint, region: environment.AWS_REGION })
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
