// The answers of an operation as the document shows them: bodies by schema, problems by status with their codes.
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { type DeclaredProblem, problemsOf } from '../declared-problems.ts'
import type { Operation } from '../operation.ts'
import { Problem, problemType, titleOf } from '../problem.ts'
import { whatNext } from '../what-next.ts'
import { headerRef } from './parameters.ts'

const reasons = {
  200: 'OK.',
  201: 'Made. A retry with the same key and the same request gets this answer again.',
  202: 'Accepted: it will be done.',
  204: 'Done.',
} as const

const successOf = (
  operation: Operation,
  status: keyof typeof reasons,
  hasVersion: boolean,
  example: unknown,
): ZodOpenApiResponseObject => ({
  description: reasons[status],
  headers: {
    'API-Version': headerRef('ApiVersion'),
    ...(hasVersion ? { ETag: headerRef('ETag') } : {}),
    ...(status === 201 ? { Location: headerRef('Location') } : {}),
    ...(operation.file === undefined ? {} : { 'Content-Digest': headerRef('ContentDigest') }),
  },
  ...(status === 204
    ? {}
    : {
        content: {
          [operation.file ?? 'application/json']: {
            schema: operation.responses[status] ?? {},
            ...(example === undefined ? {} : { examples: { answer: { value: example } } }),
          },
        },
      }),
})

/** Statuses of the gateway's own answers, and their texts. */
const gatewayWords = new Map([
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [413, 'Request Entity Too Large'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
])

/** Answers of the gateway before any of our code runs. Described in words, because a problem has one media type. */
const fromGateway = (status: number): readonly string[] => {
  const message = gatewayWords.get(status)
  return message === undefined
    ? []
    : [
        `From the gateway itself: \`application/json\` with \`{"message": "${message}"}\` and without these headers; go by the status.`,
      ]
}

/** Where several states give it, the first of them. */
const exampleOf = (problem: DeclaredProblem) => {
  const { code, status, title, standings = {}, next = whatNext(status) } = problem
  const [state] = Object.keys(standings)
  const facts = state === undefined ? {} : { facts: { status: state } }
  return {
    summary: title.en,
    value: {
      type: problemType(code),
      title: titleOf(problem, facts.facts).nl,
      status,
      detail: next.nl,
      code,
      ...facts,
    },
  }
}

const problemAnswer = (status: number, problems: readonly DeclaredProblem[]): ZodOpenApiResponseObject => ({
  description: [
    ...problems.map(({ code, title }) => `\`${code}\`: ${title.nl} / ${title.en}`),
    ...fromGateway(status),
  ].join('\n\n'),
  headers: {
    'API-Version': headerRef(gatewayWords.has(status) ? 'ApiVersionOfCode' : 'ApiVersion'),
    'Content-Language': headerRef(gatewayWords.has(status) ? 'ContentLanguageOfCode' : 'ContentLanguage'),
    ...(status === 401 ? { 'WWW-Authenticate': headerRef('WwwAuthenticate') } : {}),
    ...([429, 503].includes(status) ? { 'Retry-After': headerRef('RetryAfter') } : {}),
  },
  content: {
    'application/problem+json': {
      schema: Problem,
      examples: Object.fromEntries(problems.map((problem) => [problem.code, exampleOf(problem)])),
    },
  },
})

const componentName = (status: number, codes: readonly string[]): string => `${status}-${codes.join('.')}`

const problemAnswersOf = (operation: Operation): [string, ZodOpenApiResponseObject, number][] => {
  const byStatus = Map.groupBy(problemsOf(operation), ({ status }) => status)
  return [...byStatus].map(([status, problems]) => [
    componentName(
      status,
      problems.map(({ code }) => code),
    ),
    problemAnswer(status, problems),
    status,
  ])
}

/** Answers that many operations share, word for word: written once. */
export const sharedAnswers = (operations: readonly Operation[]) => {
  const known = new Map<string, ZodOpenApiResponseObject>()
  const counted = new Map<string, number>()
  for (const [name, answer] of operations.flatMap(problemAnswersOf)) {
    known.set(name, answer)
    counted.set(name, (counted.get(name) ?? 0) + 1)
  }
  return new Map([...known].filter(([name]) => (counted.get(name) ?? 0) > 1).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** For a client that has kept the answer and sends its ETag. */
const notModified = [
  304,
  {
    description: 'Niet veranderd sinds het antwoord met deze ETag / Not changed since the answer with this ETag',
    headers: { 'API-Version': headerRef('ApiVersion'), ETag: headerRef('ETag') },
  },
] as const

/** All answers of an operation; a shared one by reference. `hasVersion`: whether a success carries an ETag; `example`: of its body. */
export const answersOf = (
  operation: Operation,
  shared: ReturnType<typeof sharedAnswers>,
  hasVersion: boolean,
  example: unknown,
): ZodOpenApiResponsesObject => {
  const successes = ([200, 201, 202, 204] as const)
    .filter((status) => operation.responses[status] !== undefined)
    .map(
      (status) =>
        [status, successOf(operation, status, hasVersion || operation.cached !== undefined, example)] as const,
    )
  const problems = problemAnswersOf(operation).map(
    ([name, answer, status]) =>
      [status, shared.has(name) ? { $ref: `#/components/responses/${name}` } : answer] as const,
  )
  return Object.fromEntries([...successes, ...(operation.cached === undefined ? [] : [notModified]), ...problems])
}
