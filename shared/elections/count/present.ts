import type * as z from 'zod'
import type { StationProgress } from './operations.ts'
import type { CountSession } from './session.ts'
import type { PublicCountSession } from './session-operations.ts'
import type { StationCount } from './station-count.ts'

/** Which entry came from a file; at most one did. */
const importedIn = (count: StationCount) => {
  if ('first' in count && count.first.file !== undefined) return { entry: 'first' as const, digest: count.first.file }
  return 'second' in count && count.second.file !== undefined
    ? { entry: 'second' as const, digest: count.second.file }
    : undefined
}

/** The progress of a station, without values of any entry. */
export const presentStation = (count: StationCount): z.input<typeof StationProgress> => ({
  electionId: count.electionId,
  wardCode: count.wardCode,
  station: count.station,
  name: count.name,
  session: count.session,
  status: count.status,
  differing: 'differing' in count ? [...count.differing] : undefined,
  returned: count.status === 'returned' ? count.which : undefined,
  errors: count.status === 'first-has-errors' ? [...count.errors] : undefined,
  imported: importedIn(count),
})

/** The public view of a session of counting. */
export const presentCountSession = (session: CountSession): z.input<typeof PublicCountSession> => ({
  electionId: session.electionId,
  wardCode: session.wardCode,
  number: session.number,
  status: session.status,
  stations: [...session.stations],
  reason: session.reason,
  openedAt: session.openedAt,
  closedAt: session.status === 'closed' ? session.closedAt : undefined,
})
