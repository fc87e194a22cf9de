// The errors of the gateway and of the control endpoints, as `application/problem+json` (RFC 9457). On AWS the gateway's bodies are
// its own, {"message":"Unauthorized"}.

type Declared = { readonly status: number; readonly title: string; readonly detail: string }
const later = 'Please try again in a few seconds.'
const look = 'Check the address.'

const problems = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid.',
    detail: 'Correct the data and send the request again.',
  },
  unauthorized: { status: 401, title: 'Please sign in first.', detail: 'Sign in and try again.' },
  forbidden: {
    status: 403,
    title: 'The token does not have the scope this needs.',
    detail: 'Sign in with an account that may do this.',
  },
  'foreign-caller': { status: 403, title: 'Only programs and pages of this machine may do this.', detail: look },
  'route-not-found': { status: 404, title: 'There is nothing at this address.', detail: look },
  'no-tunnel': { status: 405, title: 'This is not a proxy.', detail: look },
  conflict: { status: 409, title: 'That is not possible now.', detail: 'See how it stands now.' },
  'body-too-large': { status: 413, title: 'The request is too large.', detail: 'Send less data at once.' },
  'internal-error': { status: 500, title: 'Something went wrong on our side.', detail: later },
  busy: { status: 503, title: 'The service does not answer.', detail: later },
} as const satisfies { readonly [code: string]: Declared }
type Code = keyof typeof problems

/** What the gateway itself answers with. An application may have words of its own for it. */
export type GatewayProblem = Extract<
  Code,
  'unauthorized' | 'forbidden' | 'route-not-found' | 'body-too-large' | 'internal-error' | 'busy'
>

/** A problem in words, and their language. */
export type Worded = {
  readonly language: string
  readonly type: string
  readonly title: string
  readonly detail: string
}

/** In the emulator's own words, which are English: the control endpoints are for developers. */
export const ownWords = (code: Code): Worded => {
  const { title, detail } = problems[code]
  return { language: 'en', type: `urn:problem:${code}`, title, detail }
}

/** One wrong field: where (JSON pointer) and why. */
export type FieldProblem = { readonly pointer: string; readonly detail: string }

/** Bytes of a file, streamed from disk. */
export type FileSlice = { readonly path: string; readonly start: number; readonly length: number }

/** An answer of the gateway, of the control endpoints or of the services. */
export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Buffer | FileSlice
}

type Extra = {
  readonly detail?: string
  readonly correlationId?: string
  readonly errors?: readonly FieldProblem[]
}

/** A problem as an answer. */
export const problemReply = (code: Code, extra: Extra = {}, worded: Worded = ownWords(code)): Reply => {
  const { status } = problems[code]
  const { language, type, title, detail } = worded
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 503 ? { 'retry-after': '1' } : {}),
    },
    body: JSON.stringify({ type, title, status, detail, code, ...extra }),
  }
}

/** A JSON answer of the control endpoints. */
export const jsonReply = (body: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(body, null, 2)}\n`,
})
