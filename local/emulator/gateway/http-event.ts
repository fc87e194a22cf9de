// The event of payload format 2.0 that a function gets, and the conversion of its answer.
import type { IncomingHttpHeaders } from 'node:http'
import { account } from '../template/references.ts'
import type { ServedApi, ServedRoute } from './apis.ts'
import type { Authorised } from './authoriser.ts'

export type Received = {
  readonly method: string
  /** Still percent-encoded, with the stage. */
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly sourceIp: string
  readonly requestId: string
  /** Virtual milliseconds at which the request's headers had arrived. */
  readonly receivedAt: number
}

const textual = /^(text\/|application\/(?:[^;]*\+)?(?:json|xml|javascript|x-www-form-urlencoded|graphql))/

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const headersOf = (headers: IncomingHttpHeaders): Record<string, string> => {
  const joined: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'cookie' || name === 'connection') continue
    joined[name] = Array.isArray(value) ? value.join(',') : value
  }
  return joined
}

const queryOf = (query: string): Record<string, string> | undefined => {
  if (query === '') return undefined
  const joined: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]},${value}` : value
  }
  return joined
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (value: number) => String(value).padStart(2, '0')
const clf = (moment: number) => {
  const date = new Date(moment)
  return `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`
}

/** The event as JSON text. `rawPath` is decoded, as HTTP APIs deliver it. */
export const httpEvent = (
  api: ServedApi,
  route: ServedRoute,
  parameters: Readonly<Record<string, string>>,
  received: Received,
  body: Buffer,
  authorised: Authorised | undefined,
): string => {
  const path = decodePath(received.path)
  const isText = body.length === 0 || textual.test(received.headers['content-type'] ?? 'application/json')
  const query = queryOf(received.query)
  const cookies = received.headers.cookie?.split('; ')
  return JSON.stringify({
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: received.query,
    ...(cookies ? { cookies } : {}),
    headers: headersOf(received.headers),
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: account,
      apiId: api.id,
      ...(authorised ? { authorizer: { jwt: { claims: authorised.claims, scopes: authorised.scopes } } } : {}),
      domainName: received.headers.host ?? 'localhost',
      domainPrefix: api.id,
      http: {
        method: received.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: received.sourceIp,
        userAgent: received.headers['user-agent'] ?? '',
      },
      requestId: received.requestId,
      routeKey: route.routeKey,
      stage: api.stage,
      time: clf(received.receivedAt),
      timeEpoch: received.receivedAt,
    },
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    ...(api.stageVariables ? { stageVariables: api.stageVariables } : {}),
    ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  })
}
