/**
 * Collects what is given during one turn of the event loop and passes it on at its end, all at once: each message between
 * threads wakes the other one, which costs more than the message itself.
 */
export const together = <Item>(pass: (items: readonly Item[]) => void): ((item: Item) => void) => {
  let held: Item[] = []
  const passAll = () => {
    const items = held
    held = []
    pass(items)
  }
  return (item) => {
    if (held.push(item) === 1) setImmediate(passAll)
  }
}
