// The document of a list of decisions, for the transaction in which a formal meeting adopts it.
import type { DecisionList } from '../../../shared/councils/lists/decision-list.ts'
import { listDocument } from '../../../shared/councils/lists/document.ts'
import { getListVersion } from '../../../shared/councils/lists/store.ts'
import { getMeeting } from '../../../shared/councils/store.ts'
import { documentDrawnUp } from '../../../shared/documents/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Table } from '../../../shared/table/table.ts'
import { getWard } from '../../../shared/wards/store.ts'

/** The list as it was adopted: 2 items of a transaction. */
export const listDrawnUp = async (table: Table, list: DecisionList, adoptedAt: Instant) => {
  const [version, meeting, ward] = await Promise.all([
    getListVersion(table, list.id, list.listVersion),
    getMeeting(table, list.id),
    getWard(table, list.wardCode),
  ])
  if (version === undefined || meeting === undefined)
    throw new Error('The list of decisions or its meeting was not found')
  const wardName = ward?.name ?? list.wardCode
  const document = listDocument({ list, version, agenda: meeting.agenda, wardName, adoptedAt })
  return documentDrawnUp(table, { about: `meetings/${list.id}`, kind: 'list-of-decisions' }, document)
}
