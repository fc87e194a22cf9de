// The gateway's own errors, rendered in one place. On AWS their bodies are API Gateway's: {"message":"Unauthorized"}.

type Words = { readonly nl: string; readonly en: string }
type Declared = { readonly status: number; readonly title: Words; readonly detail: Words }
const said = (nl: string, en: string): Words => ({ nl, en })
const later = said('Probeer het over een paar seconden opnieuw.', 'Please try again in a few seconds.')
const look = said('Kijk of het adres klopt.', 'Check the address.')

const problems = {
  'invalid-request': {
    status: 400,
    title: said('De aanvraag klopt niet.', 'The request is not valid.'),
    detail: said('Verbeter de gegevens en stuur de aanvraag opnieuw.', 'Correct the data and send the request again.'),
  },
  unauthorized: {
    status: 401,
    title: said('Log eerst in.', 'Please sign in first.'),
    detail: said('Log in en probeer het opnieuw.', 'Sign in and try again.'),
  },
  forbidden: {
    status: 403,
    title: said('U hebt hiervoor niet het juiste recht.', 'The token does not have the scope this needs.'),
    detail: said('Log in met een account dat dit mag.', 'Sign in with an account that may do this.'),
  },
  'foreign-caller': {
    status: 403,
    title: said('Dit mag alleen vanaf deze machine.', 'Only programs and pages of this machine may do this.'),
    detail: look,
  },
  'route-not-found': {
    status: 404,
    title: said('Dit adres bestaat niet.', 'There is nothing at this address.'),
    detail: look,
  },
  'no-tunnel': { status: 405, title: said('Dit is geen proxy.', 'This is not a proxy.'), detail: look },
  conflict: {
    status: 409,
    title: said('Dat kan nu niet.', 'That is not possible now.'),
    detail: said('Kijk hoe het er nu voor staat.', 'See how it stands now.'),
  },
  'body-too-large': {
    status: 413,
    title: said('De aanvraag is te groot.', 'The request is too large.'),
    detail: said('Stuur minder gegevens tegelijk.', 'Send less data at once.'),
  },
  'internal-error': {
    status: 500,
    title: said('Er ging iets mis bij ons.', 'Something went wrong on our side.'),
    detail: later,
  },
  busy: {
    status: 503,
    title: said('De dienst antwoordt niet.', 'The service does not answer.'),
    detail: later,
  },
} as const satisfies { readonly [code: string]: Declared }
export type GatewayProblem = keyof typeof problems

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

export type Language = keyof Words

/** The first language in `Accept-Language`: English or Dutch, by default Dutch. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const asked = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', quality = 'q=1'] = part.trim().toLowerCase().split(';')
    return { tag: tag.slice(0, 2), quality: Number(/q=([\d.]+)/.exec(quality)?.[1] ?? 1) }
  })
  const best = (tag: Language) => Math.max(0, ...asked.filter((each) => each.tag === tag).map(({ quality }) => quality))
  return best('en') > best('nl') ? 'en' : 'nl'
}

type Extra = {
  readonly detail?: string
  readonly correlationId?: string
  readonly errors?: readonly FieldProblem[]
  /** English by default: the control endpoints are for developers. */
  readonly language?: Language
}

/** `application/problem+json` (RFC 9457). */
export const problemReply = (code: GatewayProblem, { language = 'en', ...extra }: Extra = {}): Reply => {
  const { status, title, detail } = problems[code]
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(status === 503 ? { 'retry-after': '1' } : {}),
    },
    body: JSON.stringify({
      type: `urn:problem:${code}`,
      title: title[language],
      status,
      detail: detail[language],
      code,
      ...extra,
    }),
  }
}

/** A JSON answer of the control endpoints. */
export const jsonReply = (body: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(body, null, 2)}\n`,
})
