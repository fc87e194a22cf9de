// Tests that a document names as `tests/….test.ts › title`.
import { existsSync, readFileSync } from 'node:fs'

const named = /`(tests\/[\w./-]+\.test\.ts) › ([^`]+)`/g

/** Titles of `it` and `it.each` as the source writes them. */
const titlesIn = (source: string): ReadonlySet<string> =>
  new Set([...source.matchAll(/\(\s*(['"])((?:(?!\1).)+)\1,\s*(?:async\s*)?\(/g)].map(([, , title = '']) => title))

/** Tests that a text names but that do not exist. */
export const missingTests = (text: string): string[] =>
  [...text.matchAll(named)].flatMap(([, file = '', title = '']) =>
    existsSync(file) && titlesIn(readFileSync(file, 'utf8')).has(title) ? [] : [`${file} › ${title}`],
  )

/** Rows of the tables in a text, without header rows. */
export const rowsIn = (text: string): string[] =>
  text.split('\n').filter((line, index, lines) => line.startsWith('| ') && !lines[index + 1]?.startsWith('|--'))

/** First cells of the rows that name no test. */
export const rowsWithoutTest = (text: string): string[] =>
  rowsIn(text)
    .filter((line) => line.match(named) === null)
    .map((line) => line.split('|')[1]?.trim() ?? '')
