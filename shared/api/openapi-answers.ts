// The answers of an operation as the document shows them: bodies by schema, problems by status with their codes.
import * as z from 'zod'
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { type DeclaredProblem, problemsOf } from './declared-problems.ts'
import { headerRef } from './openapi-parameters.ts'
import type { Operation } from './operation.ts'
import { Problem, problemType } from './problem.ts'
import { whatNext } from './what-next.ts'

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
): ZodOpenApiResponseObject => ({
  description: reasons[status],
  headers: {
    'API-Version': headerRef('ApiVersion'),
    ...(hasVersion ? { ETag: headerRef('ETag') } : {}),
    ...(status === 201 ? { Location: headerRef('Location') } : {}),
  },
  ...(status === 204 ? {} : { content: { 'application/json': { schema: operation.responses[status] ?? {} } } }),
})

const exampleOf = ({ code, status, title }: DeclaredProblem) => ({
  summary: title.en,
  value: { type: problemType(code), title: title.nl, status, detail: whatNext(status).nl, code },
})

const problemAnswer = (status: number, problems: readonly DeclaredProblem[]): ZodOpenApiResponseObject => ({
  description: problems.map(({ code, title }) => `\`${code}\`: ${title.nl} / ${title.en}`).join('\n\n'),
  headers: {
    'API-Version': headerRef('ApiVersion'),
    'Content-Language': headerRef('ContentLanguage'),
    ...(status === 503 ? { 'Retry-After': headerRef('RetryAfter') } : {}),
  },
  content: {
    'application/problem+json': {
      // Its members stand here in full: a linter or a generator looks no further.
      schema: Problem.extend({ status: z.literal(status), code: z.enum(problems.map(({ code }) => code)) }),
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

/** All answers of an operation; a shared one by reference. `hasVersion`: whether a success carries an ETag. */
export const answersOf = (
  operation: Operation,
  shared: ReturnType<typeof sharedAnswers>,
  hasVersion: boolean,
): ZodOpenApiResponsesObject => {
  const successes = ([200, 201, 202, 204] as const)
    .filter((status) => operation.responses[status] !== undefined)
    .map((status) => [status, successOf(operation, status, hasVersion)] as const)
  const problems = problemAnswersOf(operation).map(
    ([name, answer, status]) =>
      [status, shared.has(name) ? { $ref: `#/components/responses/${name}` } : answer] as const,
  )
  return Object.fromEntries([...successes, ...problems])
}
