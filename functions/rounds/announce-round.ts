// Announces a round: its poll, and its reserved budget. A unit of its own, because it wraps keys.
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { announced, announceRound as decide, pollOfRound } from '../../shared/rounds/announcement.ts'
import { announceRound } from '../../shared/rounds/operations.ts'
import { refusedAnnouncement } from '../../shared/rounds/refusals-of-poll.ts'
import { getEntries, roundOfPoll } from '../../shared/rounds/store.ts'
import { roundWarnings } from '../../shared/rounds/warnings.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { type Announcing, openAnnouncing } from '../../shared/voting/announcing-store.ts'
import { takeFromBudget } from '../../shared/wards/budgets/store.ts'
import { serve } from '../runtime/http.ts'
import { change, noting, together } from '../runtime/things.ts'
import { basisOn } from './basis.ts'
import { presentWarned } from './present-warned.ts'
import { roundsIn } from './subjects.ts'

const announce = (table: Table, announcePoll: Announcing) =>
  change(
    announceRound,
    roundsIn(table),
    async ({ thing, now }) => {
      const [basis, entries] = await Promise.all([basisOn(table, thing.wardCode, now), getEntries(table, thing.id)])
      if (basis === undefined) return refuse('no-rules-then')
      const configuration = pollOfRound(thing, entries, basis, now)
      if (configuration.refused) return configuration
      const announcement = await announcePoll(configuration.value, now)
      if (announcement.refused) return refusedAnnouncement(announcement)
      const facts = announced(thing, announcement.poll, basis.figure)
      const taken = decide(thing, facts)
      if (taken.refused) return taken
      // Round, money, poll and keys: all in one transaction, or nothing.
      const all = together(
        taken,
        takeFromBudget({ wardCode: thing.wardCode, ...facts.reservation }),
        roundOfPoll(thing, facts.pollId),
        ...announcement.changes,
      )
      return noting(all, roundWarnings(thing, entries, basis.rules))
    },
    presentWarned,
  )

export const start = (environment: Environment) =>
  serve({ announceRound }, { announceRound: announce(openTable(environment), openAnnouncing(environment)) })
