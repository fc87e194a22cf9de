// Storage of the seats of wards: in the partition of their election, by ward.
import * as z from 'zod'
import { type Instant, plusMilliseconds } from '../../kernel/clock.ts'
import { ElectionId, type NominationId, WardCode } from '../../kernel/ids.ts'
import { dueIndex } from '../../platform/deadlines.ts'
import { getItem, type Key, queryListed, readAll, readAllListed } from '../../table/read.ts'
import { type Change, change, type Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { absent } from '../../table/write.ts'
import { seatDue } from '../deadlines.ts'
import { electionKeys } from '../keys.ts'
import { Seat } from './seat.ts'

const sort = (wardCode: WardCode, number: number | '') =>
  `SEAT#${wardCode}#${number === '' ? '' : String(number).padStart(2, '0')}`
const seatedKey = (id: ElectionId, nominationId: NominationId): Key => ({
  pk: electionKeys.election(id),
  sk: `SEATED#${nominationId}`,
})

/** Storage of a seat: 1 item, indexed by when its offer lapses or its term ends. */
export const keptSeats: Kept<Seat> = {
  schema: Seat,
  key: ({ electionId, wardCode, number }) => ({ pk: electionKeys.election(electionId), sk: sort(wardCode, number) }),
  index: (seat) => dueIndex(seatDue, seat),
}

/** One seat of a ward. Table, strong, 1 RCU. */
export const getSeat = (table: Table, id: ElectionId, wardCode: WardCode, number: number): Promise<Seat | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: sort(wardCode, number) }, Seat)

/** The seats of a ward; nine at most. Table, strong, about 3 RCU. */
export const getSeats = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Seat[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, Seat)

/** The same for a list: without unreadable ones. Table, strong. */
export const listSeats = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Seat[]> =>
  readAllListed(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, Seat)

/** Seats with an expired offer, or whose term is over; at most 100, the longest overdue first. gsi2, eventual. */
export const listSeatsDue = (table: Table, now: Instant): Promise<readonly Seat[]> =>
  queryListed(table, { index: 'gsi2', pk: electionKeys.seatDue(), skUpTo: now }, Seat, 100)

type Held = { readonly electionId: ElectionId; readonly nominationId: NominationId; readonly number: number }

/** Records that a person holds or is asked for one seat only. 1 item of a transaction. */
export const seated = ({ electionId, nominationId, number }: Held): Change<'changed-meanwhile'> =>
  change([{ put: { ...seatedKey(electionId, nominationId), seat: number }, ...absent }], [], 'changed-meanwhile')

/** Records that a person holds no seat any more. 1 item of a transaction. */
export const seatedNoMore = ({ electionId, nominationId, number }: Held): Change<'changed-meanwhile'> =>
  change(
    [{ delete: seatedKey(electionId, nominationId), condition: 'seat = :seat', values: { ':seat': number } }],
    [],
    'changed-meanwhile',
  )

const seatNoteKey = ({ electionId, wardCode, number }: OfSeat): Key => ({
  pk: electionKeys.election(electionId),
  sk: `UNHEARD#${wardCode}#${String(number).padStart(2, '0')}`,
})
/** A note that the members of the council must still follow a seat: who holds it, or until when. `version`: of the seat. */
const SeatNote = z.object({ electionId: ElectionId, wardCode: WardCode, number: z.int(), version: z.int() })
type SeatNote = z.infer<typeof SeatNote>
type OfSeat = Pick<SeatNote, 'electionId' | 'wardCode' | 'number'>

/** From when a sweeper looks, if the event has not been handled. */
const hearingMilliseconds = 2 * 60_000

/** Records that the members of the council must follow a seat. 1 item of a transaction, with the step that was taken. */
export const noteForCouncil = (seat: Seat, now: Instant): Change<'changed-meanwhile'> => {
  const { electionId, wardCode, number, version } = seat
  const note: SeatNote = { electionId, wardCode, number, version }
  const index = {
    gsi2pk: electionKeys.seatNotesDue(),
    gsi2sk: `${plusMilliseconds(now, hearingMilliseconds)}#${electionId}#${wardCode}#${number}`,
  }
  return change(
    [
      {
        put: { ...seatNoteKey(seat), ...note, ...index },
        condition: 'attribute_not_exists(pk) OR version < :version',
        values: { ':version': version },
      },
    ],
    [],
    'changed-meanwhile',
  )
}

/** The note about a seat, if the council has not followed it yet. Table, strong, 1 RCU. */
export const getSeatNote = (table: Table, seat: OfSeat): Promise<SeatNote | undefined> =>
  getItem(table, seatNoteKey(seat), SeatNote)

/** Seats that the council should have followed by now; at most 100, the longest overdue first. gsi2, eventual. */
export const listSeatNotes = (table: Table, now: Instant): Promise<readonly SeatNote[]> =>
  queryListed(table, { index: 'gsi2', pk: electionKeys.seatNotesDue(), skUpTo: now }, SeatNote, 100)

/** Records that the council has followed the seat, unless the seat has changed meanwhile. 1 item of a transaction. */
export const councilFollowed = (note: SeatNote): Change<'changed-meanwhile'> =>
  change(
    [{ delete: seatNoteKey(note), condition: 'version = :version', values: { ':version': note.version } }],
    [],
    'changed-meanwhile',
  )
