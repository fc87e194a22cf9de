// The rules that refusals of an election name: they exist, and a problem shows them in the language of the request.
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../../shared/api/problem.ts'
import { electionsRefusals } from '../../../shared/elections/refusals.ts'
import { rulesBehind } from '../../../shared/elections/rules/behind.ts'
import { rulesOfRotterdam } from '../../../shared/elections/rules/rules-of-rotterdam.ts'

const [rules] = rulesOfRotterdam

/** Whether a rule set has a value at this JSON pointer. */
const isThere = (pointer: string): boolean =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null ? Object.getOwnPropertyDescriptor(inner, name)?.value : undefined,
      rules,
    ) !== undefined

describe('the rule behind a refusal', () => {
  it.each(Object.entries(rulesBehind))(
    '%s names values that every rule set has, in both languages alike',
    (_, { nl, en }) => {
      const pointersIn = (text: string) => text.match(/\/[A-Za-z/]+/g) ?? []
      expect(pointersIn(en)).toEqual(pointersIn(nl))
      expect(pointersIn(nl).filter((pointer) => !isThere(pointer))).toEqual([])
    },
  )

  it('the rule behind a refusal is named wherever a date, an age, a number of seats, a count or a term decides', () => {
    const named = Object.entries(electionsRefusals).flatMap(([code, declared]) => ('rule' in declared ? [code] : []))
    for (const code of [
      'nominations-closed',
      'too-young-on-polling-day',
      'nomination-in-another-ward',
      'seats-beyond-rules',
      'lists-not-in-rules',
      'online-not-in-rules',
      'total-does-not-add-up',
      'recount-too-late',
      'result-needs-review',
      'answer-too-late',
      'term-over',
      'seats-below-members',
      'no-seat-for-lottery',
    ])
      expect(named).toContain(code)
  })

  it('the rule behind a refusal stands in the problem, apart from what happened and what can be done now', () => {
    const problem = problemOf(electionsRefusals, 'too-young-on-polling-day', 'nl')
    expect(problem.rule).toBe('Verordening op de Wijkraden, artikel 4; Regels van deze verkiezing, /candidateAge')
    expect(problemOf(electionsRefusals, 'too-young-on-polling-day', 'en').rule).toMatch(/^Ordinance on Ward Councils/)
    expect(problemOf(electionsRefusals, 'election-not-found', 'nl')).not.toHaveProperty('rule')
  })
})
