// One item that does not fit its schema must not make a whole list fail. It is left out and reported.
import type { Key } from './read.ts'

type Listener = (key: Key) => void

let listener: Listener = () => {}

/** Sets the function that is called for such items: in a function its log, which has an alarm. */
export const onUnreadable = (hears: Listener): void => {
  listener = hears
}

export const reportUnreadable = (key: Key): void => listener(key)
