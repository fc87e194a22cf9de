// Moves the clock from due job to due job, in order, so that everything that depends on time happens as it would have.
import type { Activity } from './activity.ts'
import type { Agenda, Job } from './agenda.ts'
import type { VirtualClock } from './clock.ts'

export type Fired = { readonly name: string; readonly at: string }

export type Journey = { readonly isForced: boolean }

export type TimeMachine = {
  /**
   * Moves the clock to a moment and returns the jobs that fired on the way. Throws (Error) if it would go back, unless forced:
   * then nothing fires and nothing is undone, so that earlier writes are in the future.
   */
  travel(target: number, how?: Journey): Promise<readonly Fired[]>
}

const hour = 3_600_000
const day = 24 * hour
/** Up to this distance every tick of a rate fires; beyond it, ticks that can find nothing new are skipped. */
const everyTickWithin = 2 * hour

/** The count of a large poll can take minutes of real time. This limit is longer than any function may run. */
const longestTask = 15 * 60_000

type Due = { readonly job: Job; readonly at: number }

const earlier = (a: Due, b: Due): Due => (b.at < a.at ? b : a)

/**
 * When a recurring job fires next while the clock is moved. Over a long distance it fires at its first tick after another job
 * fired, otherwise once a day, and at its last tick before the target: a five-minute sweeper would fire 105,120 times a year.
 */
const recurringDue = (job: Job, now: number, lastRun: number | undefined, target: number): Due | undefined => {
  if (!job.recurrence) return undefined
  if (lastRun === undefined) {
    const at = job.at < now ? job.recurrence.nextAfter(now - 1) : job.at
    return at !== undefined && at <= target ? { job, at } : undefined
  }
  const daily = job.recurrence.nextAfter(Math.max(job.at, lastRun + day) - 1)
  if (daily !== undefined && daily <= target) return { job, at: daily }
  const { period } = job.recurrence
  if (period === undefined || job.at > target) return undefined
  return { job, at: job.at + Math.floor((target - job.at) / period) * period }
}

/** The only way to move the clock while the system runs. Moves are made one after the other. */
export const startTimeMachine = (clock: VirtualClock, agenda: Agenda, activity: Activity): TimeMachine => {
  let previous: Promise<unknown> = Promise.resolve()

  /** The next due jobs on a journey: one job, or all recurring ones due at the same moment, which run in parallel. */
  const nextDue = (target: number, lastRunOf: (job: Job) => number | undefined): readonly Due[] => {
    const due = agenda.jobs().flatMap((job): readonly Due[] => {
      if (!job.recurrence) return job.at <= target ? [{ job, at: job.at }] : []
      const tick = recurringDue(job, clock.now(), lastRunOf(job), target)
      return tick === undefined ? [] : [tick]
    })
    const [first, ...others] = due
    if (first === undefined) return []
    const next = others.reduce(earlier, first)
    return next.job.recurrence ? due.filter(({ job, at }) => job.recurrence && at === next.at) : [next]
  }

  const forward = async (target: number): Promise<readonly Fired[]> => {
    const isLong = target - clock.now() > everyTickWithin
    const fired: Fired[] = []
    // When each recurring job has run since the last other job.
    const lastRuns = new Map<number, number>()
    for (;;) {
      await activity.settled(longestTask)
      const due = nextDue(target, (job) => (isLong ? lastRuns.get(job.id) : undefined))
      const [first] = due
      if (first === undefined) break
      const at = Math.max(first.at, clock.now())
      clock.set(at)
      if (!first.job.recurrence) lastRuns.clear()
      for (const { job } of due) {
        fired.push({ name: job.name, at: new Date(at).toISOString() })
        if (job.recurrence) lastRuns.set(job.id, at)
        agenda.fireNow(job, at)
      }
    }
    clock.set(target)
    agenda.restart(target)
    return fired
  }

  const travel = async (target: number, { isForced }: Journey): Promise<readonly Fired[]> => {
    if (target < clock.now() && !isForced)
      throw new Error(
        `The clock stands at ${new Date(clock.now()).toISOString()}, and going back undoes nothing. Choose a later moment, send "force": true, or start with --fresh.`,
      )
    const wasFrozen = clock.isFrozen
    agenda.hold()
    clock.freeze(wasFrozen)
    try {
      if (target < clock.now()) {
        await activity.settled(longestTask)
        clock.set(target)
        agenda.restart(target)
        return []
      }
      return await forward(target)
    } finally {
      if (!wasFrozen) clock.run()
      agenda.release()
    }
  }

  return {
    travel: (target, how = { isForced: false }) => {
      const journey = previous.then(() => travel(target, how))
      previous = journey.catch(() => undefined)
      return journey
    },
  }
}
