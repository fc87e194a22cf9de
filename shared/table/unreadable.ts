// One item that its schema cannot read must not take a whole list away. It is left out of the list, and somebody hears of it.
import type { Key } from './read.ts'

type Listener = (key: Key) => void

let listener: Listener = () => {}

/** Who hears of such items from now on: in a function its log, on which an alarm stands. */
export const onUnreadable = (hears: Listener): void => {
  listener = hears
}

export const reportUnreadable = (key: Key): void => listener(key)
