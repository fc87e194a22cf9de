// User text on a page: characters that could reorder, hide or break the text are replaced visibly.

/** Replaces a character that cannot be shown. */
export const replacement = '\uFFFD'

/** Control characters except line breaks and tabs, overrides of the reading direction, and unassigned code points. */
const dangerous = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]|\p{Noncharacter_Code_Point}/gu

/** A text that is safe on any page: well-formed, in NFC, with line breaks as `\n`. */
export const legible = (text: string): string =>
  text.toWellFormed().normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(dangerous, replacement)

/** The same on one line. */
export const legibleLine = (text: string): string => legible(text).replaceAll(/\s+/gu, ' ').trim()

/** Paragraphs of a text, separated by empty lines. */
export const paragraphsOf = (text: string): readonly string[] =>
  legible(text)
    .split(/\n\s*\n/u)
    .map((each) => each.trim())
    .filter((each) => each !== '')

/** Zero-width characters: joiners, variants, direction marks. A page whose font lacks them does not need them. */
const ignorable = /\p{Default_Ignorable_Code_Point}/gu
/** Right-to-left scripts: set from left to right, their text would be wrong. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const soundsLike = new Map([
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2212', '-'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
])
const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' })

/** Splits a very long word into pieces; a line may break between them (U+200B). */
const longWord = /\S{70,}/gu
const stretch = /\S{20}(?=\S)/gu
export const breakable = (text: string): string =>
  text.replaceAll(longWord, (word) => word.replaceAll(stretch, (piece) => `${piece}\u200b`))

export type Fitted = { readonly text: string; readonly replaced: number }

/** A text in the characters that a font has; others, with their combining parts, are replaced and counted. */
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
