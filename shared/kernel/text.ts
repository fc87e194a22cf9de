// What people write, and how it is shown. One rule for every field that a person fills in: no control characters, nothing
// that reorders or hides text, something to see. Emoji and every script are welcome.
import * as z from 'zod'
import type { Bilingual } from './refusals.ts'

/** Overrides and isolates of the writing direction (Unicode TR 9): with them a text can look different from what it is. */
const reorders = /[\u202a-\u202e\u2066-\u2069]/u
/** Scripts whose letters a joiner or non-joiner binds or parts: Persian, Hindi, Sinhala and others need it to be spelled. */
const joinedScripts = ['Arab', 'Syrc', 'Mong', 'Nkoo', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda']
  .concat(['Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'])
  .map((script) => `\\p{scx=${script}}`)
  .join('')
/** Where a character that takes no room is a part of what is seen. */
const meant = [
  // Joiners in words of these scripts, and between the parts of an emoji (family, profession).
  `(?<=[${joinedScripts}])[\\u200c\\u200d]`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  // The form of the character before it: an emoji or not, a variant of a sign or an ideograph.
  '(?<=[\\p{Emoji}\\p{S}\\p{P}])[\\ufe0e\\ufe0f]',
  '(?<=[\\p{Sm}\\p{scx=Han}\\p{scx=Mymr}\\p{scx=Phag}])[\\ufe00-\\ufe0d]',
  '(?<=\\p{scx=Han})[\\u{e0100}-\\u{e01ef}]',
  '(?<=\\p{scx=Mong})[\\u180b-\\u180d\\u180f]',
  // The letters of a flag (🏴 and its region) stand after the flag.
  '(?<=[\\u{1f3f4}\\u{e0020}-\\u{e007e}])[\\u{e0020}-\\u{e007f}]',
].join('|')
/**
 * Invisible characters: Unicode's list of what is not shown (zero-width spaces, Hangul fillers, tags, direction marks
 * and overrides), the Braille blank, separators of lines, interlinear marks, what has no character or no agreed form.
 */
const invisible =
  '[\\p{Default_Ignorable_Code_Point}\\u2800\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\ufff0-\\uffff\\u{1d173}-\\u{1d17a}]'
const hides = new RegExp(`(?!${meant})${invisible}`, 'u')
const tooManyMarks = /\p{M}{6,}/u
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
const control = /\p{Cc}/u
const controlButBreaks = /(?![\n\t])\p{Cc}/u

const words = {
  control: { nl: 'Gebruik geen besturingstekens.', en: 'Use no control characters.' },
  breaks: { nl: 'Gebruik geen nieuwe regels of besturingstekens.', en: 'Use no line breaks or control characters.' },
  reorders: {
    nl: 'Gebruik geen tekens die de leesrichting omdraaien.',
    en: 'Use no characters that turn the reading direction around.',
  },
  hides: { nl: 'Gebruik geen onzichtbare tekens.', en: 'Use no invisible characters.' },
  marks: { nl: 'Zet niet zoveel accenten op één letter.', en: 'Put fewer accents on one letter.' },
  visible: { nl: 'Schrijf iets wat te lezen is.', en: 'Write something that can be read.' },
} as const satisfies { readonly [name: string]: Bilingual }

/** Latin letters, digits and the usual signs: nothing that is asked below is true of one of them. */
const usual = '\\x21-\\x7e\\xa1-\\xac\\xae-\\u024f\\u2010-\\u2015\\u2018-\\u201f\\u2022\\u2026\\u20ac'
const usualLine = new RegExp(`^ *[${usual}][${usual} ]*$`)
const usualProse = new RegExp(`^[\\n ]*[${usual}][${usual}\\n ]*$`)

/** What is wrong with a text in NFC, in words; undefined where nothing is. Each text of a list is asked twice, so it matters. */
export const objectionToText = (text: string, mayBreak: boolean): Bilingual | undefined => {
  if ((mayBreak ? usualProse : usualLine).test(text)) return undefined
  if (mayBreak ? controlButBreaks.test(text) : control.test(text)) return mayBreak ? words.control : words.breaks
  if (reorders.test(text)) return words.reorders
  if (hides.test(text)) return words.hides
  if (tooManyMarks.test(text)) return words.marks
  return visible.test(text) ? undefined : words.visible
}

const described = (max: number, mayBreak: boolean) =>
  `Text of at most ${max} characters (UTF-16 units, after NFC)${mayBreak ? ', with line breaks' : ' on one line'}. No control characters, nothing that reorders or hides text, and something to see.`

const textOf = (min: number, max: number, mayBreak: boolean) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replaceAll('\r\n', '\n'))
    .min(min)
    .max(max)
    // Not `superRefine`, which makes a function for each text.
    .check(({ value: text, issues }) => {
      // A text that is too short gets that message only.
      if (text.length < min) return
      const objection = objectionToText(text, mayBreak)
      if (objection !== undefined)
        issues.push({ code: 'custom', input: text, params: { words: objection }, continue: true })
    })
    .meta({ description: described(max, mayBreak) })

/** A line that somebody writes: a title, a name. Kept in NFC. Lengths in UTF-16 units. */
export const Line = (max: number, min = 1) => textOf(min, max, false)
/** A text that somebody writes, with line breaks. Kept in NFC. Lengths in UTF-16 units. */
export const Prose = (max: number, min = 1) => textOf(min, max, true)

const notPrinted = new RegExp(`(?!${meant})(?:${invisible}|\\p{Cc}|${reorders.source})`, 'gu')

/** As JSON writes it: a character beyond the first 65,536 is two. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')

/**
 * A text on one line of a terminal: every character that could begin a line, move the cursor, clear the screen, reorder or hide what is
 * written is shown as `\uXXXX`. JSON stays the same JSON.
 */
export const printable = (text: string): string => text.replaceAll(notPrinted, escaped)

/** A name as people write it: in capitals or not, with one space between its words. */
const asWritten = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/** Whether two names are those of one department or person. */
export const isSameName = (one: string | undefined, other: string): boolean =>
  one !== undefined && asWritten(one) === asWritten(other)
