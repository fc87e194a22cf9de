// Announces the poll of a consultation. A unit of its own, because it wraps keys.
import {
  announceConsultationPoll as announced,
  configurationOf,
} from '../../shared/agreements/agreement/consultation-poll.ts'
import { announceConsultationPoll } from '../../shared/agreements/consultation-operations.ts'
import { presentAgreement } from '../../shared/agreements/present.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { type Announcing, openAnnouncing } from '../../shared/voting/announcing-store.ts'
import { getRegisterFigureOn } from '../../shared/wards/register/store.ts'
import { serve } from '../runtime/http.ts'
import { change, together } from '../runtime/things.ts'
import { agreementsIn } from './subjects.ts'

const announce = (table: Table, announcePoll: Announcing) =>
  change(
    announceConsultationPoll,
    agreementsIn(table),
    async ({ thing, body, now }) => {
      const figure = await getRegisterFigureOn(table, thing.wardCode, dateInCity(now))
      const asked = configurationOf(thing, body, figure, now)
      if (asked.refused) return asked
      const announcement = await announcePoll(asked.configuration, now)
      if (announcement.refused)
        return refuse('consultation-poll-cannot-be-held', announcement.facts, announcement.objections)
      const taken = announced(thing, announcement.poll)
      return taken.refused ? taken : together(taken, ...announcement.changes)
    },
    presentAgreement,
  )

export const start = (environment: Environment) =>
  serve(
    { announceConsultationPoll },
    { announceConsultationPoll: announce(openTable(environment), openAnnouncing(environment)) },
  )
