// Injects faults between a client and the engine. It works on the wire, so that the SDK's reaction to a throttle, a missing answer
// or a broken connection (retries, timeouts, tokens) is part of the test.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as z from 'zod'
import { engineEndpoint } from './engine.ts'

export type Fault =
  /** Refused before anything is done, as when a table's limits are exceeded. */
  | 'throttled'
  /** The connection breaks before the engine gets the call. */
  | 'lost-before'
  /** The engine executes the call, but the connection breaks before its answer arrives. */
  | 'lost-after'
  /** Another transaction is writing the same item. */
  | 'conflict'
  /** A batch that the engine reports as completely unprocessed. */
  | 'unprocessed'
  /** Executed, but answered this many milliseconds later. */
  | { readonly slow: number }

/** One call as the engine would get it: operation, tables and content. */
export type EngineCall = { readonly operation: string; readonly tables: readonly string[]; readonly body: string }

export type FaultyEngine = {
  readonly endpoint: string
  /** Every call, in order, including retries. */
  readonly calls: EngineCall[]
  /** Returns the fault for a call, or undefined. */
  choose: (call: EngineCall) => Fault | undefined
  stop(): Promise<void>
}

/** Applies these faults to the next calls of an operation, one each, and none after that. */
export const next = (operation: string, ...faults: readonly (Fault | undefined)[]): FaultyEngine['choose'] => {
  const left = [...faults]
  return (call) => (call.operation === operation ? left.shift() : undefined)
}

/** Applies this fault to every call of an operation. */
export const always =
  (operation: string, fault: Fault): FaultyEngine['choose'] =>
  (call) =>
    call.operation === operation ? fault : undefined

const tablesIn = (body: string): string[] => [
  ...new Set([...body.matchAll(/"TableName":"([^"]+)"/g)].map(([, name]) => name ?? '')),
]

const problem = (type: string, more: object = {}) =>
  JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, Message: type, ...more })

const refusalFor = (fault: 'throttled' | 'conflict', call: EngineCall): string => {
  if (fault === 'throttled') return problem('ProvisionedThroughputExceededException')
  if (call.operation !== 'TransactWriteItems') return problem('TransactionConflictException')
  const { TransactItems } = z.object({ TransactItems: z.array(z.unknown()) }).parse(JSON.parse(call.body))
  return problem('TransactionCanceledException', {
    CancellationReasons: TransactItems.map((_, index) => ({ Code: index === 0 ? 'TransactionConflict' : 'None' })),
  })
}

const unprocessed = (call: EngineCall): string => {
  const { RequestItems } = z.object({ RequestItems: z.unknown() }).parse(JSON.parse(call.body))
  return JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems })
}

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const forward = async (onward: string, request: IncomingMessage, body: Buffer) => {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    name === 'host' || name === 'connection' || name === 'content-length' ? [] : [[name, String(value)]],
  )
  const answer = await fetch(onward, { method: 'POST', headers, body: new Uint8Array(body) })
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) }
}

const handle = async (engine: FaultyEngine, onward: string, request: IncomingMessage, response: ServerResponse) => {
  const body = await readAll(request)
  const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '')
  const text = body.toString()
  const call = { operation, tables: tablesIn(text), body: text }
  engine.calls.push(call)
  const fault = engine.choose(call)
  const headers = { 'content-type': 'application/x-amz-json-1.0' }
  if (fault === 'lost-before') return request.socket.destroy()
  if (fault === 'throttled' || fault === 'conflict')
    return response.writeHead(400, headers).end(refusalFor(fault, call))
  if (fault === 'unprocessed') return response.writeHead(200, headers).end(unprocessed(call))
  const answer = await forward(onward, request, body)
  if (fault === 'lost-after') return request.socket.destroy()
  if (fault !== undefined) await pause(fault.slow)
  return response.writeHead(answer.status, headers).end(answer.body)
}

/** Starts a proxy that behaves like the engine, apart from the chosen faults. `onward`: the engine behind it. */
export const startFaultyEngine = async (onward = engineEndpoint()): Promise<FaultyEngine> => {
  const server = createServer((request, response) => {
    handle(engine, onward, request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.int() }).parse(server.address())
  const engine: FaultyEngine = {
    endpoint: `http://127.0.0.1:${port}`,
    calls: [],
    choose: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return engine
}
