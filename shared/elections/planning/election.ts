// An election: one polling day and its rules. Whether a window is open follows from its calendar and the clock,
// never from a status. The allowed steps are in machine.ts.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId } from '../../kernel/ids.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { ElectionRules } from '../rules/election-rules.ts'
import { ElectionCalendar, OwnDates } from './calendar.ts'
import { WindowMoment } from './window-moment.ts'

const planned = {
  id: ElectionId,
  name: z.strictObject({ nl: Line(120, 3), en: Line(120, 3) }),
  /** Pinned: an old election keeps its own rules. */
  rules: ElectionRules,
  calendar: ElectionCalendar,
  ownDates: OwnDates,
  createdAt: Instant,
  /** The moments of its windows that have been published, in order (windows.ts). No window depends on them. */
  reached: z.array(WindowMoment).max(4).readonly().optional(),
  requestDigest: Sha256,
  version: z.int().min(1),
}

export const Election = z.discriminatedUnion('status', [
  z.object({ ...planned, status: z.literal('planned') }),
  z.object({ ...planned, status: z.literal('cancelled'), reason: Prose(1_000, 10) }),
])
export type Election = z.infer<typeof Election>

/** The phase of an election at a moment, by its calendar alone. */
export const ElectionPhase = z.enum([
  'announced',
  'nominations-open',
  'nominations-closed',
  'polling',
  'after-polling',
  'cancelled',
])
export type ElectionPhase = z.infer<typeof ElectionPhase>

export const phaseOf = ({ status, calendar }: Election, t: Instant): ElectionPhase => {
  if (status === 'cancelled') return 'cancelled'
  if (t < calendar.nominationOpensAt) return 'announced'
  if (t < calendar.nominationClosesAt) return 'nominations-open'
  if (t < calendar.pollingOpensAt) return 'nominations-closed'
  return t < calendar.pollingClosesAt ? 'polling' : 'after-polling'
}
