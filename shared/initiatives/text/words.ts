// The search words of an initiative, and which titles are so alike that people would confuse them (ADR 0021).
import type * as z from 'zod'
import type { Warning } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { wordsOf } from '../../kernel/words.ts'
import type { PublicContent } from './content.ts'

/** Shorter words occur in nearly every text. */
export const shortestWord = 3
/** The number of search words of an initiative: those of its title, then of its summary. A transaction has room for them. */
export const maximumWords = 40

const common = new Set(
  'aan als and are bij dan dat de der die dit door een for from had heeft het hoe hun kan met naar niet nog onder onze ook \
over that the this tot uit van voor waar was wat wie wij with wordt zijn zoals'.split(/\s+/),
)

/** The significant words of a text, each once. */
export const searchWords = (text: string): readonly string[] => [
  ...new Set(wordsOf(text).filter((word) => word.length >= shortestWord && !common.has(word))),
]

/** The words under which an initiative is found. */
export const indexedWords = ({ title, summary }: Pick<PublicContent, 'title' | 'summary'>): readonly string[] =>
  searchWords(`${title} ${summary}`).slice(0, maximumWords)

const nothingToSearch = {
  nl: `Zoek met ten minste één woord van ${shortestWord} letters of meer. Woorden als ‘voor’ en ‘van’ tellen niet mee.`,
  en: `Search by at least one word of ${shortestWord} letters or more. Words such as “the” and “for” do not count.`,
}

/** The words of a search. */
export const SearchText = Line(100).refine((text) => searchWords(text).length > 0, {
  params: { words: nothingToSearch },
})
export type SearchText = z.infer<typeof SearchText>

/** Whether two titles have three quarters of their words in common, in any order. */
export const isAlike = (title: string, other: string): boolean => {
  const [words, others] = [new Set(wordsOf(title)), new Set(wordsOf(other))]
  const shared = [...words].filter((word) => others.has(word)).length
  return shared > 0 && shared * 4 >= Math.max(words.size, others.size) * 3
}

type Titled = { readonly id: string; readonly title: string }

/** The warning to an applicant whose title resembles others. They may keep it. */
export const titleWarning = (alike: readonly Titled[]): readonly Warning[] =>
  alike.length === 0
    ? []
    : [
        {
          code: 'title-like-another',
          words: {
            nl: `Uw titel lijkt op die van ${named(alike)}. Kies een andere titel als het niet hetzelfde is.`,
            en: `Your title is like that of ${named(alike)}. Choose another one if it is not the same.`,
          },
          pointer: '/title',
          about: alike,
        },
      ]

const named = (alike: readonly Titled[]): string => alike.map(({ title }) => `‘${title}’`).join(', ')
