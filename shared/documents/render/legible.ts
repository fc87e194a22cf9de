// Text of people on a page: whatever could reorder, hide or break what is written is replaced where everybody sees it.

/** Stands where a character cannot be shown. */
export const replacement = '\uFFFD'

/** Control characters but line breaks and tabs, overrides of the reading direction, and what has no character. */
const dangerous = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]|\p{Noncharacter_Code_Point}/gu

/** A text that is safe on any page: well-formed, in NFC, with line breaks as `\n`. */
export const legible = (text: string): string =>
  text.toWellFormed().normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(dangerous, replacement)

/** The same on one line. */
export const legibleLine = (text: string): string => legible(text).replaceAll(/\s+/gu, ' ').trim()

/** Paragraphs of a text: an empty line parts them. */
export const paragraphsOf = (text: string): readonly string[] =>
  legible(text)
    .split(/\n\s*\n/u)
    .map((each) => each.trim())
    .filter((each) => each !== '')

/** What takes no room: joiners, variants, direction marks. A page of a font without them needs none. */
const ignorable = /\p{Default_Ignorable_Code_Point}/gu
/** Scripts from right to left: set from left to right they would say something else. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const soundsLike = new Map([
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2212', '-'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
])
const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' })

/** A word without an end, a piece for each stretch: a line may break between them (U+200B). */
const longWord = /\S{70,}/gu
const stretch = /\S{20}(?=\S)/gu
export const breakable = (text: string): string =>
  text.replaceAll(longWord, (word) => word.replaceAll(stretch, (piece) => `${piece}\u200b`))

export type Fitted = { readonly text: string; readonly replaced: number }

/** A text in the characters that a font has; the others, each with all its parts, are replaced and counted. */
export const fitted = (text: string, has: (codePoint: number) => boolean): Fitted => {
  let replaced = 0
  let result = ''
  for (const { segment } of graphemes.segment(text)) {
    const shown = segment.replaceAll(ignorable, '')
    const known = soundsLike.get(shown) ?? shown
    const isShown = [...known].every(
      (each) => each === '\n' || (!rightToLeft.test(each) && has(each.codePointAt(0) ?? 0)),
    )
    if (!isShown) replaced += 1
    result += isShown ? known : replacement
  }
  return { text: result, replaced }
}
