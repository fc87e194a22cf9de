// The gateway's own errors, rendered in one place. On AWS their bodies are API Gateway's: {"message":"Unauthorized"}.

const problems = {
  'invalid-request': { status: 400, title: 'The request is not valid.' },
  unauthorized: { status: 401, title: 'Please sign in first.' },
  forbidden: { status: 403, title: 'The token does not have the scope this needs.' },
  'foreign-caller': { status: 403, title: 'Only programs and pages of this machine may do this.' },
  'route-not-found': { status: 404, title: 'There is nothing at this address.' },
  'no-tunnel': { status: 405, title: 'This is not a proxy.' },
  conflict: { status: 409, title: 'That is not possible now.' },
  'body-too-large': { status: 413, title: 'The request is too large.' },
  'internal-error': { status: 500, title: 'Something went wrong on our side.' },
  busy: { status: 503, title: 'The service does not answer. Please try again.' },
} as const
export type GatewayProblem = keyof typeof problems

/** One field that is wrong: where (JSON pointer) and why. */
export type FieldProblem = { readonly pointer: string; readonly detail: string }

/** Bytes of a file, sent from the disk without being held in memory. */
export type FileSlice = { readonly path: string; readonly start: number; readonly length: number }

/** An answer of the gateway, of the control endpoints or of the services. */
export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Buffer | FileSlice
}

/** `application/problem+json` (RFC 9457). */
export const problemReply = (
  code: GatewayProblem,
  extra: { readonly detail?: string; readonly correlationId?: string; readonly errors?: readonly FieldProblem[] } = {},
): Reply => {
  const { status, title } = problems[code]
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 503 ? { 'retry-after': '1' } : {}),
    },
    body: JSON.stringify({ type: `urn:problem:${code}`, title, status, code, ...extra }),
  }
}

/** A JSON answer of the control endpoints. */
export const jsonReply = (body: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(body, null, 2)}\n`,
})
