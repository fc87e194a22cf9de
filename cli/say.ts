import { printable } from '../shared/kernel/text.ts'

/** Prints lines to the terminal. Text that others wrote cannot start a line of its own, move the cursor or hide anything. */
export const say = (...lines: readonly string[]): void => console.log(lines.map(printable).join('\n'))

/** The same on the error stream. */
export const printError = (...lines: readonly string[]): void => console.error(lines.map(printable).join('\n'))
