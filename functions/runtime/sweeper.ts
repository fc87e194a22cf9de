// The pipeline of a sweeper: every few minutes it does overdue work. Normally there is none.
import * as z from 'zod'
import type { Instant } from '../../shared/kernel/clock.ts'
import { type Facts, faultFacts, log } from './log.ts'
import { task } from './task.ts'

type Sweep<Thing> = {
  readonly name: string
  /** The things that are due at this moment. */
  readonly listDue: (now: Instant) => Promise<readonly Thing[]>
  /** Does or starts the due work; false if another writer was quicker, or nothing can be done yet. */
  readonly act: (thing: Thing, now: Instant) => Promise<boolean>
  /** The fields of a log line about a thing. */
  readonly facts: (thing: Thing) => Facts
}

/** The Lambda handler of a sweeper. A failure does not delay the other things; the alarm goes off in any case. */
export const sweep = <Thing>({ name, listDue, act, facts }: Sweep<Thing>) =>
  task({
    name,
    input: z.unknown(),
    output: z.object({ swept: z.int() }),
    facts: () => ({}),
    run: async (_, now) => {
      let swept = 0
      const faults: unknown[] = []
      for (const thing of await listDue(now)) {
        try {
          if (!(await act(thing, now))) continue
          swept += 1
          log.warn('swept', { operation: name, ...facts(thing) })
        } catch (fault) {
          faults.push(fault)
          log.error('not-swept', { operation: name, ...facts(thing), ...faultFacts(fault) })
        }
      }
      if (faults.length > 0) throw new AggregateError(faults, `${faults.length} due items could not be processed`)
      return { swept }
    },
  })
