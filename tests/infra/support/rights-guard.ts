// A proxy in front of the table engine that checks every request of a function against its synthesized role, as IAM does on AWS.
// The local engines do not check rights. The emulator gives each function its own access key, by which the proxy identifies it.
import { createServer, type IncomingMessage, request } from 'node:http'
import * as z from 'zod'
import { mayReach, type Statement } from './rights.ts'
import { at, listOf } from './synthesized.ts'

/** One item, or one range, that a request reaches. */
type Reach = {
  readonly action: string
  readonly table: string
  readonly index: string | undefined
  readonly partitionKey: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const reach = (action: string, body: unknown, key: unknown): Reach => ({
  action: `dynamodb:${action}`,
  table: text(at(body, 'TableName')),
  index: text(at(body, 'IndexName')) || undefined,
  partitionKey: text(at(key, 'pk', 'S')),
})

/** The partition key that a key condition asks for. */
const queriedKey = (body: unknown) => {
  const name = /^\s*#?\w+\s*=\s*(:\w+)/.exec(text(at(body, 'KeyConditionExpression')))?.[1] ?? ''
  return { pk: at(body, 'ExpressionAttributeValues', name) }
}

const parts = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const

const reachesOfTransaction = (body: unknown): readonly Reach[] =>
  listOf(at(body, 'TransactItems')).flatMap((item) =>
    Object.entries(parts).flatMap(([part, action]) => {
      const inner = at(item, part)
      return inner === undefined ? [] : [reach(action, inner, at(inner, 'Item') ?? at(inner, 'Key'))]
    }),
  )

const Keys = z.record(z.string(), z.looseObject({ Keys: z.array(z.unknown()) }))

/** The items and ranges that a request reaches. Throws an error for an operation that no function should use. */
export const reachesOf = (operation: string, body: unknown): readonly Reach[] => {
  switch (operation) {
    case 'GetItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [reach(operation, body, at(body, 'Key'))]
    case 'PutItem':
      return [reach(operation, body, at(body, 'Item'))]
    case 'Query':
      return [reach(operation, body, queriedKey(body))]
    case 'BatchGetItem':
      return Object.entries(Keys.parse(at(body, 'RequestItems'))).flatMap(([TableName, { Keys: keys }]) =>
        keys.map((key) => reach(operation, { TableName }, key)),
      )
    case 'TransactWriteItems':
      return reachesOfTransaction(body)
    default:
      throw new Error(`No function uses ${operation}`)
  }
}

export type Rights = {
  /** Statements of a function's role by the function's logical id; undefined for a caller that is not a function. */
  statementsOf(accessKey: string): readonly Statement[] | undefined
  /** ARN of a table as statements write it. */
  arnOf(table: string): string
}

export type Guard = {
  readonly endpoint: string
  /** Refused requests: function, action and key. */
  readonly refused: readonly string[]
  /** The number of allowed requests by function. */
  readonly allowed: ReadonlyMap<string, number>
  stop(): Promise<void>
}

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** Starts the guard in front of an engine, on a free port. */
export const startGuard = async (engine: string, rights: Rights): Promise<Guard> => {
  const refused: string[] = []
  const allowed = new Map<string, number>()

  const refusals = (who: string, operation: string, body: unknown): readonly string[] => {
    const statements = rights.statementsOf(who)
    if (statements === undefined) return []
    return reachesOf(operation, body)
      .filter(({ action, table, index, partitionKey }) => {
        const resource = `${rights.arnOf(table)}${index === undefined ? '' : `/index/${index}`}`
        return !mayReach(statements, action, resource, partitionKey)
      })
      .map(({ action, table, index, partitionKey }) => `${who} ${action} ${table} ${index ?? ''} ${partitionKey}`)
  }

  const server = createServer(async (incoming, answer) => {
    const body = await bodyOf(incoming)
    const who = /Credential=([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1] ?? ''
    const [service = '', operation = ''] = text(incoming.headers['x-amz-target']).split('.')
    const isData = service === 'DynamoDB_20120810'
    const wrong = isData ? refusals(who, operation, JSON.parse(body.toString('utf8') || '{}')) : []
    if (wrong.length > 0) {
      refused.push(...wrong)
      answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
      answer.end(JSON.stringify({ __type: 'AccessDeniedException', message: wrong.join('; ') }))
      return
    }
    if (isData && rights.statementsOf(who) !== undefined) allowed.set(who, (allowed.get(who) ?? 0) + 1)
    const onward = request(
      engine,
      { method: incoming.method, headers: incoming.headers, path: incoming.url },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
      },
    )
    onward.on('error', () => answer.destroy())
    onward.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A test that has ended does not wait for its guard.
  server.unref()
  const address = z.object({ port: z.int() }).parse(server.address())
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    refused,
    allowed,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
