import { printable } from '../shared/kernel/text.ts'

/** Prints lines to the terminal. Text by other people cannot start a new line, move the cursor or hide anything. */
export const say = (...lines: readonly string[]): void => console.log(lines.map(printable).join('\n'))

/** Prints lines in the same way to standard error. */
export const printError = (...lines: readonly string[]): void => console.error(lines.map(printable).join('\n'))
