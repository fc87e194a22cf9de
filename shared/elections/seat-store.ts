// How the seats of wards are kept: in the partition of their election, by ward.
import type { Instant } from '../kernel/clock.ts'
import type { ElectionId, NominationId, WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { getItem, type Key, queryListed, readAll, readAllListed } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { answerDue } from './deadlines.ts'
import { electionKeys } from './keys.ts'
import { Seat } from './seating/seat.ts'

const sort = (wardCode: WardCode, number: number | '') =>
  `SEAT#${wardCode}#${number === '' ? '' : String(number).padStart(2, '0')}`
const seatedKey = (id: ElectionId, nominationId: NominationId): Key => ({
  pk: electionKeys.election(id),
  sk: `SEATED#${nominationId}`,
})

/** How a seat is kept: 1 item, found while an answer is awaited. */
export const keptSeats: Kept<Seat> = {
  schema: Seat,
  key: ({ electionId, wardCode, number }) => ({ pk: electionKeys.election(electionId), sk: sort(wardCode, number) }),
  index: (seat) => dueIndex(answerDue, seat),
}

/** One seat of a ward. Table, strong, 1 RCU. */
export const getSeat = (table: Table, id: ElectionId, wardCode: WardCode, number: number): Promise<Seat | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: sort(wardCode, number) }, Seat)

/** The seats of a ward; nine at most. Table, strong, about 3 RCU. */
export const getSeats = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Seat[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, Seat)

/** The same for a list: without those that cannot be read. Table, strong. */
export const listSeats = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Seat[]> =>
  readAllListed(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, Seat)

/** Offers whose term is over and that nobody has answered; at most 100, the longest overdue first. gsi2, eventual. */
export const listOffersLapsed = (table: Table, now: Instant): Promise<readonly Seat[]> =>
  queryListed(table, { index: 'gsi2', pk: electionKeys.answerDue(), skUpTo: now }, Seat, 100)

type Held = { readonly electionId: ElectionId; readonly nominationId: NominationId; readonly number: number }

/** That somebody holds or is asked for one seat and no other. 1 item of a transaction. */
export const seated = ({ electionId, nominationId, number }: Held): Change<'changed-meanwhile'> =>
  change([{ put: { ...seatedKey(electionId, nominationId), seat: number }, ...absent }], [], 'changed-meanwhile')

/** That somebody holds no seat any more. 1 item of a transaction. */
export const seatedNoMore = ({ electionId, nominationId, number }: Held): Change<'changed-meanwhile'> =>
  change(
    [{ delete: seatedKey(electionId, nominationId), condition: 'seat = :seat', values: { ':seat': number } }],
    [],
    'changed-meanwhile',
  )
