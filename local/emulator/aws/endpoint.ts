// One HTTP server on the loopback interface that answers the AWS calls of the functions. Signatures are not checked.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { Reply } from '../gateway/problems.ts'
import { readBody, send } from '../gateway/wire.ts'
import { isObject, messageOf, parseJson } from '../json.ts'
import type { Log } from '../log.ts'
import type { ObjectCall } from './objects/object-wire.ts'
import { AwsRefusal, type Operations } from './refusal.ts'
import type { RestCall } from './scheduler-api.ts'

export type Services = {
  /** JSON protocols, by the first part of `X-Amz-Target`. */
  readonly targets: Readonly<Record<string, Operations>>
  /** REST-JSON services; `undefined` if the path is not theirs. */
  readonly rest: readonly ((call: RestCall) => unknown)[]
  readonly objects: (call: ObjectCall) => Reply
}

/** One call in the log of calls: which function (by its access key) called which operation. */
export type AwsCall = { readonly caller: string; readonly operation: string }

export type AwsEndpoint = {
  /** `http://127.0.0.1:port` */
  readonly url: string
  /** The latest 10,000 calls. */
  readonly calls: readonly AwsCall[]
  stop(): Promise<void>
}

const longestBody = 64 * 1024 * 1024
const keptCalls = 10_000

const json = (body: unknown, status = 200, code?: string): Reply => ({
  status,
  headers: {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    ...(code === undefined ? {} : { 'x-amzn-errortype': code }),
  },
  body: JSON.stringify(body ?? {}),
})

const refused = (error: unknown): Reply => {
  const { name, status } = error instanceof AwsRefusal ? error : { name: 'InternalFailure', status: 500 }
  const message = messageOf(error)
  return json({ __type: name, message, Message: message }, status, name)
}

const callerOf = (request: IncomingMessage) =>
  /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'nobody'

/** Starts the endpoint on a free port. */
export const startAwsEndpoint = async (services: Services, log: Log): Promise<AwsEndpoint> => {
  const calls: AwsCall[] = []

  const answer = async (request: IncomingMessage): Promise<{ readonly reply: Reply; readonly operation: string }> => {
    const url = new URL(request.url ?? '/', 'http://local')
    const method = request.method ?? 'GET'
    const body = await readBody(request, longestBody)
    if (!body)
      return { reply: refused(new AwsRefusal('RequestEntityTooLarge', 'Too large.', 413)), operation: url.pathname }
    const target = request.headers['x-amz-target']
    if (typeof target === 'string') {
      const [service = '', name = ''] = target.split('.')
      const operation = services.targets[service]?.[name]
      if (!operation) throw new AwsRefusal('UnknownOperationException', `The local runner does not play ${target}.`)
      return { reply: json(await operation(parseJson(body.toString() || '{}'))), operation: target }
    }
    const isJson = (request.headers['content-type'] ?? '').includes('json')
    const address = { method, path: url.pathname, query: url.searchParams }
    // Not parsed: the service of the path reads the body, because an S3 object of type JSON is just bytes.
    const call: RestCall = {
      ...address,
      get body() {
        return isJson && body.length > 0 ? parseJson(body.toString()) : {}
      },
    }
    for (const rest of services.rest) {
      const result = await rest(call)
      if (result !== undefined)
        return { reply: isReply(result) ? result : json(result), operation: `${method} ${url.pathname}` }
    }
    return {
      reply: services.objects({ ...address, headers: request.headers, body }),
      operation: `s3 ${method} ${url.pathname}`,
    }
  }

  const server = createServer((request, response) => {
    answer(request)
      .then(({ reply, operation }) => {
        calls.push({ caller: callerOf(request), operation })
        if (calls.length > keptCalls) calls.shift()
        send(request, response, reply)
      })
      .catch((error: unknown) => {
        if (!(error instanceof AwsRefusal))
          log.warn(`${request.headers['x-amz-target'] ?? request.url}: ${messageOf(error)}`)
        send(request, response, refused(error))
      })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${isObject(address) ? String(address.port) : ''}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A service that speaks HTTP itself (Lambda's Invoke) answers with a reply. */
const isReply = (value: unknown): value is Reply =>
  isObject(value) && 'status' in value && 'headers' in value && 'body' in value
