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

/** A count of a large poll may take minutes of the machine's time; longer than any function may run. */
const longestTask = 15 * 60_000

type Due = { readonly job: Job; readonly at: number }

const earlier = (a: Due | undefined, b: Due): Due => (a === undefined || b.at < a.at ? b : a)

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

  const forward = async (target: number): Promise<readonly Fired[]> => {
    const isLong = target - clock.now() > everyTickWithin
    const fired: Fired[] = []
    // When each recurring job has run since the last other job.
    const lastRuns = new Map<number, number>()
    for (;;) {
      await activity.settled(longestTask)
      let next: Due | undefined
      for (const job of agenda.jobs()) {
        const due = job.recurrence
          ? recurringDue(job, clock.now(), isLong ? lastRuns.get(job.id) : undefined, target)
          : job.at <= target
            ? { job, at: job.at }
            : undefined
        if (due) next = earlier(next, due)
      }
      if (!next) break
      const at = Math.max(next.at, clock.now())
      clock.set(at)
      fired.push({ name: next.job.name, at: new Date(at).toISOString() })
      if (next.job.recurrence) lastRuns.set(next.job.id, at)
      else lastRuns.clear()
      agenda.fireNow(next.job, at)
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
