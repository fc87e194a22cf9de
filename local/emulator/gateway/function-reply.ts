// From a function's result to an HTTP answer, as payload format 2.0 interprets it.
import { isObject, type JsonObject, parseJson } from '../json.ts'
import type { Reply } from './problems.ts'

const headersOf = (result: JsonObject): Record<string, string | readonly string[]> => {
  const headers: Record<string, string | readonly string[]> = {}
  if (isObject(result.headers)) {
    for (const [name, value] of Object.entries(result.headers)) headers[name.toLowerCase()] = String(value)
  }
  if (Array.isArray(result.cookies)) headers['set-cookie'] = result.cookies.map(String)
  return headers
}

/** Without a `statusCode` the whole result is the JSON body of a 200. An invalid result gives `undefined`. */
export const functionReply = (payload: string): Reply | undefined => {
  const result = parseJson(payload)
  if (!isObject(result) || result.statusCode === undefined) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload }
  }
  const status = Number(result.statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined
  const body = result.body
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined
  return {
    status,
    headers: { ...(body ? { 'content-type': 'text/plain; charset=utf-8' } : {}), ...headersOf(result) },
    body: result.isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  }
}
