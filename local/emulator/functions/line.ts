// A waiting line: a maximum number at once, the others in order of arrival.

/** Does the work when its turn has come. A failure goes to the caller and lets the next one in. */
export type Line = <Value>(work: () => Promise<Value>) => Promise<Value>

/** Opens a line that lets `most` in at once. */
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
  /** Hands the place on directly, so that a later arrival cannot take it. */
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
