// A session of counting in a ward. The first begins with the first station. A closed session does not change any more:
// a later one corrects it with a reason and counts the named stations again; the total uses the newest count of each.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Prose } from '../../kernel/text.ts'
import { countSessions } from './machine.ts'
import { type StationCount, StationNumber } from './station-count.ts'

const session = {
  electionId: ElectionId,
  wardCode: WardCode,
  /** From 1. */
  number: z.int().min(1).max(99),
  openedAt: Instant,
  /** Why an earlier session is corrected: in every session but the first. */
  reason: Prose(1_000, 10).optional(),
  /** The stations that this session counts. */
  stations: z.array(StationNumber).max(300).readonly(),
  requestDigest: Sha256,
  version: z.int().min(1),
}

export const CountSession = z.discriminatedUnion('status', [
  z.object({ ...session, status: z.literal('open') }),
  z.object({ ...session, status: z.literal('paused') }),
  z.object({ ...session, status: z.literal('closed'), closedAt: Instant }),
])
export type CountSession = z.infer<typeof CountSession>

type Of = { readonly electionId: ElectionId; readonly wardCode: WardCode }

/** The first session, which begins with this station. */
export const firstSession = ({ electionId, wardCode }: Of, station: string, requestDigest: string, now: Instant) =>
  countSessions.begin('open', { electionId, wardCode, number: 1, openedAt: now, stations: [station], requestDigest })

/** A later session: it corrects what the one before counted at these stations. */
export const correctingSession = (
  before: CountSession | undefined,
  counts: readonly StationCount[],
  { reason, stations }: { readonly reason: string; readonly stations: readonly string[] },
  requestDigest: string,
  now: Instant,
) => {
  if (before === undefined) return refuse('no-stations')
  if (before.status !== 'closed') return refuse('count-session-not-closed', { session: before.number })
  const known = new Set(counts.map(({ station }) => station))
  const unknown = stations.find((station) => !known.has(station))
  if (unknown !== undefined)
    return refuse(
      'station-not-found',
      { station: unknown },
      stations.flatMap((station, index) => (known.has(station) ? [] : [{ pointer: `/stations/${index}` }])),
    )
  const { electionId, wardCode, number } = before
  const facts = { electionId, wardCode, number: number + 1, openedAt: now, reason, stations, requestDigest }
  return countSessions.begin('open', facts)
}

/** Adds a station that was forgotten or came late. */
export const withStation = (session: CountSession, station: string) =>
  countSessions.take('add-station', session, (it) => ({ ...it, stations: [...it.stations, station] }))

/** Whether a station's counts can be written: only while its session is open. A closed session keeps its counts. */
export const objectionToWriting = (session: CountSession | undefined, number: number) => {
  if (session?.status === 'open') return undefined
  return refuse(session?.status === 'paused' ? 'count-session-paused' : 'count-session-over', { session: number })
}

export const pauseSession = (session: CountSession) => countSessions.take('pause', session, (it) => it)
export const resumeSession = (session: CountSession) => countSessions.take('resume', session, (it) => it)

/** Closes a session whose stations are all definitive. It does not change afterwards. */
export const closeCountSession = (session: CountSession, counts: readonly StationCount[], now: Instant) => {
  const open = counts.filter(({ status }) => status !== 'definitive').map(({ station }) => station)
  if (open.length > 0) return refuse('stations-not-definitive', { stations: open.slice(0, 20).join(', ') })
  return countSessions.take('close', session, (it) => ({ ...it, closedAt: now }))
}
