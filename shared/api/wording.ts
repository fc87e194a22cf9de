// What is wrong with a field, as a sentence for the person who filled it in. All kinds of issues are here, in both languages:
// no patterns, no names of types.
import * as z from 'zod'
import type { Bilingual } from '../kernel/refusals.ts'

/** An issue as zod hands it to an error map: its kind, its limits, and what was given. */
export type RawIssue = {
  readonly code?: string | undefined
  readonly input?: unknown
  readonly expected?: unknown
  readonly origin?: unknown
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly inclusive?: unknown
  readonly format?: unknown
  readonly values?: unknown
  readonly divisor?: unknown
  readonly params?: unknown
}

const said = (nl: string, en: string): Bilingual => ({ nl, en })
const fillIn = said('Vul dit veld in.', 'Fill in this field.')
const notLikeThis = said(
  'Dit klopt niet. Schrijf het zoals in de beschrijving staat.',
  'This is not right. Write it as the description says.',
)

const kinds: { readonly [expected: string]: Bilingual } = {
  string: said('Geef hier een tekst.', 'Give a text here.'),
  number: said('Geef hier een getal.', 'Give a number here.'),
  int: said('Geef hier een heel getal.', 'Give a whole number here.'),
  boolean: said('Kies hier ja (true) of nee (false).', 'Choose yes (true) or no (false) here.'),
  array: said('Geef hier een lijst.', 'Give a list here.'),
  object: said('Geef hier een groep velden.', 'Give a group of fields here.'),
  record: said('Geef hier een groep velden.', 'Give a group of fields here.'),
  null: said('Laat dit leeg (null).', 'Leave this empty (null).'),
  undefined: said('Stuur hier niets mee.', 'Send nothing here.'),
  never: said('Stuur hier niets mee.', 'Send nothing here.'),
}

const formats: { readonly [format: string]: Bilingual } = {
  email: said('Dit is geen e-mailadres, zoals naam@voorbeeld.nl.', 'This is no mail address such as name@example.org.'),
  uuid: said('Dit is geen geldig nummer (UUID).', 'This is no valid identifier (UUID).'),
  date: said('Geef een datum die bestaat, zoals 2026-03-18.', 'Give a date that exists, such as 2026-03-18.'),
  datetime: said(
    'Geef een tijdstip met tijdzone, zoals 2026-03-18T09:00:00+01:00.',
    'Give a moment with its time zone, such as 2026-03-18T09:00:00+01:00.',
  ),
  base64: said('Dit is geen geldige base64.', 'This is not valid base64.'),
  base64url: said('Dit is geen geldige base64url.', 'This is not valid base64url.'),
  url: said('Dit is geen geldig webadres.', 'This is no valid web address.'),
}

const amount = (value: unknown): string => (typeof value === 'bigint' || typeof value === 'number' ? String(value) : '')
const isOne = (value: unknown): boolean => Number(value) === 1

const tooSmall = ({ origin, minimum, inclusive }: RawIssue): Bilingual => {
  const least = amount(minimum)
  if (origin === 'string')
    return isOne(minimum) ? fillIn : said(`Schrijf minstens ${least} tekens.`, `Write at least ${least} characters.`)
  if (origin === 'array' || origin === 'set') return said(`Geef er minstens ${least}.`, `Give at least ${least}.`)
  return inclusive === false
    ? said(`Geef een getal boven ${least}.`, `Give a number above ${least}.`)
    : said(`Geef een getal van ${least} of meer.`, `Give a number of ${least} or more.`)
}

const tooBig = ({ origin, maximum, inclusive }: RawIssue): Bilingual => {
  const most = amount(maximum)
  if (origin === 'string') return said(`Schrijf hoogstens ${most} tekens.`, `Write at most ${most} characters.`)
  if (origin === 'array' || origin === 'set') return said(`Geef er hoogstens ${most}.`, `Give at most ${most}.`)
  return inclusive === false
    ? said(`Geef een getal onder ${most}.`, `Give a number below ${most}.`)
    : said(`Geef een getal van ${most} of minder.`, `Give a number of ${most} or less.`)
}

const listed = (values: unknown): string =>
  Array.isArray(values) ? values.filter((each) => ['string', 'number', 'boolean'].includes(typeof each)).join(', ') : ''

const Worded = z.object({ words: z.object({ nl: z.string(), en: z.string() }) })

/** The sentence for an issue. For a missing value of any type, it asks to fill it in. */
export const wordsFor = (issue: RawIssue): Bilingual => {
  const own = Worded.safeParse(issue.params).data?.words
  if (own !== undefined) return own
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'undefined' || issue.expected === 'never') return kinds.undefined ?? notLikeThis
      if (issue.input === undefined) return fillIn
      return kinds[String(issue.expected)] ?? notLikeThis
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formats[String(issue.format)] ?? notLikeThis
    case 'invalid_value':
      return issue.input === undefined
        ? fillIn
        : said(`Kies een van: ${listed(issue.values)}.`, `Choose one of: ${listed(issue.values)}.`)
    case 'not_multiple_of':
      return said(`Geef een veelvoud van ${amount(issue.divisor)}.`, `Give a multiple of ${amount(issue.divisor)}.`)
    case 'invalid_union':
      return issue.input === undefined
        ? fillIn
        : said('Dit past bij geen van de mogelijkheden.', 'This fits none of the possibilities.')
    default:
      return notLikeThis
  }
}
