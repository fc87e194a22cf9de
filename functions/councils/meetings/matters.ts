// What agenda items are about, looked up when they are put on an agenda: a decision about something that does not exist, or that
// another ward decides about, would be refused only in the meeting.
import { getAgreement } from '../../../shared/agreements/store.ts'
import { getDelegated, getDelegation } from '../../../shared/councils/delegation/store.ts'
import type { ProposedItem } from '../../../shared/councils/meetings/agenda.ts'
import type { Matter } from '../../../shared/councils/meetings/matter.ts'
import { namedBy } from '../../../shared/councils/meetings/named-matter.ts'
import { getMembers } from '../../../shared/councils/members/store.ts'
import { getMeeting } from '../../../shared/councils/store.ts'
import { wardOfHandedIn } from '../../../shared/initiatives/store.ts'
import type { MemberId, WardCode } from '../../../shared/kernel/ids.ts'
import { refuse, unreachable } from '../../../shared/kernel/refusals.ts'
import type { Table } from '../../../shared/table/table.ts'

type OfWard = { readonly wardCode: WardCode }
type Council = OfWard & { readonly members: ReadonlySet<MemberId> }

/** For each thing that a matter names, in order: whether it exists in this ward. */
const presenceOf = async (table: Table, about: Matter, { wardCode, members }: Council): Promise<readonly boolean[]> => {
  const isHere = (thing: OfWard | undefined) => [thing?.wardCode === wardCode]
  switch (about.kind) {
    case 'agreement':
      return isHere(await getAgreement(table, about.agreementId))
    case 'initiative':
      // Nobody but the applicant may know that there is a draft.
      return [(await wardOfHandedIn(table, about.initiativeId)) === wardCode]
    case 'revocation':
      return isHere(await getDelegation(table, about.delegationId))
    case 'delegated-decision':
      return isHere(await getDelegated(table, about.delegatedDecisionId))
    case 'decision-list':
      // Its list may still be drawn up before the meeting.
      return isHere(await getMeeting(table, about.meetingId))
    case 'election':
      return about.nominated.map((id) => members.has(id))
    case 'delegation':
      return []
    default:
      return unreachable(about)
  }
}

/** Refuses items about things that do not exist in the ward of the council, with the places of all that are missing alike. */
export const objectionToMatters = async (
  table: Table,
  wardCode: WardCode,
  list: 'agenda' | 'items',
  items: readonly ProposedItem[],
) => {
  const isElection = items.some(({ about }) => about?.kind === 'election')
  const members = new Set(isElection ? (await getMembers(table, wardCode)).map(({ id }) => id) : [])
  const missing = await Promise.all(
    items.map(async ({ about }, index) => {
      if (about === undefined || about.kind === 'delegation') return []
      const { field, missing: code } = namedBy[about.kind]
      const present = await presenceOf(table, about, { wardCode, members })
      return present.flatMap((isPresent, place) =>
        isPresent ? [] : [{ code, pointer: `/${list}/${index}/about/${field.replace('*', String(place))}` }],
      )
    }),
  )
  const all = missing.flat()
  const [first] = all
  if (first === undefined) return undefined
  return refuse(
    first.code,
    {},
    all.flatMap(({ code, pointer }) => (code === first.code ? [{ pointer }] : [])),
  )
}
