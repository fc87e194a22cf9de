// Work in progress. "Settled" means: nothing runs, and nothing is left to relay.

/** Ends the piece of work that `begin` announced. May be called more than once. */
export type End = () => void

export type Activity = {
  begin(what: string): End
  /** Counts a promise as work until it settles. */
  during<Value>(what: string, work: () => Promise<Value>): Promise<Value>
  /** A source that may hold work nobody has begun yet (an unread stream). Resolves when it has looked. */
  drain(look: () => Promise<void>): void
  /** Resolves when no work is left; rejects (with an Error that names the work) after the limit. */
  settled(limitMilliseconds?: number): Promise<void>
  readonly underWay: readonly string[]
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A new count, without work. */
export const startActivity = (): Activity => {
  const current = new Map<string, number>()
  const drains: (() => Promise<void>)[] = []
  let waiting: (() => void)[] = []
  let begun = 0

  const begin = (what: string): End => {
    begun += 1
    current.set(what, (current.get(what) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const left = (current.get(what) ?? 1) - 1
      if (left > 0) current.set(what, left)
      else current.delete(what)
      if (current.size > 0) return
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    }
  }

  const idle = async (deadline: number) => {
    while (current.size > 0) {
      const left = deadline - performance.now()
      if (left <= 0) throw new Error(`Still under way: ${[...current.keys()].join(', ')}`)
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        timer = setTimeout(resolve, left)
      })
      clearTimeout(timer)
    }
  }

  return {
    begin,
    during: async (what, work) => {
      const end = begin(what)
      try {
        return await work()
      } finally {
        end()
      }
    },
    drain: (look) => {
      drains.push(look)
    },
    settled: async (limitMilliseconds = 240_000) => {
      const deadline = performance.now() + limitMilliseconds
      for (;;) {
        await idle(deadline)
        const before = begun
        // Work may begin more work in a microtask, so wait one turn of the event loop.
        await turn()
        for (const look of drains) await look()
        await turn()
        if (begun === before && current.size === 0) return
        if (performance.now() > deadline) throw new Error('The system does not come to rest: jobs keep starting.')
      }
    },
    get underWay() {
      return [...current.keys()]
    },
  }
}
