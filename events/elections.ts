import * as z from 'zod'
import { ElectionId, WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const contest = { electionId: ElectionId, wardCode: WardCode }

export const stationCountChanged = defineEvent(
  'nl.wijk.elections.station-count-changed.v1',
  {
    nl: 'De invoer van een stembureau is een stap verder. De aantallen staan hier niet in.',
    en: 'The entry of a polling station has moved on. The numbers are not in it.',
  },
  z.strictObject({ ...contest, station: z.string(), status: z.string() }),
)

export const electionsEvents = [stationCountChanged] as const
