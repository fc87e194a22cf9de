// Parses a request into what the operation declares, or lists the fields that do not conform.
import * as z from 'zod'
import { takesBody } from '../../shared/api/declared-problems.ts'
import type { Operation } from '../../shared/api/operation.ts'
import type { FieldError, Language } from '../../shared/api/problem.ts'
import { type RawIssue, wordsFor } from '../../shared/api/wording.ts'
import type { HttpEvent } from './http-event.ts'

const largestBody = 256 * 1024

/** Limits the errors in an answer, so that a request cannot make its answer many times its own size. */
const maximumErrors = 50
const longestName = 100

/** The JSON pointer of a field (RFC 6901), with `~` and `/` escaped. A long name supplied by the client is cut. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).slice(0, longestName).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const unknownField = {
  nl: 'Dit veld bestaat hier niet.',
  en: 'There is no such field here.',
} as const

/** The limit of an issue, the lower the narrower; undefined for an issue of another kind. */
const limitOf = (issue: z.core.$ZodIssue): number | undefined => {
  if (issue.code === 'too_big') return Number(issue.maximum)
  return issue.code === 'too_small' ? -Number(issue.minimum) : undefined
}

/** One issue for each field and kind of limit: beside the declared limit of a whole number there is one of all whole numbers. */
const narrowest = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] => {
  const byField = new Map<string, z.core.$ZodIssue>()
  for (const issue of issues) {
    const limit = limitOf(issue)
    if (limit === undefined) continue
    const field = `${issue.code}${pointerOf(issue.path)}`
    const before = byField.get(field)
    if (before === undefined || limit < (limitOf(before) ?? limit)) byField.set(field, issue)
  }
  const kept = new Set(byField.values())
  return issues.filter((issue) => limitOf(issue) === undefined || kept.has(issue))
}

const errorsOf = (error: z.ZodError, place: FieldError['in'], language: Language): FieldError[] => {
  const errors = narrowest(error.issues)
    .slice(0, maximumErrors)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, maximumErrors).map((key) => ({
            in: place,
            pointer: pointerOf([...issue.path, key]),
            code: 'unknown-field',
            // Not the schema's own message, because that repeats every unknown name.
            detail: unknownField[language],
          }))
        : [
            {
              in: place,
              pointer: pointerOf(issue.path),
              code: issue.code.replaceAll('_', '-'),
              detail: issue.message,
            },
          ],
    )
  // Two forms of one text that are both broken have the same sentence.
  const bySentence = new Map(errors.map((error) => [`${error.pointer} ${error.detail}`, error]))
  return [...bySentence.values()].slice(0, maximumErrors)
}

type Parsed<Op extends Operation> =
  | {
      readonly ok: true
      readonly params: z.output<Op['params']>
      readonly query: z.output<Op['query']>
      readonly body: z.output<Op['body']>
    }
  | Unparsed
type Unparsed = {
  readonly ok: false
  readonly code: 'invalid-request' | 'body-too-large' | 'not-json'
  readonly errors: readonly FieldError[]
}

const invalid = (errors: readonly FieldError[]): Unparsed => ({ ok: false, code: 'invalid-request', errors })

/** The replacement character that a decoder puts for invalid bytes. */
const replaced = '\ufffd'

/** The text of the body; `not-text` if its bytes are not UTF-8. */
const bodyText = ({ body, isBase64Encoded }: HttpEvent): string | 'not-text' | undefined => {
  if (body === undefined || body === '') return undefined
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body
  return text.includes(replaced) ? 'not-text' : text
}

const notText = {
  nl: 'Dit is geen tekst in UTF-8. Stuur de gegevens als UTF-8.',
  en: 'This is not text in UTF-8. Send it as UTF-8.',
} as const

/** Parameters whose bytes are not UTF-8. */
const brokenParameters = (
  place: FieldError['in'],
  parameters: { readonly [name: string]: string | undefined } | undefined,
  language: Language,
): readonly FieldError[] =>
  Object.entries(parameters ?? {}).flatMap(([name, value]) =>
    `${name}${value ?? ''}`.includes(replaced)
      ? [{ in: place, pointer: pointerOf([name]), code: 'not-utf-8', detail: notText[language] }]
      : [],
  )

const malformed = {
  nl: 'Dit is geen geldige JSON.',
  en: 'This is not valid JSON.',
} as const

/** A lone surrogate is not a character: neither the table nor canonical JSON (RFC 8785) can store it. */
const hasHalfCharacters = (text: string): boolean => {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return !text.isWellFormed()
  let isWhole = text.isWellFormed()
  JSON.parse(text, (key, value: unknown) => {
    isWhole &&= key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed())
    return value
  })
  return !isWhole
}

/** Reads the JSON of the body; nothing if the operation takes none. */
const jsonOf = (text: string): { readonly json: unknown } | 'malformed' => {
  try {
    return hasHalfCharacters(text) ? 'malformed' : { json: JSON.parse(text) }
  } catch (error) {
    // A RangeError: nested deeper than the stack, as no declared body is.
    if (error instanceof SyntaxError || error instanceof RangeError) return 'malformed'
    throw error
  }
}

/** Parses path, query and body by the operation's schemas; reports the errors of all parts together. */
export const parseRequest = <Op extends Operation>(operation: Op, event: HttpEvent, language: Language): Parsed<Op> => {
  const text = bodyText(event)
  const broken = [
    ...brokenParameters('path', event.pathParameters, language),
    ...brokenParameters('query', event.queryStringParameters, language),
    ...(text === 'not-text'
      ? [{ in: 'body', pointer: '', code: 'not-utf-8', detail: notText[language] } as const]
      : []),
  ]
  if (broken.length > 0) return invalid(broken.slice(0, maximumErrors))
  const isJson = takesBody(operation)
  if (isJson && text !== undefined && Buffer.byteLength(text) > largestBody)
    return { ok: false, code: 'body-too-large', errors: [] }
  if (isJson && text !== undefined && !/^application\/(merge-patch\+)?json\b/.test(event.headers['content-type'] ?? ''))
    return { ok: false, code: 'not-json', errors: [] }
  // An unexpected body is refused by the schema, like any other undeclared field.
  const read = isJson && text !== undefined ? jsonOf(text) : { json: text }
  if (read === 'malformed')
    return invalid([{ in: 'body', pointer: '', code: 'malformed-json', detail: malformed[language] }])
  const wording = { error: (issue: RawIssue) => wordsFor(issue)[language] }
  const params = z.safeParse<Op['params']>(operation.params, event.pathParameters, wording)
  const query = z.safeParse<Op['query']>(operation.query, event.queryStringParameters, wording)
  const body = z.safeParse<Op['body']>(operation.body, read.json, wording)
  if (params.success && query.success && body.success)
    return { ok: true, params: params.data, query: query.data, body: body.data }
  return invalid([
    ...(params.success ? [] : errorsOf(params.error, 'path', language)),
    ...(query.success ? [] : errorsOf(query.error, 'query', language)),
    ...(body.success ? [] : errorsOf(body.error, 'body', language)),
  ])
}

const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{8,128}$/)
const EntityTag = z.string().regex(/^"\d{1,15}"$/)

type Preconditions =
  | { readonly ok: true; readonly idempotencyKey: string; readonly ifMatch: number }
  | {
      readonly ok: false
      readonly code: 'precondition-required' | 'invalid-request'
      readonly errors: readonly FieldError[]
    }

const headerError = (name: string, detail: string): FieldError => ({
  in: 'header',
  pointer: `/${name}`,
  code: 'invalid-header',
  detail,
})

/** The headers that a creating or a changing operation requires. */
export const parsePreconditions = (operation: Operation, event: HttpEvent, language: Language): Preconditions => {
  if (operation.requires === 'idempotency-key') {
    const key = IdempotencyKey.safeParse(event.headers['idempotency-key'])
    if (key.success) return { ok: true, idempotencyKey: key.data, ifMatch: 0 }
    const detail = {
      nl: 'Stuur een eigen Idempotency-Key van 8 tot 128 tekens mee, bijvoorbeeld een UUID.',
      en: 'Send an Idempotency-Key of your own, 8 to 128 characters, for example a UUID.',
    }[language]
    return { ok: false, code: 'invalid-request', errors: [headerError('idempotency-key', detail)] }
  }
  if (operation.requires !== 'if-match') return { ok: true, idempotencyKey: '', ifMatch: 0 }
  const tag = event.headers['if-match']
  if (tag === undefined) return { ok: false, code: 'precondition-required', errors: [] }
  const version = EntityTag.safeParse(tag)
  if (version.success) return { ok: true, idempotencyKey: '', ifMatch: Number(version.data.slice(1, -1)) }
  const detail = {
    nl: 'If-Match moet de ETag zijn die u kreeg, zoals "3".',
    en: 'If-Match must be the ETag that you received, such as "3".',
  }[language]
  return { ok: false, code: 'invalid-request', errors: [headerError('if-match', detail)] }
}

/** The entity tag of a version of a thing. */
export const entityTag = (version: number): string => `"${version}"`
