// The OpenAPI document, from the declared operations. Nothing in it is written by hand a second time.
import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { scopeOf, scopes } from '../access.ts'
import { takesBody } from '../declared-problems.ts'
import type { Method, Operation } from '../operation.ts'
import { apiVersion, basePath } from '../version.ts'
import { answersOf, sharedAnswers } from './answers.ts'
import { type Descriptions, describe } from './descriptions.ts'
import { type Document, nameSchemas } from './names.ts'
import { headerComponentsOf, headerParametersOf, parameterComponents } from './parameters.ts'

const tags = {
  api: 'The API itself. / De API zelf.',
  wards: 'Wards, their rules and their yearly budgets. / Wijken, hun regels en hun jaarbudgetten.',
  residents: 'Who is signed in. / Wie is ingelogd.',
  initiatives: 'Resident initiatives, from draft to done. / Bewonersinitiatieven, van concept tot klaar.',
  rounds:
    'Budget rounds in which residents choose among initiatives. / Budgetrondes waarin bewoners uit initiatieven kiezen.',
  elections:
    'Ward-council elections: dates, nominations, candidate lists. / Wijkraadsverkiezingen: datums, kandidaatstelling, kandidatenlijsten.',
  roll: 'Who may vote in an election, and who has voted. / Wie mag stemmen bij een verkiezing, en wie al heeft gestemd.',
  councils: 'Ward councils and their meetings. / Wijkraden en hun vergaderingen.',
  agreements:
    'Ward agreements, their actions and whether they are kept. / Wijkakkoorden, hun acties en of ze worden nagekomen.',
  documents:
    'Official reports, agreements and other documents, as web page and PDF. / Processen-verbaal, akkoorden en andere documenten, als webpagina en pdf.',
  notices:
    'What is asked of councils and officials, and whether it was mailed. / Wat er van raden en ambtenaren wordt gevraagd, en of dat is gemaild.',
  voting: 'Polls, permits, secret ballots and results. / Stemmingen, stembewijzen, geheime stembiljetten en uitslagen.',
} as const

const intro = `Neighbourhood democracy of a city: wards, resident initiatives, budget rounds and secret ballots.

Names are English; sentences for people come in Dutch and English (\`Accept-Language\`). Follows the Dutch API Design Rules.
Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`; a gateway in front may refuse a request on its
own (401, 403, 413, 429, 500, 503) with the same status and a body of its own, \`{"message": "…"}\`: go by the status. A method that an address does
not know is answered with 405 and \`Allow\`; HEAD works wherever GET does. Unknown fields are refused, in the body and in the
query. Lists end after \`limit\` items with a \`cursor\` for the next page.`

const hasFields = (schema: z.ZodType): schema is z.ZodObject =>
  schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0

/** `/initiatives/{initiativeId}/_submit` is about `/initiatives/{initiativeId}`. */
const thingOf = (path: string): string => path.replace(/\/_[^/]+$/, '')

const versionedThings = (operations: readonly Operation[]): ReadonlySet<string> =>
  new Set(operations.filter(({ requires }) => requires === 'if-match').map(({ path }) => thingOf(path)))

/** A thing with versions shows its version when it is read, made or changed. */
const showsVersion = (operation: Operation, things: ReadonlySet<string>): boolean =>
  operation.requires !== undefined || (operation.method === 'GET' && things.has(operation.path))

const bodyOf = (operation: Operation): Pick<ZodOpenApiOperationObject, 'requestBody'> => {
  if (!takesBody(operation)) return {}
  const content = { schema: operation.body }
  const media = operation.method === 'PATCH' ? { 'application/merge-patch+json': content } : {}
  const required = !operation.body.safeParse(undefined).success
  return { requestBody: { required, content: { 'application/json': content, ...media } } }
}

const ballotBoxServers = [
  {
    url: `https://{ballotBox}${basePath}`,
    description: 'The ballot box: a gateway of its own that keeps no log of who came or when.',
    variables: { ballotBox: { default: 'ballots.wijkaanzet.example' } },
  },
  { url: basePath, description: 'The same host, where one serves both.' },
]

const operationObject = (
  operation: Operation,
  shared: ReturnType<typeof sharedAnswers>,
  hasVersion: boolean,
  example: unknown,
): ZodOpenApiOperationObject => {
  const scope = scopeOf(operation.access)
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary.en,
    'x-summary-nl': operation.summary.nl,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    ...(operation.access.kind === 'staff' ? { 'x-roles': operation.access.roles } : {}),
    security: scope === undefined ? [] : [{ token: [scope] }],
    ...(operation.isSilent === true ? { servers: ballotBoxServers } : {}),
    parameters: headerParametersOf(operation),
    requestParams: {
      ...(hasFields(operation.params) ? { path: operation.params } : {}),
      ...(hasFields(operation.query) ? { query: operation.query } : {}),
    },
    ...bodyOf(operation),
    responses: answersOf(operation, shared, hasVersion, example),
  }
}

const verbs = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const satisfies {
  readonly [M in Method]: string
}

const pathsOf = (operations: readonly Operation[], examples: Examples): ZodOpenApiPathsObject => {
  const shared = sharedAnswers(operations)
  const paths: ZodOpenApiPathsObject = {}
  const things = versionedThings(operations)
  for (const operation of operations)
    paths[operation.path] = {
      ...paths[operation.path],
      [verbs[operation.method]]: operationObject(
        operation,
        shared,
        showsVersion(operation, things),
        examples.get(operation.id),
      ),
    }
  return paths
}

/** How long a text of a format can be. */
const longest = new Map([
  ['uuid', 36],
  ['date', 10],
  ['date-time', 40],
])

/**
 * Formats say it better than the patterns that zod writes beside them. `readOnly` is what zod makes of an array that our
 * code does not change: to a client it would say that the field cannot be sent.
 */
const tidy = (jsonSchema: { format?: string; pattern?: string; maxLength?: number; readOnly?: boolean }): void => {
  delete jsonSchema.readOnly
  const length = longest.get(jsonSchema.format ?? '')
  if (length === undefined) return
  delete jsonSchema.pattern
  jsonSchema.maxLength ??= length
}

const tagsOf = (operations: readonly Operation[]) => {
  const used = new Set(operations.map(({ tag }) => tag))
  return Object.entries(tags)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }))
}

/** Bodies of successful answers by the id of their operation. */
type Examples = ReadonlyMap<string, unknown>

const noWords: Descriptions = { schemas: new Map(), fields: new Map() }

/** The document of these operations, OpenAPI 3.1. Throws where a schema has no JSON form. */
export const openApiDocument = (
  operations: readonly Operation[],
  words: Descriptions = noWords,
  examples: Examples = new Map(),
): Document => {
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Wijk aan Zet',
        version: apiVersion,
        description: intro,
        contact: { name: 'Wijk aan Zet', email: 'api@wijkaanzet.example', url: 'https://wijkaanzet.example/api' },
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      servers: [{ url: basePath, description: 'Where this document is served.' }],
      tags: tagsOf(operations),
      paths: pathsOf(operations, examples),
      components: {
        parameters: parameterComponents,
        headers: headerComponentsOf(operations),
        responses: Object.fromEntries(sharedAnswers(operations)),
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: `Access token of the city's identity provider (OpenID Connect). Scopes: \`${scopes.resident}\` for anyone with an account, \`${scopes.staff}\` for somebody with a role.`,
          },
        },
      },
    },
    { override: ({ jsonSchema }) => tidy(jsonSchema) },
  )
  nameSchemas(document)
  describe(document, words)
  return document
}
