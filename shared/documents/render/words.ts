// The fixed texts of a page, in the language of its document.
import type { Document } from '../document.ts'

type Words = {
  readonly version: (number: number, on: string) => string
  readonly page: (page: number, of: number) => string
  readonly continued: (header: string) => string
  readonly replaced: (times: number) => string
}

export const wordsOf = {
  nl: {
    version: (number, on) => `Versie ${number}, ${on}`,
    page: (page, of) => `Bladzijde ${page} van ${of}`,
    continued: (header) => `${header} (vervolg)`,
    replaced: (times) =>
      `Dit pdf-document kan ${times} ${times === 1 ? 'teken' : 'tekens'} niet laten zien. Daar staat \uFFFD. De webpagina van dit document laat ze wel zien.`,
  },
  en: {
    version: (number, on) => `Version ${number}, ${on}`,
    page: (page, of) => `Page ${page} of ${of}`,
    continued: (header) => `${header} (continued)`,
    replaced: (times) =>
      `This PDF cannot show ${times} ${times === 1 ? 'character' : 'characters'}. \uFFFD stands there. The web page of this document shows them.`,
  },
} as const satisfies { readonly [Language in Document['language']]: Words }

const months = {
  nl: 'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const

/** A date in words: `23 maart 2022`. The same on every machine. */
export const dateInWords = (on: string, language: Document['language']): string => {
  const [year = '', month = '', day = ''] = on.split('-')
  return `${Number(day)} ${months[language][Number(month) - 1] ?? month} ${year}`
}
