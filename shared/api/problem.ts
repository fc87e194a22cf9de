// Errors as RFC 9457 says, in the language the client asks for.
import * as z from 'zod'
import type { Bilingual, Refusal, RefusalCatalogue, RefusalDeclaration } from '../kernel/refusals.ts'
import { whatNext } from './what-next.ts'

export const Language = z.enum(['nl', 'en'])
export type Language = z.infer<typeof Language>
const isLanguage = (tag: string): tag is Language => tag === 'nl' || tag === 'en'

/** One field that is not as declared. `pointer` is a JSON pointer (RFC 6901) into the part of the request named by `in`. */
export const FieldError = z
  .strictObject({
    in: z.enum(['body', 'query', 'path', 'header']),
    pointer: z.string(),
    code: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'FieldError' })
export type FieldError = z.infer<typeof FieldError>

/** `application/problem+json`. `correlationId` finds the request in our logs; the ballot path has none. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.string(),
    rule: z.string().optional(),
    correlationId: z.string().optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    errors: z.array(FieldError).optional(),
  })
  .meta({
    id: 'Problem',
    description:
      'An error (RFC 9457). `code` is stable; `title` says what happened, and of a thing that does not stand as it should first how it stands (`facts.status`); `detail` says what can be done now; `rule` names the article, or the value of a rule set, that refuses it. They are in the language of the request.',
  })
export type Problem = z.infer<typeof Problem>

type Declared = { readonly status: number } & Pick<RefusalDeclaration, 'title' | 'standings' | 'rule' | 'next'>

/** Problems that any operation may return. */
export const commonProblems = {
  'invalid-request': {
    status: 400,
    title: {
      nl: 'De aanvraag klopt niet. Bekijk de genoemde velden en probeer het opnieuw.',
      en: 'The request is not valid. Check the fields named and try again.',
    },
  },
  unauthorized: { status: 401, title: { nl: 'Log eerst in.', en: 'Please sign in first.' } },
  forbidden: {
    status: 403,
    title: { nl: 'U hebt hiervoor niet de juiste rol.', en: 'You do not have the role this needs.' },
  },
  'residence-not-verified': {
    status: 403,
    title: {
      nl: 'De gemeente kent uw wijk of geboortedatum niet. Laat uw adres controleren bij de wijkhub.',
      en: 'The city does not know your ward or birth date. Have your address verified at the ward office.',
    },
  },
  'route-not-found': { status: 404, title: { nl: 'Dit adres bestaat niet.', en: 'There is nothing at this address.' } },
  'method-not-allowed': {
    status: 405,
    title: { nl: 'Dit kan op dit adres niet.', en: 'This cannot be done at this address.' },
  },
  'body-too-large': { status: 413, title: { nl: 'De aanvraag is te groot.', en: 'The request is too large.' } },
  'not-json': {
    status: 415,
    title: {
      nl: 'Stuur de gegevens als application/json.',
      en: 'Send the body as application/json.',
    },
  },
  'precondition-required': {
    status: 428,
    title: {
      nl: 'Stuur met If-Match de versie (ETag) mee die u hebt gezien.',
      en: 'Send the version (ETag) that you have seen as If-Match.',
    },
  },
  'changed-meanwhile': {
    status: 412,
    title: {
      nl: 'Dit is gewijzigd nadat u het ophaalde. Misschien deed u dat zelf, in een ander venster.',
      en: 'This was changed after you fetched it. You may have done so yourself, in another window.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      nl: 'Met deze Idempotency-Key is al iets anders gestuurd. Neem een nieuwe.',
      en: 'Something else was sent with this Idempotency-Key. Take a new one.',
    },
  },
  /** Declared for clients; only the gateway says it. */
  'too-many-requests': {
    status: 429,
    title: { nl: 'Er komen te veel aanvragen tegelijk.', en: 'There are too many requests at once.' },
  },
  'internal-error': {
    status: 500,
    title: {
      nl: 'Er ging iets mis bij ons. Er is niets half gedaan; probeer het later opnieuw.',
      en: 'Something went wrong on our side. Nothing was half done; please try again later.',
    },
  },
  busy: {
    status: 503,
    title: {
      nl: 'Het is nu erg druk. Probeer het over een paar seconden opnieuw.',
      en: 'It is very busy right now. Please try again in a few seconds.',
    },
  },
} as const satisfies { readonly [code: string]: Declared }
export type CommonCode = keyof typeof commonProblems

/** Where a problem's code is explained. */
export const problemType = (code: string): string => `https://wijkaanzet.example/problems/${code}`

/** The language of `Accept-Language`, Dutch unless English is preferred. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  if (acceptLanguage === undefined) return 'nl'
  const ranked = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find((q) => q !== undefined)
      return { language: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return ranked.map(({ language }) => language).find(isLanguage) ?? 'nl'
}

/** What happened, in words. If the state of a thing is the reason, that state comes first. */
export const titleOf = ({ title, standings }: Declared, facts: Refusal['facts'] = {}): Bilingual => {
  const standing = new Map(Object.entries(standings ?? {})).get(String(facts.status))
  return standing === undefined ? title : { nl: `${standing.nl} ${title.nl}`, en: `${standing.en} ${title.en}` }
}

/** The problem for a code of a catalogue. */
export const problemOf = (
  catalogue: RefusalCatalogue | typeof commonProblems,
  code: string,
  language: Language,
  more: Partial<Pick<Problem, 'facts' | 'errors' | 'correlationId' | 'detail'>> = {},
): Problem => {
  const declared: Declared | undefined = new Map<string, Declared>(Object.entries(catalogue)).get(code)
  const known: Declared = declared ?? commonProblems['internal-error']
  const title = titleOf(known, more.facts)[language]
  const detail = (known.next ?? whatNext(known.status))[language]
  const rule = known.rule?.[language]
  return { type: problemType(code), title, status: known.status, detail, code, ...(rule && { rule }), ...more }
}
