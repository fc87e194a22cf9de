// A ward council follows the seats of its election: who takes a seat becomes a member, who leaves it stops being one. Reads
// the seat as it is now, so events may come twice, late, or out of order.
import { type ElectedSeat, stepsFromSeat } from '../../../shared/councils/members/from-seats.ts'
import type { Left } from '../../../shared/councils/members/member.ts'
import { getRoster, heldByMember, keptMembers, rosterUnchanged } from '../../../shared/councils/members/store.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import { councilFollowed, getSeat, getSeatNote } from '../../../shared/elections/seating/store.ts'
import { getNomination } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { ElectionId, WardCode } from '../../../shared/kernel/ids.ts'
import { BusyError } from '../../../shared/table/busy.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

type OfSeat = { readonly electionId: ElectionId; readonly wardCode: WardCode; readonly number: number }

type Reason = NonNullable<Seat['mandates'][number]['left']>['because']

/** Why a member left, in the words of the council. */
const becauseOf = (reason: Reason): Left['because'] => (reason === 'moved-away' ? 'moved' : reason)

/** The seat with the names of its holders, as they stood on the list. */
const electedSeat = async (table: Table, seat: Seat): Promise<ElectedSeat> => {
  const { electionId, wardCode } = seat
  const mandates = await Promise.all(
    seat.mandates.map(async ({ nominationId, residentId, from, left }) => {
      const nomination = await getNomination(table, electionId, wardCode, nominationId)
      if (nomination === undefined) throw new Error('The nomination of the member was not found')
      const ended = left && { on: left.on, because: becauseOf(left.because) }
      return { residentId, name: nomination.content.ballotName, from, left: ended }
    }),
  )
  return { ...seat, mandates }
}

/** The most steps that one seat causes (installed, moved, left), however late the council follows. */
const maximumRounds = 8

/** Updates the council from a seat whose change it has not followed yet; false if it has. */
export const followSeat = async (table: Table, of: OfSeat, now: Instant): Promise<boolean> => {
  // Read the note first: if the seat changes after this, the change writes a newer note, which `councilFollowed` does not delete.
  const note = await getSeatNote(table, of)
  if (note === undefined) return false
  const seat = await getSeat(table, of.electionId, of.wardCode, of.number)
  if (seat === undefined) throw new Error('The seat was not found')
  const elected = await electedSeat(table, seat)
  for (let round = 0; round < maximumRounds; round += 1) {
    const roster = await getRoster(table, of.wardCode)
    const steps = stepsFromSeat(roster.members, elected)
    const changes = steps.flatMap((step) => [changeOf(keptMembers, step), heldByMember(step.before, step.after)])
    const saved =
      steps.length === 0
        ? await save(table, now, councilFollowed(note))
        : await save(table, now, rosterUnchanged(of.wardCode, roster.version), ...changes)
    if (saved.refused) throw new BusyError('The seat or the council was changed by somebody else')
    if (steps.length === 0) return true
  }
  throw new Error('The members still differ from their seat after all attempts')
}
