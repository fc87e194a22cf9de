// The mail of notices: in Dutch, then in English, as text alone. It holds what the list shows, and where to look.
import type { Notice } from './notice.ts'

/** What the letter says of a notice that the notice itself does not hold. */
export type Place = { readonly wardName: string; readonly href: string }
export type Letter = { readonly subject: string; readonly text: string }
type Written = Pick<Notice, 'subject' | 'title'> & Place

const ending = {
  nl: 'Dit bericht staat ook in uw lijst van berichten. Stuur geen antwoord op deze mail: niemand leest het.',
  en: 'This notice is in your list of notices too. Do not answer this mail: nobody reads it.',
} as const
const words = {
  nl: { ward: 'Wijk', look: 'Bekijk het hier', many: (count: number) => `Er zijn ${count} berichten voor u.` },
  en: { ward: 'Ward', look: 'See', many: (count: number) => `There are ${count} notices for you.` },
} as const

const itemIn = (language: 'nl' | 'en', { title, wardName, href }: Written): string =>
  [title[language], `${words[language].ward}: ${wardName}`, `${words[language].look}: ${href}`].join('\n')

const textIn = (language: 'nl' | 'en', written: readonly Written[]): string =>
  [
    ...(written.length === 1 ? [] : [words[language].many(written.length)]),
    ...written.map((each) => itemIn(language, each)),
    ending[language],
  ].join('\n\n')

/** One mail of one or more notices to the same mailbox. */
export const letterOf = (first: Written, ...others: readonly Written[]): Letter => {
  const written = [first, ...others]
  const { nl, en } =
    others.length === 0
      ? { nl: `${first.subject.nl} (${first.wardName})`, en: first.subject.en }
      : { nl: words.nl.many(written.length), en: words.en.many(written.length) }
  return {
    subject: `${nl} / ${en}`,
    text: `${textIn('nl', written)}\n\n-- English --\n\n${textIn('en', written)}\n`,
  }
}
