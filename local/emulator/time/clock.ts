// The virtual clock: the machine's time plus an offset, running at normal speed unless it is frozen.
import * as z from 'zod'
import type { State } from '../state.ts'
import { clockCells, virtualTime } from './clock-cells.ts'

export type VirtualClock = {
  /** Milliseconds since 1970. */
  now(): number
  /** Sets the clock, forward or back; fires nothing by itself (see `time-machine.ts`). */
  set(moment: number): void
  /** Time stands still until `run`; after a restart only if that is to be kept. */
  freeze(isKept: boolean): void
  run(): void
  readonly isFrozen: boolean
  /** Called after each change. */
  onChange(listener: () => void): void
  /** For the worker threads. */
  readonly buffer: SharedArrayBuffer
}

const Kept = z.object({ offset: z.number(), stillAt: z.number() })

/** A clock whose setting is stored in the state. */
export const startClock = (state: State): VirtualClock => {
  const drawer = state.drawer('clock', Kept)
  const cells = clockCells()
  const kept = drawer.get('setting')
  if (kept) {
    Atomics.store(cells, 0, BigInt(kept.offset))
    Atomics.store(cells, 1, BigInt(kept.stillAt))
  }
  const listeners = new Set<() => void>()
  let isStillKept = (kept?.stillAt ?? 0) !== 0
  const write = (offset: number, stillAt: number) => {
    Atomics.store(cells, 0, BigInt(offset))
    Atomics.store(cells, 1, BigInt(stillAt))
    drawer.put('setting', { offset, stillAt: isStillKept ? stillAt : 0 })
    for (const listener of listeners) listener()
  }
  const now = () => virtualTime(cells, Date.now())
  const isFrozen = () => Atomics.load(cells, 1) !== 0n
  return {
    now,
    set: (moment) => {
      const rounded = Math.round(moment)
      write(rounded - Date.now(), isFrozen() ? rounded : 0)
    },
    freeze: (isKept) => {
      isStillKept = isKept
      write(now() - Date.now(), now())
    },
    run: () => {
      isStillKept = false
      write(now() - Date.now(), 0)
    },
    get isFrozen() {
      return isFrozen()
    },
    onChange: (listener) => {
      listeners.add(listener)
    },
    buffer: cells.buffer,
  }
}
