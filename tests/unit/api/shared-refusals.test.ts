import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../shared/api/operation.ts'
import type { RefusalDeclaration } from '../../../shared/kernel/refusals.ts'
import { operations } from '../../../shared/operations.ts'

/** The declarations of each code in all contexts. Contexts that share a declaration use the same object. */
const declarationsOf = (): ReadonlyMap<string, ReadonlySet<RefusalDeclaration>> => {
  const byCode = new Map<string, Set<RefusalDeclaration>>()
  const all: readonly Operation[] = Object.values(operations)
  for (const { catalogue } of all)
    for (const [code, refusal] of Object.entries(catalogue))
      byCode.set(code, (byCode.get(code) ?? new Set()).add(refusal))
  return byCode
}

describe('a refusal that contexts share', () => {
  const several = [...declarationsOf()].filter(([, declarations]) => declarations.size > 1)

  it('a refusal that contexts share is declared once', () => {
    const repeated = several.filter(([, declarations]) => {
      const titles = [...declarations].map(({ title }) => title.en)
      return new Set(titles).size < titles.length
    })
    expect(repeated.map(([code]) => code)).toEqual([])
  })

  it('a refusal that contexts share has words of its own in a context only where the context means something else', () => {
    expect(several.map(([code]) => code).sort()).toEqual([
      'budget-exhausted',
      'delegation-not-found',
      'delegation-revoked',
      'list-not-found',
      'not-on-roll',
      'not-your-ward',
      'objection-too-late',
      'person-not-known',
      'polling-closed',
      'polling-opened',
      'session-at-another-time',
      'term-over',
      'too-young',
    ])
  })
})
