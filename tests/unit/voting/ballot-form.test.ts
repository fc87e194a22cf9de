import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BallotForm,
  Choice,
  canonicalChoice,
  formInWords,
  objectionsTo,
} from '../../../shared/voting/poll/ballot-form.ts'

const options = [
  { id: 'a', costCents: 100 },
  { id: 'b', costCents: 250 },
  { id: 'c', costCents: 400 },
  { id: 'd', costCents: 1_000 },
]
const answers = ['yes', 'no', 'abstain'].map((id) => ({ id, costCents: 0 }))

const isBlankAllowed = fc.boolean()
const forms: fc.Arbitrary<BallotForm> = fc.oneof(
  fc.record({ kind: fc.constant('one-choice' as const), isBlankAllowed }),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), isBlankAllowed)
    .map(([min, more, blank]) => ({ kind: 'approval' as const, min, max: min + more, isBlankAllowed: blank })),
  fc.record({
    kind: fc.constant('knapsack' as const),
    budgetCents: fc.integer({ min: 1, max: 2_000 }),
    isBlankAllowed,
  }),
  fc.record({
    kind: fc.constant('points' as const),
    sum: fc.integer({ min: 1, max: 12 }),
    maxPerOption: fc.integer({ min: 1, max: 6 }),
    isBlankAllowed,
  }),
  fc.record({
    kind: fc.constant('ranking' as const),
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
    isBlankAllowed,
  }),
)

/** Mostly choices near the limits of a form; some have an unknown option, an option twice, or points where none are allowed. */
const choices: fc.Arbitrary<Choice> = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'd', 'zebra'), { maxLength: 5 }),
    fc.option(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }), { nil: undefined }),
    fc.boolean(),
  )
  .map(([named, points, areDifferent]) => {
    const chosen = areDifferent ? [...new Set(named)].filter((id) => id !== 'zebra') : named
    return points === undefined ? { options: chosen } : { options: chosen, points: points.slice(0, chosen.length) }
  })

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
const cost = (id: string) => options.find((option) => option.id === id)?.costCents ?? Number.NaN

/** The rules of voting-rules A.1, written a second time: one condition for each form. */
const isValid = (form: BallotForm, { options: named, points }: Choice): boolean => {
  if (named.length === 0) return form.isBlankAllowed && (points ?? []).length === 0
  const areDistinctAndKnown =
    new Set(named).size === named.length && named.every((id) => options.some((option) => option.id === id))
  if (!areDistinctAndKnown || (form.kind !== 'points' && points !== undefined)) return false
  switch (form.kind) {
    case 'one-choice':
    case 'yes-no-abstain':
      return named.length === 1
    case 'approval':
      return form.min <= named.length && named.length <= form.max
    case 'knapsack':
      return sum(named.map(cost)) <= form.budgetCents
    case 'ranking':
      return named.length <= form.weights.length
    case 'points':
      return (
        points?.length === named.length && points.every((each) => each <= form.maxPerOption) && sum(points) <= form.sum
      )
    default:
      return form satisfies never
  }
}

describe('a ballot', () => {
  it('a ballot is accepted exactly if it follows the rules of its form', () => {
    let accepted = 0
    fc.assert(
      fc.property(forms, choices, (form, choice) => {
        const isAccepted = objectionsTo(form, options, choice).length === 0
        if (isAccepted) accepted += 1
        expect(isAccepted).toBe(isValid(form, choice))
      }),
      { numRuns: 3_000 },
    )
    expect(accepted).toBeGreaterThan(300)
  })

  it('a ballot is refused with a pointer to an existing field and the rule in both languages', () => {
    fc.assert(
      fc.property(forms, choices, (form, choice) => {
        for (const { pointer, rule } of objectionsTo(form, options, choice)) {
          const [, field = '', index] = pointer.split('/')
          expect(['options', 'points']).toContain(field)
          if (index !== undefined) expect(Number(index)).toBeLessThan(Math.max(choice.options.length, 1))
          expect(rule.nl).toMatch(/\.$/)
          expect(rule.en).toMatch(/\.$/)
          expect(rule.nl).not.toBe(rule.en)
        }
      }),
    )
  })

  it('a ballot is one choice of yes, no or abstain if that is the question', () => {
    const form = BallotForm.parse({ kind: 'yes-no-abstain' })
    const objections = (...named: string[]) => objectionsTo(form, answers, { options: named })
    expect(['yes', 'no', 'abstain'].map((answer) => objections(answer))).toEqual([[], [], []])
    expect(objections('maybe')).toEqual([{ pointer: '/options/0', rule: expect.anything() }])
    expect(objections('yes', 'no')).toEqual([{ pointer: '/options', rule: formInWords(form) }])
  })

  it('a ballot can be blank unless the form says otherwise', () => {
    expect(objectionsTo(BallotForm.parse({ kind: 'one-choice' }), options, { options: [] })).toEqual([])
    expect(objectionsTo(BallotForm.parse({ kind: 'approval', max: 2, min: 2 }), options, { options: [] })).toEqual([])
    const strict = BallotForm.parse({ kind: 'one-choice', isBlankAllowed: false })
    expect(objectionsTo(strict, options, { options: [] })).toHaveLength(1)
  })

  it('a ballot is refused with the place of an unknown option, a repeated one, or too many points', () => {
    const approval = BallotForm.parse({ kind: 'approval', max: 4 })
    const pointers = (form: BallotForm, choice: Choice) =>
      objectionsTo(form, options, choice).map(({ pointer }) => pointer)
    expect(pointers(approval, { options: ['a', 'zebra', 'b', 'a'] })).toEqual(['/options/1', '/options/3'])
    const points = BallotForm.parse({ kind: 'points', sum: 10, maxPerOption: 5 })
    expect(pointers(points, { options: ['a', 'b'], points: [1, 6] })).toEqual(['/points/1'])
    expect(pointers(points, { options: ['a', 'b'], points: [1] })).toEqual(['/points'])
    expect(pointers(points, { options: ['a', 'b', 'c'], points: [5, 5, 1] })).toEqual(['/points'])
    expect(pointers(points, { options: ['a'] })).toEqual(['/points'])
  })
})

describe('the form in words', () => {
  const words = (form: object) => formInWords(BallotForm.parse(form))

  it('the form in words has money and numbers in the reader’s notation', () => {
    const { nl, en } = words({ kind: 'knapsack', budgetCents: 1_250_050 })
    expect(nl).toMatch(/dan €\s12\.500,50\. Blanco/)
    expect(en).toContain('than €12,500.50. You')
    expect(words({ kind: 'approval', max: 1 }).nl).toBe('Kies één mogelijkheid. Blanco stemmen mag.')
    expect(words({ kind: 'approval', min: 3, max: 3 }).en).toContain('Choose 3 different options.')
    expect(words({ kind: 'approval', max: 3 }).nl).toContain('Kies 1 tot 3 verschillende mogelijkheden.')
  })
})

describe('the canonical form of a choice', () => {
  it('the canonical form of a choice is stable when it is computed again, and remains valid', () => {
    fc.assert(
      fc.property(forms, choices, (form, choice) => {
        fc.pre(isValid(form, choice))
        const once = canonicalChoice(form, choice)
        expect(canonicalChoice(form, once)).toEqual(once)
        expect(isValid(form, once)).toBe(true)
        expect(Choice.parse(once)).toEqual(once)
      }),
    )
  })

  it('the canonical form of a choice does not depend on the order in which options are named, except in a ranking', () => {
    fc.assert(
      fc.property(forms, choices, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (form, choice, shuffle) => {
        fc.pre(isValid(form, choice))
        const order = choice.options.map((_, index) => index).sort((a, b) => (shuffle[a] ?? 0) - (shuffle[b] ?? 0))
        const at = <Item>(list: readonly Item[]) => order.flatMap((index) => list[index] ?? [])
        const shuffled: Choice = {
          options: at(choice.options),
          ...(choice.points === undefined ? {} : { points: at(choice.points) }),
        }
        const expected = form.kind === 'ranking' ? { options: shuffled.options } : canonicalChoice(form, choice)
        expect(canonicalChoice(form, shuffled)).toEqual(expected)
      }),
    )
  })
})
