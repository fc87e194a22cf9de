// Matters that wait for a formal meeting of a ward, and how they reach its agenda automatically.
import { objectedWaiting } from '../../../shared/councils/delegation/delegated-decision.ts'
import { objectedIn } from '../../../shared/councils/delegation/store.ts'
import { listsWaiting } from '../../../shared/councils/lists/decision-list.ts'
import { listsToAdopt } from '../../../shared/councils/lists/store.ts'
import type { Waiting } from '../../../shared/councils/meetings/agenda.ts'
import { waitingAmong } from '../../../shared/councils/meetings/decision.ts'
import { awaitItems } from '../../../shared/councils/meetings/meeting.ts'
import * as store from '../../../shared/councils/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { MeetingId, WardCode } from '../../../shared/kernel/ids.ts'
import { type Change, changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

/** Decisions come first, because the lists report on them. */
export const waitingIn = async (table: Table, wardCode: WardCode): Promise<readonly Waiting[]> => {
  const [decisions, lists, objected] = await Promise.all([
    store.waitingDecisions(table, wardCode),
    listsToAdopt(table, wardCode),
    objectedIn(table, wardCode),
  ])
  return [...waitingAmong(decisions), ...objectedWaiting(objected), ...listsWaiting(lists)]
}

type Ward = { readonly wardCode: WardCode; readonly now: Instant; readonly except?: MeetingId }

/** Puts these on the agenda of the next formal meeting, if one has been called. For the transaction of their cause. */
export const onNextAgenda = async (
  table: Table,
  waiting: readonly Waiting[],
  { wardCode, now, except }: Ward,
): Promise<readonly Change[]> => {
  const next = waiting.length === 0 ? undefined : await store.nextFormalMeeting(table, wardCode, now, except)
  if (next === undefined) return []
  const awaited = awaitItems(next, waiting)
  if (awaited.refused || awaited.after.agenda.length === next.agenda.length) return []
  return [changeOf(store.keptMeetings, awaited)]
}
