/**
 * Caches the answers for the last `capacity` keys. Simultaneous calls share one answer; failures and empty answers are not
 * cached. For values that never change once they exist.
 */
export const memoize = <Key, Value>(capacity: number, find: (key: Key) => Promise<Value | undefined>) => {
  const known = new Map<Key, Promise<Value | undefined>>()
  return async (key: Key): Promise<Value | undefined> => {
    const present = known.get(key)
    if (present !== undefined) return present
    const finding = find(key)
    known.set(key, finding)
    const [oldest] = known.keys()
    if (known.size > capacity && oldest !== undefined) known.delete(oldest)
    try {
      const value = await finding
      if (value === undefined) known.delete(key)
      return value
    } catch (error) {
      known.delete(key)
      throw error
    }
  }
}

/** The value of `make`, created on first use: a cold start does not pay for it. */
export const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/**
 * Caches the answers for the last `capacity` keys for some milliseconds. For values that change slowly. Simultaneous calls
 * share one answer; failures are not cached. If the clock was set back, the value is looked up again.
 */
export const memoizeFor = <Key, Value>(milliseconds: number, capacity: number, find: (key: Key) => Promise<Value>) => {
  const known = new Map<Key, { readonly at: number; readonly value: Promise<Value> }>()
  return async (key: Key, now: number): Promise<Value> => {
    const present = known.get(key)
    if (present !== undefined && now >= present.at && now < present.at + milliseconds) return present.value
    const asked = { at: now, value: find(key) }
    known.delete(key)
    known.set(key, asked)
    const [oldest] = known.keys()
    if (known.size > capacity && oldest !== undefined) known.delete(oldest)
    try {
      return await asked.value
    } catch (error) {
      if (known.get(key) === asked) known.delete(key)
      throw error
    }
  }
}
