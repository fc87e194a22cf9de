// Requests to an address that the user typed. Errors name the server that did not answer, or not like an API, and say what to do.
import * as z from 'zod'
import { Refusal } from './refusal.ts'

/** Short, because somebody waits at a terminal. */
const patienceMilliseconds = 20_000

/** No answer arrived. Extends `TypeError`, as the error of `fetch` itself, because a retry may help. */
class Unanswered extends TypeError {
  constructor(reason: string) {
    super(reason)
    this.name = 'Unanswered'
  }
}

const Cause = z.object({ code: z.string().optional(), message: z.string().optional() })

/** The cause of a failed fetch, as Node reports it. If several addresses were tried, the first one. */
const causeOf = (error: unknown): z.infer<typeof Cause> => {
  const { cause } = z.object({ cause: z.unknown() }).catch({ cause: undefined }).parse(error)
  return Cause.catch({}).parse(cause instanceof AggregateError ? cause.errors[0] : cause)
}

const reasons = new Map([
  ['ENOTFOUND', 'there is no such host. Check the address'],
  ['EAI_AGAIN', 'its name could not be looked up. Check the network'],
  ['ECONNREFUSED', 'nobody listens there. Check the address, and that the system runs'],
  ['ECONNRESET', 'the connection was broken off. Try again'],
  ['EHOSTUNREACH', 'no way leads there. Check the network'],
  ['ENETUNREACH', 'no way leads there. Check the network'],
  ['UND_ERR_SOCKET', 'the connection was broken off. Try again'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection came about. Check the address and the network'],
])

/** Errors of an untrusted certificate, or of a server that does not support TLS. */
const aboutTls = /CERT|SSL|TLS|SELF_SIGNED|SIGNATURE/

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError'

const reasonOf = (error: unknown): string => {
  if (isTimeout(error)) return `no answer within ${patienceMilliseconds / 1_000} seconds. Try again later`
  const { code = '', message = '' } = causeOf(error)
  if (aboutTls.test(code)) return `no safe connection (TLS) came about: ${message || code}`
  return reasons.get(code) ?? `no answer came${code === '' ? '' : ` (${code})`}. Try again`
}

const unanswered = (url: URL, error: unknown): Unanswered => {
  const { code } = causeOf(error)
  return new Unanswered(`Nobody answers at ${url.host}${code ? ` (${code})` : ''}: ${reasonOf(error)}.`)
}

/** The address in a text. Refuses a text that is not an address. */
export const addressIn = (text: string, what = 'the address of an API, such as https://api.example/v1'): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new Refusal(`${text} is not ${what}.`)
  return url
}

/** `fetch` with a timeout; its error names the address. */
export const fetchFrom = async (address: string, init: RequestInit = {}): Promise<Response> => {
  const url = addressIn(address)
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMilliseconds) })
  } catch (error) {
    if (error instanceof TypeError || isTimeout(error)) throw unanswered(url, error)
    throw error
  }
}

/** Recognized by its content, because a proxy between us and the API may drop the header. */
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** The answer of a proxy between us and the API, as a problem that names the proxy. */
const problemOf = ({ host }: URL, { status, statusText }: Response): string => {
  const title = `${host} answered ${`${status} ${statusText}`.trim()}, and no problem of this API. ${
    status >= 500 ? 'Try again later.' : 'Is this the address of the API, …/v1?'
  }`
  return JSON.stringify({ type: 'about:blank', title, status, detail: '', code: 'unknown' })
}

/** `fetch` for the API client: reports an answer that is not JSON. */
export const askApi: typeof fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input)
  const url = addressIn(address)
  const answer = await fetchFrom(address, init)
  const { status, headers } = answer
  let text: string
  try {
    text = await answer.text()
  } catch (error) {
    throw unanswered(url, error)
  }
  if (!answer.ok && !isJson(text)) return new Response(problemOf(url, answer), { status, headers })
  if (text !== '' && !isJson(text))
    throw new Refusal(`${url.host} answered something else than JSON. Is this the address of the API, …/v1?`)
  return new Response(text === '' ? null : text, { status, headers })
}
