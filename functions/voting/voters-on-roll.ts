// Polls whose voters stand on the roll of an election: who may take a permit, and the one mark that also prevents a vote on
// paper.
import { sha256 } from '../../shared/kernel/digest.ts'
import type { PersonId, ResidentId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { markOfPerson } from '../../shared/roll/frozen/person-digest.ts'
import { findPerson, openRollKeys, type RollServices } from '../../shared/roll/lookup-store.ts'
import { getRoll, howMarked, voteMarked } from '../../shared/roll/store.ts'
import { transact } from '../../shared/table/write.ts'
import { belongsToRoll } from '../../shared/voting/poll/eligibility.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { rollMark } from '../../shared/voting/secrecy/permit.ts'
import { voterMarked } from '../../shared/voting/store.ts'

type OfRoll = NonNullable<Poll['frozen']['electorate']['roll']>
/** `person`: the register's pseudonym; `voter`: the source of the poll's own mark. */
type Voter = { readonly person: string; readonly voter: PersonId | ResidentId }

export const votersOnRoll = (services: RollServices) => {
  const { table } = services
  const keyOf = openRollKeys(services)
  return {
    /** Whether a person stands on the roll in the ward of this poll, with all corrections so far. */
    find: async (poll: Poll, { electionId, root }: OfRoll, person: string) => {
      const roll = await getRoll(table, electionId)
      if (roll?.status !== 'frozen' || roll.root !== root)
        throw new Error('The frozen roll of the open poll was not found, or has another root')
      const { standing } = await findPerson(services, roll, await keyOf(electionId), person)
      return belongsToRoll(poll, standing.wardCode)
    },

    /**
     * Marks a voter in the poll and on the roll, both or neither. The permit follows from the blinded message alone, so a
     * repeated request, wherever the first was lost, is marked again and gets the same permit.
     */
    mark: async (
      poll: Poll,
      { electionId }: OfRoll,
      rollKey: Uint8Array,
      { person, voter }: Voter,
      blinded: Buffer,
    ) => {
      const digest = sha256(blinded)
      // The poll is part of the claim: the same message in the poll of another ward is another permit.
      const claim = sha256(`${poll.frozen.pollId}\n${digest}`)
      const result = await transact(table, [
        voteMarked(electionId, markOfPerson(await keyOf(electionId), person), { how: 'online', claim }),
        voterMarked(poll, rollMark(rollKey, voter), digest),
      ])
      if (result.written) return { refused: false as const }
      const isOnPaper = result.failed.has(0) && howMarked(result.failed.get(0)) === 'paper'
      return refuse(isOnPaper ? 'has-voted-on-paper' : 'permit-already-taken')
    },
  }
}
