// Headers of requests and answers, written once in the document and referred to everywhere.
import type { ZodOpenApiComponentsObject } from 'zod-openapi'
import type { Operation } from '../operation.ts'

type Parameters = NonNullable<ZodOpenApiComponentsObject['parameters']>
type Headers = NonNullable<ZodOpenApiComponentsObject['headers']>

export const parameterComponents = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'Language of the sentences in a problem: `nl` unless `en` is preferred.',
    schema: { type: 'string', maxLength: 1_000, default: 'nl' },
    example: 'en',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'A key of your own, for example a UUID, the same for every retry: the thing is made once. The same key with another request is refused.',
    schema: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[\\x21-\\x7e]{8,128}$' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of the version that you have seen. When it has been changed since: 412.',
    schema: { type: 'string', minLength: 3, maxLength: 17, pattern: '^"[0-9]{1,15}"$' },
    example: '"3"',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The ETag of the answer that you kept. When it still holds: 304, without a body.',
    schema: { type: 'string', maxLength: 200, pattern: '^(W/)?"[0-9]{1,15}"$' },
    example: '"3"',
  },
} as const satisfies Parameters

const version = { schema: { type: 'string', pattern: '^[0-9]+[.][0-9]+[.][0-9]+$' }, example: '1.0.0' } as const
const language: Headers[string] = { schema: { type: 'string', enum: ['nl', 'en'] }, example: 'nl' }
const notFromGateway = 'Absent where the gateway answers by itself.'

const headerComponents = {
  ApiVersion: { description: 'Semantic version of the API that answered.', required: true, ...version },
  ApiVersionOfCode: { description: `Semantic version of the API that answered. ${notFromGateway}`, ...version },
  ContentLanguage: { description: 'Language of the sentences in the body.', required: true, ...language },
  ContentLanguageOfCode: { description: `Language of the sentences in the body. ${notFromGateway}`, ...language },
  WwwAuthenticate: {
    description: 'How to sign in, from the gateway (RFC 6750).',
    schema: { type: 'string' },
    example: 'Bearer',
  },
  ETag: {
    description: 'Version of the thing, to send back as If-Match; or of the answer, to send back as If-None-Match.',
    schema: { type: 'string', pattern: '^"[0-9]{1,15}"$' },
    example: '"3"',
  },
  Location: {
    description: 'Where the thing that was made can be read.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  ContentDigest: {
    description: 'SHA-256 of the bytes of the file, in base64 between colons (RFC 9530).',
    schema: { type: 'string', pattern: '^sha-256=:[A-Za-z0-9+/]{43}=:$' },
    example: 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
  },
  RetryAfter: {
    description: `Seconds to wait before trying again. ${notFromGateway}`,
    schema: { type: 'integer', minimum: 0 },
    example: 3,
  },
} as const satisfies Headers

/** The headers of the answers of these operations: only files have a digest. */
export const headerComponentsOf = (operations: readonly Operation[]) => {
  const { ContentDigest, ...others } = headerComponents
  return operations.some(({ file }) => file !== undefined) ? { ...others, ContentDigest } : others
}

/** A reference to a header of an answer. */
export const headerRef = (name: keyof typeof headerComponents) => ({ $ref: `#/components/headers/${name}` })

const parameterRef = (name: keyof typeof parameterComponents) => ({ $ref: `#/components/parameters/${name}` })

/** References to the request headers that an operation reads. */
export const headerParametersOf = (operation: Operation): ReturnType<typeof parameterRef>[] => [
  ...(operation.requires === 'idempotency-key' ? [parameterRef('IdempotencyKey')] : []),
  ...(operation.requires === 'if-match' ? [parameterRef('IfMatch')] : []),
  ...(operation.cached === undefined ? [] : [parameterRef('IfNoneMatch')]),
  parameterRef('AcceptLanguage'),
]
