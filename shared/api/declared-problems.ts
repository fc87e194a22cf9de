// Every problem that an operation may answer with: those it declares, and those its own declaration implies.
import * as z from 'zod'
import type { Bilingual, Standings } from '../kernel/refusals.ts'
import { placeOfWard } from './named-ward.ts'
import type { Operation } from './operation.ts'
import { type CommonCode, commonProblems } from './problem.ts'

/** A problem by its code, with its HTTP status and its title in both languages. */
export type DeclaredProblem = {
  readonly code: string
  readonly status: number
  readonly title: Bilingual
  readonly standings?: Standings
  readonly next?: Bilingual
}

/** Whether the operation takes a JSON body. */
export const takesBody = ({ body }: Pick<Operation, 'body'>): boolean => !(body instanceof z.ZodUndefined)

const accessCodes = (operation: Operation): readonly CommonCode[] => {
  switch (operation.access.kind) {
    case 'public':
      return []
    case 'signed-in':
    case 'staff':
    case 'holder':
      return ['unauthorized', 'forbidden']
    case 'resident':
      return ['unauthorized', 'forbidden', 'residence-not-verified']
    default:
      return operation.access satisfies never
  }
}

const preconditionCodes = (operation: Operation): readonly CommonCode[] => {
  switch (operation.requires) {
    case 'idempotency-key':
      return ['idempotency-key-reused']
    case 'if-match':
      return ['precondition-required', 'changed-meanwhile']
    case undefined:
      return []
    default:
      return operation.requires satisfies never
  }
}

/** The problems that follow from the thing of the operation, its owner or its ward. */
const scopeCodes = (operation: Operation): readonly string[] => {
  const { access, about } = operation
  return [
    ...(placeOfWard(operation) === undefined ? [] : ['ward-not-found']),
    ...(about === undefined ? [] : [about.missing]),
    ...(access.of === 'ward' ? ['not-your-ward'] : []),
    ...(access.kind === 'holder' ? ['role-not-in-force'] : []),
    ...(access.kind === 'holder' && access.roles.includes('department') ? ['not-your-department'] : []),
    ...(access.of === 'owner' && about?.notOwner !== undefined ? [about.notOwner] : []),
    ...('except' in access && access.except === 'owner' && about?.isOwner !== undefined ? [about.isOwner] : []),
  ]
}

const isList = ({ query }: Operation): boolean => query instanceof z.ZodObject && 'cursor' in query.shape

/** Codes of the runtime's own answers. They always include 400: an undeclared field is refused. */
export const impliedCodes = (operation: Operation): readonly CommonCode[] => [
  'invalid-request',
  ...accessCodes(operation),
  ...preconditionCodes(operation),
  ...(takesBody(operation) ? (['body-too-large', 'not-json'] as const) : []),
  'too-many-requests',
  'internal-error',
  'busy',
]

/** All of them, by status and then as declared; each code once. */
export const problemsOf = (operation: Operation): readonly DeclaredProblem[] => {
  const implied = impliedCodes(operation).map((code) => ({ code, ...commonProblems[code] }))
  const scoped = [...scopeCodes(operation), ...(isList(operation) ? ['invalid-cursor'] : [])]
  const declared = [...scoped, ...operation.refusals].flatMap((code) => {
    const found = operation.catalogue[code]
    return found === undefined ? [] : [{ code, ...found }]
  })
  const byCode = new Map([...implied, ...declared].map((problem) => [problem.code, problem]))
  return [...byCode.values()].sort((a, b) => a.status - b.status)
}
