// The form of a ballot. Validated at casting, shown to the voter, hashed into the poll. Rejects, never repairs.
import * as z from 'zod'
import { type Bilingual, type Objection, unreachable } from '../../kernel/refusals.ts'

/** Id of an option: letters, digits, `-` and `_`, so that it sorts and exports safely. */
export const OptionId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/)
  .meta({ maxLength: 40 })

const Limit = z.int().min(1).max(500)
const isBlankAllowed = z.boolean().default(true)

/** One option, or blank. */
const OneChoice = z.strictObject({ kind: z.literal('one-choice'), isBlankAllowed })
/** From `min` to `max` different options. */
const Approval = z.strictObject({ kind: z.literal('approval'), min: Limit.default(1), max: Limit, isBlankAllowed })
/** Different options whose total cost is at most `budgetCents`. */
const Knapsack = z.strictObject({
  kind: z.literal('knapsack'),
  budgetCents: z.int().min(1).max(1_000_000_000_000),
  isBlankAllowed,
})
/** Points from 1 to `maxPerOption` for each option named, at most `sum` in all. */
const Points = z.strictObject({
  kind: z.literal('points'),
  sum: z.int().min(1).max(1_000_000),
  maxPerOption: z.int().min(1).max(1_000_000),
  isBlankAllowed,
})
/** Different options, best first, at most as many as there are weights; a weight is the value of a place. */
const Ranking = z.strictObject({
  kind: z.literal('ranking'),
  weights: z.array(z.int().min(1).max(1_000_000)).min(1).max(100),
  isBlankAllowed,
})
/** `yes`, `no` or `abstain`. */
const Question = z.strictObject({ kind: z.literal('yes-no-abstain'), isBlankAllowed })

export const BallotForm = z
  .discriminatedUnion('kind', [OneChoice, Approval, Knapsack, Points, Ranking, Question])
  .meta({ id: 'BallotForm' })
export type BallotForm = z.infer<typeof BallotForm>

/** A voter's choice: options named (empty is blank; best first in a ranking) and, for points, as many numbers. */
export const Choice = z
  .strictObject({
    options: z.array(OptionId).max(500),
    points: z.array(z.int().min(1).max(1_000_000)).max(500).optional(),
  })
  .meta({ id: 'BallotChoice' })
export type Choice = z.infer<typeof Choice>

/** The facts of an option that a form needs. */
export type FormOption = { readonly id: string; readonly costCents: number }

/** `€ 12.500,00`, and in English `€12,500.00`. */
const euros = (cents: number, locale: 'nl-NL' | 'en-IE'): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)

/** `3`, or `1 tot 3`. */
const between = (min: number, max: number, to: string): string => (min === max ? `${min}` : `${min} ${to} ${max}`)

const blankAllowed = { nl: 'Blanco stemmen mag.', en: 'You may leave the ballot blank.' } as const
const blankRefused = {
  nl: 'Blanco stemmen kan bij deze stemming niet.',
  en: 'This poll takes no blank ballots.',
} as const

/** The form in words, for the voter. */
export const formInWords = (form: BallotForm): Bilingual => {
  const [choosing, blank] = [choosingInWords(form), form.isBlankAllowed ? blankAllowed : blankRefused]
  return { nl: `${choosing.nl} ${blank.nl}`, en: `${choosing.en} ${blank.en}` }
}

const chooseOne: Bilingual = { nl: 'Kies één mogelijkheid.', en: 'Choose one option.' }

const choosingInWords = (form: BallotForm): Bilingual => {
  switch (form.kind) {
    case 'one-choice':
      return chooseOne
    case 'approval':
      if (form.max === 1) return chooseOne
      return {
        nl: `Kies ${between(form.min, form.max, 'tot')} verschillende mogelijkheden.`,
        en: `Choose ${between(form.min, form.max, 'to')} different options.`,
      }
    case 'knapsack':
      return {
        nl: `Kies verschillende mogelijkheden die samen niet meer kosten dan ${euros(form.budgetCents, 'nl-NL')}.`,
        en: `Choose different options that together cost no more than ${euros(form.budgetCents, 'en-IE')}.`,
      }
    case 'points':
      return {
        nl: `Verdeel ten hoogste ${form.sum} punten, 1 tot ${form.maxPerOption} per mogelijkheid.`,
        en: `Divide at most ${form.sum} points, 1 to ${form.maxPerOption} for an option.`,
      }
    case 'ranking':
      return {
        nl: `Zet ten hoogste ${form.weights.length} mogelijkheden op volgorde, de beste eerst. De plaatsen tellen voor ${form.weights.join(', ')}.`,
        en: `Put at most ${form.weights.length} options in order, the best first. The places count for ${form.weights.join(', ')}.`,
      }
    case 'yes-no-abstain':
      return { nl: 'Kies ja, nee of onthouding.', en: 'Choose yes, no or abstain.' }
    default:
      return unreachable(form)
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** The maximum number of options on a ballot of this form. */
const lengthsOf = (
  form: BallotForm,
  options: readonly FormOption[],
): { readonly min: number; readonly max: number } => {
  switch (form.kind) {
    case 'one-choice':
    case 'yes-no-abstain':
      return { min: 1, max: 1 }
    case 'approval':
      return { min: form.min, max: form.max }
    case 'ranking':
      return { min: 1, max: form.weights.length }
    case 'knapsack':
    case 'points':
      return { min: 1, max: options.length }
    default:
      return unreachable(form)
  }
}

/** The number of options on the longest ballot of a form. */
export const maximumOptions = (form: BallotForm, options: readonly FormOption[]): number =>
  Math.min(lengthsOf(form, options).max, options.length)

const amountObjection = (form: BallotForm, options: readonly FormOption[], choice: Choice): string | undefined => {
  if (form.kind !== 'points' && choice.points !== undefined) return '/points'
  if (form.kind === 'knapsack') {
    const costs = new Map(options.map(({ id, costCents }) => [id, costCents]))
    return sum(choice.options.map((id) => costs.get(id) ?? 0)) > form.budgetCents ? '/options' : undefined
  }
  if (form.kind !== 'points') return undefined
  const points = choice.points ?? []
  if (points.length !== choice.options.length) return '/points'
  const tooMany = points.findIndex((each) => each > form.maxPerOption)
  if (tooMany >= 0) return `/points/${tooMany}`
  return sum(points) > form.sum ? '/points' : undefined
}

const unknownOption = {
  nl: 'Deze mogelijkheid staat niet op het stembiljet.',
  en: 'This option is not on the ballot.',
} as const
const namedTwice = { nl: 'Noem elke mogelijkheid één keer.', en: 'Name each option once.' } as const
/** All violations of the form in this choice; empty for a valid ballot. */
export const objectionsTo = (
  form: BallotForm,
  options: readonly FormOption[],
  choice: Choice,
): readonly Objection[] => {
  if (choice.options.length === 0 && (choice.points ?? []).length === 0)
    return form.isBlankAllowed ? [] : [{ pointer: '/options', rule: blankRefused }]
  const known = new Set(options.map(({ id }) => id))
  const named = choice.options.flatMap((id, index): Objection[] => {
    if (!known.has(id)) return [{ pointer: `/options/${index}`, rule: unknownOption }]
    return choice.options.indexOf(id) < index ? [{ pointer: `/options/${index}`, rule: namedTwice }] : []
  })
  if (named.length > 0) return named
  const { min, max } = lengthsOf(form, options)
  if (choice.options.length < min || choice.options.length > max)
    return [{ pointer: '/options', rule: formInWords(form) }]
  const pointer = amountObjection(form, options, choice)
  return pointer === undefined ? [] : [{ pointer, rule: formInWords(form) }]
}

/** The choice in canonical form: the order of options matters only in a ranking. */
export const canonicalChoice = (form: BallotForm, choice: Choice): Choice => {
  if (form.kind === 'ranking') return { options: choice.options }
  const order = choice.options.map((id, index) => ({ id, points: choice.points?.[index] }))
  order.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const options = order.map(({ id }) => id)
  return form.kind === 'points' ? { options, points: order.flatMap(({ points }) => points ?? []) } : { options }
}
