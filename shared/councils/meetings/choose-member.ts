// Members elect one of themselves, ballot after ballot, until the election is over; then it is a decision like any other.
import type { Instant } from '../../kernel/clock.ts'
import type { DecisionId } from '../../kernel/ids.ts'
import { MemberId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { meetings } from '../machine.ts'
import { hasTied, itemToDecide, type Putting, recordVoting, type Tally } from './decision.ts'
import { floorFor } from './meeting.ts'
import { type Election, type ElectionMove, electionAfter, type PersonBallot } from './person-vote.ts'

const ballotsOf = (moves: readonly ElectionMove[]): readonly PersonBallot[] =>
  moves.flatMap((each) => (each.move === 'ballot' ? [each.ballot] : []))

/** The figures of the last ballot: of the leader, and of all others together. */
const tallyOf = (ballot: PersonBallot | undefined, person: string | undefined): Tally => {
  const votes = Object.values(ballot?.votes ?? {}).reduce((sum, count) => sum + count, 0)
  const own = person === undefined ? 0 : (ballot?.votes[person] ?? 0)
  const against = votes - own + (ballot?.against ?? 0)
  const { blank = 0, invalid = 0, handedIn = 0 } = ballot ?? {}
  return { for: own, against, abstained: 0, blank, invalid, tookPart: handedIn, cast: own + against }
}

/** The candidates still in the running: empty when it is over. */
const betweenOf = (election: Election): readonly string[] => ('between' in election ? election.between : [])

const becauseOf = (election: Election) => {
  if (election.stands !== 'elected') return 'no-majority'
  return election.by
}

/** Records a ballot or a lot on an item about an election. `decision` is there when the election is over. */
export const chooseMember = (
  id: DecisionId,
  { move, ...putting }: Putting & { readonly move: ElectionMove },
  at: Instant,
) => {
  const put = itemToDecide(putting)
  if ('refused' in put) return put
  const { item, meeting } = put
  const { about, number: itemNumber } = item
  if (about?.kind !== 'election') return refuse('no-election', { itemNumber })
  if (meeting.kind !== 'formal') return refuse('only-formal-meetings-adopt')
  const moves = [...(meeting.elections.find((each) => each.itemNumber === itemNumber)?.moves ?? []), move]
  const election = electionAfter(
    floorFor(meeting, item, hasTied(putting.before)),
    about.nominated,
    moves,
    meeting.rules,
  )
  if ('refused' in election) return election
  const others = meeting.elections.filter((each) => each.itemNumber !== itemNumber)
  const held = meetings.take('hold-ballot', meeting, (it) => ({
    ...it,
    elections: [...others, { itemNumber, moves, stands: election.stands, between: betweenOf(election) }],
    decided:
      election.stands === 'elected' || election.stands === 'not-elected'
        ? [...it.decided, { itemNumber, decisionId: id }]
        : it.decided,
  }))
  if (held.refused) return held
  if (election.stands !== 'elected' && election.stands !== 'not-elected')
    return { refused: false as const, meeting: held, decision: undefined, elected: undefined }
  const elected = election.stands === 'elected' ? MemberId.parse(election.person) : undefined
  const ballots = ballotsOf(moves)
  const decision = recordVoting(
    id,
    { item, meeting, before: putting.before },
    {
      ...{ meetingId: meeting.id, itemNumber, at },
      vote: { how: 'ballots', ballots, ...(elected === undefined ? {} : { elected }) },
      tally: tallyOf(ballots.at(-1), elected ?? about.nominated[0]),
      outcome: elected === undefined ? 'rejected' : 'adopted',
      because: becauseOf(election),
    },
  )
  if (decision.refused) return decision
  const chosen = elected === undefined ? undefined : { memberId: elected, role: about.role, period: about.period }
  return { refused: false as const, meeting: held, decision, elected: chosen }
}
