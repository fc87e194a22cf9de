import { printable } from '../shared/kernel/text.ts'

/** Prints lines to the terminal. What others wrote in them cannot move the cursor or hide anything. */
export const say = (text: string): void => console.log(printable(text))

/** The same on the error stream. */
export const complain = (text: string): void => console.error(printable(text))
