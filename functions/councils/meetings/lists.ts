// Lists of decisions: made from the decisions of a meeting, corrected in versions, public to read.
import {
  correctList,
  type DecisionList,
  drawUpList,
  type ListVersion,
  listsWaiting,
} from '../../../shared/councils/lists/decision-list.ts'
import { itemsOfList } from '../../../shared/councils/lists/draw-up.ts'
import { presentList, presentListVersion, presentListVersionHead } from '../../../shared/councils/lists/present.ts'
import * as store from '../../../shared/councils/lists/store.ts'
import type { Meeting } from '../../../shared/councils/meetings/meeting.ts'
import { getMembers } from '../../../shared/councils/members/store.ts'
import { councilsOperations as operations } from '../../../shared/councils/operations.ts'
import { getDecisions, getMeeting } from '../../../shared/councils/store.ts'
import type { MeetingId } from '../../../shared/kernel/ids.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { reply } from '../../runtime/http.ts'
import { about, listOf } from '../../runtime/things.ts'
import { listsIn, meetingsIn } from '../subjects.ts'
import { onNextAgenda } from './waiting.ts'

/** The items of a list from the present state of the meeting's decisions, with the members' present names. */
const itemsOf = async (table: Table, meeting: Extract<Meeting, { status: 'closed' }>) => {
  const ids = meeting.decided.map(({ decisionId }) => decisionId)
  const [decisions, members] = await Promise.all([getDecisions(table, ids), getMembers(table, meeting.wardCode)])
  return itemsOfList(meeting, decisions, new Map(members.map(({ id, name }) => [id, name])))
}

const versionOf = async (table: Table, id: MeetingId, number: number): Promise<ListVersion> => {
  const version = await store.getListVersion(table, id, number)
  if (version === undefined) throw new Error('The version of the list of decisions was not found')
  return version
}

const shown = (list: DecisionList, version: ListVersion) =>
  [presentList(list, version), { version: list.version }] as const

export const lists = (table: Table) => {
  const found = listsIn(table)
  return {
    drawUpDecisionList: about(operations.drawUpDecisionList, meetingsIn(table), async (call) => {
      const { thing: meeting, body, requestDigest, now } = call
      const location = `/meetings/${meeting.id}/decision-list`
      const standing = await store.getList(table, meeting.id)
      if (standing !== undefined) {
        if (standing.requestDigest !== requestDigest) return refuse('list-drawn-up-already')
        const [list, more] = shown(standing, await versionOf(table, meeting.id, standing.listVersion))
        return reply(201, list, { ...more, location })
      }
      if (meeting.status !== 'closed') return refuse('meeting-not-closed')
      const { id, wardCode, kind, startsAt: heldAt } = meeting
      const drawn = drawUpList(
        { id, wardCode, requestDigest, kind, heldAt },
        await itemsOf(table, meeting),
        body.texts,
        now,
      )
      if (drawn.refused) return drawn
      const follows = await onNextAgenda(table, listsWaiting([drawn.taken.after]), { wardCode, now })
      const saved = await save(
        table,
        now,
        changeOf(store.keptLists, drawn.taken),
        store.listVersionWritten(id, drawn.written),
        ...follows,
      )
      if (saved.refused) return refuse('changed-meanwhile')
      const [list, more] = shown(drawn.taken.after, drawn.written)
      return reply(201, list, { ...more, location })
    }),
    getDecisionList: about(operations.getDecisionList, found, async ({ thing }) => {
      const [list, more] = shown(thing, await versionOf(table, thing.id, thing.listVersion))
      return reply(200, list, more)
    }),
    correctDecisionList: about(operations.correctDecisionList, found, async ({ thing, body, ifMatch, now }) => {
      if (thing.version !== ifMatch) return refuse('changed-meanwhile')
      const [meeting, latest] = await Promise.all([
        getMeeting(table, thing.id),
        versionOf(table, thing.id, thing.listVersion),
      ])
      if (meeting?.status !== 'closed') return refuse('meeting-not-found')
      const corrected = correctList(thing, latest, await itemsOf(table, meeting), body, now)
      if (corrected.refused) return corrected
      const { wardCode } = thing
      const follows = await onNextAgenda(table, listsWaiting([corrected.taken.after]), { wardCode, now })
      const saved = await save(
        table,
        now,
        changeOf(store.keptLists, corrected.taken),
        store.listVersionWritten(thing.id, corrected.written),
        ...follows,
      )
      if (saved.refused) return refuse('changed-meanwhile')
      const [list, more] = shown(corrected.taken.after, corrected.written)
      return reply(200, list, more)
    }),
    listDecisionListVersions: listOf(
      operations.listDecisionListVersions,
      found,
      ({ thing, query }) => store.listListVersions(table, thing.id, query),
      presentListVersionHead,
    ),
    getDecisionListVersion: about(operations.getDecisionListVersion, found, async ({ thing, params }) => {
      const version = await store.getListVersion(table, thing.id, params.listVersion)
      return version === undefined ? refuse('list-version-not-found') : reply(200, presentListVersion(thing, version))
    }),
  }
}
