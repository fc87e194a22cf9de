// What people write, and how it is shown. One rule for every field that a person fills in: no control characters, nothing
// that reorders or hides text, something to see. Emoji and every script are welcome.
import * as z from 'zod'
import type { Bilingual } from './refusals.ts'

/** Overrides and isolates of the writing direction (Unicode TR 9): with them a text can show what it does not say. */
const reorders = /[\u202a-\u202e\u2066-\u2069]/u
/** Takes no room and joins nothing: zero-width spaces, fillers, invisible operators, interlinear marks, private use. */
const hides =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these characters is meant on its own
  /\u034f|[\u00ad\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\p{Co}\p{Cs}]/u
/** Letters of a flag (🏴 and its region) stand after the flag; anywhere else they cannot be seen. */
const strayTag = /(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0000}-\u{e007f}]/u
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

/** What is wrong with a text in NFC, in words; undefined where nothing is. */
export const objectionToText = (text: string, mayBreak: boolean): Bilingual | undefined => {
  if (mayBreak ? controlButBreaks.test(text) : control.test(text)) return mayBreak ? words.control : words.breaks
  if (reorders.test(text)) return words.reorders
  if (hides.test(text) || strayTag.test(text)) return words.hides
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
    .superRefine((text, context) => {
      // Too short says enough.
      if (text.length < min) return
      const objection = objectionToText(text, mayBreak)
      if (objection !== undefined) context.addIssue({ code: 'custom', input: text, params: { words: objection } })
    })
    .meta({ description: described(max, mayBreak) })

/** A line that somebody writes: a title, a name. Kept in NFC. Lengths in UTF-16 units. */
export const Line = (max: number, min = 1) => textOf(min, max, false)
/** A text that somebody writes, with line breaks. Kept in NFC. Lengths in UTF-16 units. */
export const Prose = (max: number, min = 1) => textOf(min, max, true)

/**
 * A text as a terminal may show it: whatever could move the cursor, clear the screen, reorder or hide what is written is
 * shown as `\uXXXX`. Line feeds and tabs stay.
 */
export const printable = (text: string): string =>
  text.replaceAll(
    /(?![\n\t])[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
