// A queue: runs a maximum number in parallel, and the others in order of arrival.

/** Does the work when its turn comes. A failure goes to the caller; the next one runs anyway. */
export type Line = <Value>(work: () => Promise<Value>) => Promise<Value>

/** Opens a queue that runs up to `most` in parallel. */
export const openLine = (most: number): Line => {
  const waiting: (() => void)[] = []
  let inside = 0
  const enter = (): Promise<void> | undefined => {
    if (inside < most) {
      inside += 1
      return undefined
    }
    return new Promise((resolve) => waiting.push(resolve))
  }
  /** Passes the place on directly, so that a later arrival cannot take it. */
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else inside -= 1
  }
  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
