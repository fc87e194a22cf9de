// Cross-origin requests as the API's CorsConfiguration answers them.
import type { IncomingHttpHeaders } from 'node:http'
import type { Cors } from './apis.ts'
import type { Reply } from './problems.ts'

const allows = (cors: Cors, origin: string) =>
  cors.AllowOrigins.some(
    (allowed) =>
      allowed === '*' || allowed === origin || (allowed.endsWith('://*') && origin.startsWith(allowed.slice(0, -1))),
  )

/** Headers for an answer to this origin; none if the origin is not allowed or there is no configuration. */
export const corsHeaders = (cors: Cors | undefined, headers: IncomingHttpHeaders): Record<string, string> => {
  const { origin } = headers
  if (!cors || origin === undefined || !allows(cors, origin)) return {}
  const anyone = cors.AllowOrigins.includes('*') && !cors.AllowCredentials
  return {
    'access-control-allow-origin': anyone ? '*' : origin,
    ...(anyone ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders.length > 0 ? { 'access-control-expose-headers': cors.ExposeHeaders.join(',') } : {}),
  }
}

/** The answer to a preflight request: 204, without invoking a function. */
export const preflight = (cors: Cors, headers: IncomingHttpHeaders): Reply => {
  const granted = corsHeaders(cors, headers)
  if (Object.keys(granted).length === 0) return { status: 204, headers: {}, body: '' }
  return {
    status: 204,
    headers: {
      ...granted,
      'access-control-allow-methods': cors.AllowMethods.join(','),
      'access-control-allow-headers': cors.AllowHeaders.join(','),
      ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
    },
    body: '',
  }
}
