// Decisions of a ward council: a vote is one transaction of the meeting, the decision, and its effects.
import { chooseMember } from '../../../shared/councils/meetings/choose-member.ts'
import { decideItem } from '../../../shared/councils/meetings/decision.ts'
import { type Meeting, noteDecision } from '../../../shared/councils/meetings/meeting.ts'
import { appoint, type Member } from '../../../shared/councils/members/member.ts'
import * as members from '../../../shared/councils/members/store.ts'
import { councilsOperations as operations } from '../../../shared/councils/operations.ts'
import { type Names, presentDecision, presentMeeting } from '../../../shared/councils/present.ts'
import * as store from '../../../shared/councils/store.ts'
import { DecisionId, type WardCode } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { answering, reply } from '../../runtime/http.ts'
import { change, together } from '../../runtime/things.ts'
import { meetingsIn } from '../subjects.ts'
import { effectsOf } from './effects.ts'

/** The decision on an item, new or brought back. An item of a meeting has one decision, however often it is recorded. */
const decisionOf = async (table: Table, { id, agenda }: Meeting, itemNumber: number) => {
  const origin = agenda.find(({ number }) => number === itemNumber)?.origin?.decisionId
  const before = origin === undefined ? undefined : await store.getDecision(table, origin)
  return { id: before?.id ?? DecisionId.parse(derivedId(id, 'decision', String(itemNumber))), before }
}

/** Why a candidate cannot be given the role: checked before the first ballot, not after the last. */
const objectionToCandidates = ({ agenda, rules }: Meeting, itemNumber: number, all: readonly Member[]) => {
  const about = agenda.find(({ number }) => number === itemNumber)?.about
  if (about?.kind !== 'election') return undefined
  const { role, period } = about
  const appointments = about.nominated.map((memberId) => appoint(all, { memberId, role, period }, rules))
  return appointments.find((each) => each.refused)
}

/** Names of all present and past members of a council, for votes by name. */
const namesIn = async (table: Table, wardCode: WardCode): Promise<Names> =>
  new Map((await members.getMembers(table, wardCode)).map(({ id, name }) => [id, name]))

export const deciding = (table: Table) => {
  const meetings = meetingsIn(table)
  return {
    decideItem: change(
      operations.decideItem,
      meetings,
      async ({ thing, params: { itemNumber }, body, now }) => {
        const { id, before } = await decisionOf(table, thing, itemNumber)
        const decided = decideItem(id, { meeting: thing, itemNumber, vote: body, before }, now)
        if (decided.refused) return decided
        const noted = noteDecision(thing, itemNumber, id)
        if (noted.refused) return noted
        const follows = await effectsOf(table, decided.after, now)
        if (follows.refused) return follows
        return together(noted, changeOf(store.keptDecisions, decided), ...follows.changes)
      },
      presentMeeting,
    ),
    chooseMember: change(
      operations.chooseMember,
      meetings,
      async ({ thing, params: { itemNumber }, body, now }) => {
        const [{ id, before }, roster] = await Promise.all([
          decisionOf(table, thing, itemNumber),
          members.getRoster(table, thing.wardCode),
        ])
        const objection = objectionToCandidates(thing, itemNumber, roster.members)
        if (objection !== undefined) return objection
        const chosen = chooseMember(id, { meeting: thing, itemNumber, move: body, before }, now)
        if (chosen.refused) return chosen
        if (chosen.decision === undefined) return together(chosen.meeting)
        const kept = changeOf(store.keptDecisions, chosen.decision)
        if (chosen.elected === undefined) return together(chosen.meeting, kept)
        const appointed = appoint(roster.members, chosen.elected, thing.rules)
        if (appointed.refused) return appointed
        return together(
          chosen.meeting,
          kept,
          changeOf(members.keptMembers, appointed),
          members.heldByMember(appointed.before, appointed.after),
          members.rosterUnchanged(thing.wardCode, roster.version),
        )
      },
      presentMeeting,
    ),
    getDecision: answering(operations.getDecision, async ({ params }) => {
      const decision = await store.getDecision(table, params.decisionId)
      if (decision === undefined) return refuse('decision-not-found')
      const names = await namesIn(table, decision.wardCode)
      return reply(200, presentDecision(decision, names), { version: decision.version })
    }),
    listDecisions: answering(operations.listDecisions, async ({ query: { wardCode, which, ...page } }) => {
      const [listing, names] = await Promise.all([
        store.listDecisions(table, wardCode, which, page),
        namesIn(table, wardCode),
      ])
      if (listing === 'invalid-cursor') return refuse('invalid-cursor')
      return reply(200, { ...listing, items: listing.items.map((each) => presentDecision(each, names)) })
    }),
  }
}
