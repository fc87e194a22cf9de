// Everything that will happen at a moment of the virtual clock: schedules, waits of state machines, retries.
import type { Activity } from './activity.ts'
import type { VirtualClock } from './clock.ts'

/** The next moment of a recurring job, strictly after a given one. `undefined`: never again. */
export type Recurrence = {
  nextAfter(moment: number): number | undefined
  /** Milliseconds between two ticks of a rate; absent for calendars. */
  readonly period?: number
}

export type Job = {
  readonly id: number
  readonly name: string
  readonly at: number
  readonly recurrence?: Recurrence
  readonly fire: (at: number) => Promise<void> | void
}

export type Agenda = {
  /** Fires once, at the moment or at once if it has passed. Returns a function that cancels it. */
  once(name: string, at: number, fire: Job['fire']): () => void
  /** Fires repeatedly until cancelled, first after `from`. */
  every(name: string, recurrence: Recurrence, from: number, fire: Job['fire']): () => void
  /** Stops the machine's timer; jobs fire only by `fireNow`. */
  hold(): void
  release(): void
  jobs(): readonly Job[]
  /** Fires one job as of a moment; a recurring one is then due after that moment. */
  fireNow(job: Job, at: number): void
  /** Recurring jobs are next due after this moment: the clock has been moved. */
  restart(moment: number): void
  stop(): void
}

/** Longest delay of a Node timer, about 24 days; then the agenda looks again. */
const longestTimer = 2 ** 31 - 1

/** An agenda on a virtual clock. A job counts as activity from the instant it fires. */
export const startAgenda = (clock: VirtualClock, activity: Activity, report: (failure: string) => void): Agenda => {
  const jobs = new Map<number, Job>()
  let lastId = 0
  let timer: NodeJS.Timeout | undefined
  let isHeld = false
  let isOver = false

  const inOrder = () => [...jobs.values()].sort((a, b) => a.at - b.at || a.id - b.id)

  const fireNow = (job: Job, at: number) => {
    if (!jobs.delete(job.id)) return
    const next = job.recurrence?.nextAfter(at)
    if (next !== undefined) jobs.set(job.id, { ...job, at: next })
    const end = activity.begin(job.name)
    Promise.resolve()
      .then(() => job.fire(job.recurrence ? at : Math.max(job.at, at)))
      .catch((error: unknown) => report(`${job.name}: ${error instanceof Error ? error.message : String(error)}`))
      .finally(end)
  }

  const arm = () => {
    clearTimeout(timer)
    if (isHeld || isOver) return
    let earliest = Number.POSITIVE_INFINITY
    for (const job of jobs.values()) if (job.at < earliest) earliest = job.at
    if (earliest === Number.POSITIVE_INFINITY) return
    const delay = Math.max(0, earliest - clock.now())
    if (delay > 0 && clock.isFrozen) return
    timer = setTimeout(fireDue, Math.min(delay, longestTimer))
    timer.unref()
  }

  const fireDue = () => {
    const now = clock.now()
    for (const job of inOrder()) if (job.at <= now) fireNow(job, job.recurrence ? now : job.at)
    arm()
  }

  const add = (job: Job) => {
    jobs.set(job.id, job)
    arm()
    return () => {
      if (jobs.delete(job.id)) arm()
    }
  }

  clock.onChange(arm)
  return {
    once: (name, at, fire) => {
      lastId += 1
      return add({ id: lastId, name, at, fire })
    },
    every: (name, recurrence, from, fire) => {
      lastId += 1
      const at = recurrence.nextAfter(from)
      return at === undefined ? () => {} : add({ id: lastId, name, at, recurrence, fire })
    },
    hold: () => {
      isHeld = true
      clearTimeout(timer)
    },
    release: () => {
      isHeld = false
      arm()
    },
    jobs: inOrder,
    fireNow,
    restart: (moment) => {
      for (const job of inOrder()) {
        const at = job.recurrence?.nextAfter(moment)
        if (at !== undefined) jobs.set(job.id, { ...job, at })
      }
    },
    stop: () => {
      isOver = true
      clearTimeout(timer)
    },
  }
}
