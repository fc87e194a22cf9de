// The HTTP API: from a request to a function and back. Logs nothing unless asked to.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Outcome } from '../functions/function-thread.ts'
import type { Functions } from '../functions/functions.ts'
import { messageOf } from '../json.ts'
import type { Log } from '../log.ts'
import type { VirtualClock } from '../time/clock.ts'
import type { ServedApi, ServedRoute } from './apis.ts'
import type { Authoriser } from './authoriser.ts'
import { corsHeaders, preflight } from './cors.ts'
import { functionReply } from './function-reply.ts'
import { httpEvent, type Received } from './http-event.ts'
import { type GatewayProblem, problemReply, type Reply, type Worded } from './problems.ts'
import { type RouteTree, routeTree } from './route-tree.ts'
import { readBody, send } from './wire.ts'

/** API Gateway's limit for a body, and Lambda's for an event or an answer. */
const longestBody = 10 * 1024 * 1024
const longestEvent = 6 * 1024 * 1024

type Target = { readonly api: ServedApi; readonly route: ServedRoute }

type Service = {
  readonly functions: Pick<Functions, 'invoke'>
  readonly authorise: Authoriser
  readonly clock: Pick<VirtualClock, 'now'>
  readonly log: Log
  /** The gateway's own problems in words, in a language of `Accept-Language`. */
  readonly problem: (code: GatewayProblem, acceptLanguage: string | undefined) => Worded
}

/** Answers one request; the path has not been matched yet. */
export type Gateway = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The catch-all of the API that has a route at the path, whatever its method; if none has, that of the first API. */
const catchAllAt = ({ tree, catchAlls }: PrefixedTree, path: string, found: Target): Target => {
  const method = tree.methodsAt(path)[0]
  const owner = method === undefined ? undefined : tree.match(method, path)?.target.api.id
  return (owner === undefined ? undefined : catchAlls.get(owner)) ?? found
}

type PrefixedTree = {
  /** By API: on AWS each has its own address. */
  readonly catchAlls: ReadonlyMap<string, Target>
  readonly prefix: string
  readonly tree: RouteTree<Target>
  readonly apis: readonly ServedApi[]
}

const treesOf = (apis: readonly ServedApi[]): readonly PrefixedTree[] => {
  const prefixes = [...new Set(apis.map((api) => api.prefix))].sort((a, b) => b.length - a.length)
  return prefixes.map((prefix) => {
    const tree = routeTree<Target>()
    const members = apis.filter((api) => api.prefix === prefix)
    const catchAlls = new Map<string, Target>()
    for (const api of members)
      for (const route of api.routes)
        if (route.routeKey === '$default') catchAlls.set(api.id, { api, route })
        else tree.add(route.routeKey, { api, route })
    const [first] = catchAlls.values()
    if (first !== undefined) tree.add('$default', first)
    return { prefix, tree, apis: members, catchAlls }
  })
}

const timedOut = Symbol('timed out')

/** The timeout starts when the function gets the event: on Lambda no request waits for another. */
const withinLimit = async (
  work: (started: () => void) => Promise<Outcome>,
  milliseconds: number,
): Promise<Outcome | typeof timedOut> => {
  const limit = Promise.withResolvers<typeof timedOut>()
  let timer: NodeJS.Timeout | undefined
  const started = () => {
    timer = setTimeout(() => limit.resolve(timedOut), milliseconds)
  }
  try {
    return await Promise.race([work(started), limit.promise])
  } finally {
    clearTimeout(timer)
  }
}

const integrate = async (
  service: Service,
  route: ServedRoute,
  event: string,
  refuse: (code: GatewayProblem) => Reply,
): Promise<Reply> => {
  const outcome = await withinLimit(
    (started) => service.functions.invoke(route.functionArn, event, started),
    route.timeout,
  )
  if (outcome === timedOut) return refuse('busy')
  if (!outcome.ok) {
    service.log.warn(`${route.routeKey}: ${outcome.error.errorType}: ${outcome.error.errorMessage}`)
    return refuse('internal-error')
  }
  const reply = outcome.payload.length > longestEvent ? undefined : functionReply(outcome.payload)
  if (reply) return reply
  service.log.warn(`${route.routeKey}: the function's answer is no HTTP answer`)
  return refuse('internal-error')
}

/** Serves all APIs at one address. Throws on two routes with the same key under the same stage. */
export const openGateway = (apis: readonly ServedApi[], service: Service): Gateway => {
  const trees = treesOf(apis)

  const refusing =
    ({ requestId: correlationId, headers }: Received) =>
    (code: GatewayProblem): Reply =>
      problemReply(code, { correlationId }, service.problem(code, headers['accept-language']))

  const reply = async (request: IncomingMessage, received: Received): Promise<Reply> => {
    const place = trees.find(({ prefix }) => received.path.startsWith(`${prefix}/`))
    const refuse = refusing(received)
    if (!place) return refuse('route-not-found')
    const path = received.path.slice(place.prefix.length)
    const match = place.tree.match(received.method, path)
    if (received.method === 'OPTIONS' && (!match || match.target.route.routeKey === '$default')) {
      const first = place.tree.methodsAt(path)[0]
      const cors = (first && place.tree.match(first, path)?.target.api.cors) ?? place.apis.find((api) => api.cors)?.cors
      if (cors) return preflight(cors, received.headers)
    }
    if (!match) return refuse('route-not-found')
    const { api, route } =
      match.target.route.routeKey === '$default' ? catchAllAt(place, path, match.target) : match.target
    const shared = corsHeaders(api.cors, received.headers)
    const withCors = (answer: Reply): Reply => ({ ...answer, headers: { ...answer.headers, ...shared } })
    const verdict = route.authorisation
      ? service.authorise(route.authorisation, received.headers.authorization, received.receivedAt)
      : undefined
    if (verdict && !verdict.ok) return withCors(refuse(verdict.code))
    const body = await readBody(request, longestBody)
    if (body === undefined) return withCors(refuse('body-too-large'))
    const event = httpEvent(api, route, match.parameters, received, body, verdict?.authorised)
    if (event.length > longestEvent) return withCors(refuse('body-too-large'))
    return withCors(await integrate(service, route, event, refuse))
  }

  return async (request, response) => {
    // The moment the gateway received the request: it decides about windows, not the moment a function reads it.
    const receivedAt = Math.floor(service.clock.now())
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
    const received: Received = {
      method: request.method ?? 'GET',
      path,
      query,
      headers: request.headers,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      requestId: randomUUID(),
      receivedAt,
    }
    try {
      const answer = await reply(request, received)
      send(request, response, { ...answer, headers: { ...answer.headers, 'apigw-requestid': received.requestId } })
      service.log.note(`${received.method} ${path} ${answer.status}`)
    } catch (error) {
      service.log.warn(`${received.method} ${path}: ${messageOf(error)}`)
      send(request, response, refusing(received)('internal-error'))
    }
  }
}
