// The content of a list, item by item: figures and outcome as they were in that meeting, names if
// the vote was by name, and only figures of a secret vote.
import type { MemberId } from '../../kernel/ids.ts'
import { unreachable } from '../../kernel/refusals.ts'
import type { Decision, Voting } from '../meetings/decision.ts'
import type { Meeting } from '../meetings/meeting.ts'
import type { ListedItem, NamesOfMembers } from './decision-list.ts'

type Listed = NonNullable<ListedItem['vote']>

const outcomeIn = (kind: Meeting['kind'], outcome: Voting['outcome']): Listed['outcome'] =>
  kind !== 'formal' && outcome === 'adopted' ? 'to-be-ratified' : outcome

const personsOf = ({ vote }: Voting, nameOf: (id: MemberId) => string): Partial<Listed> => {
  switch (vote.how) {
    case 'by-name':
      return { votes: vote.votes.map((each) => ({ name: nameOf(each.memberId), vote: each.vote })) }
    case 'ballots':
      return vote.elected === undefined ? {} : { elected: nameOf(vote.elected) }
    case 'secret':
    case 'by-acclamation':
      return {}
    default:
      return unreachable(vote)
  }
}

/** The items of the list of a closed meeting. `decisions`: all that were taken in it, even if they changed since. */
export const itemsOfList = (
  meeting: Meeting,
  decisions: readonly Decision[],
  names: NamesOfMembers,
): readonly ListedItem[] => {
  const nameOf = (id: MemberId) => names.get(id) ?? id
  const decided = meeting.status === 'opened' || meeting.status === 'closed' ? meeting.decided : []
  const voteOn = (itemNumber: number): Listed | undefined => {
    const id = decided.find((each) => each.itemNumber === itemNumber)?.decisionId
    const voting = decisions
      .find((each) => each.id === id)
      ?.votings.find((each) => each.meetingId === meeting.id && each.itemNumber === itemNumber)
    if (id === undefined || voting === undefined) return undefined
    const { vote, outcome, because, tally } = voting
    return {
      ...{ decisionId: id, outcome: outcomeIn(meeting.kind, outcome), because, how: vote.how, figures: tally },
      ...personsOf(voting, nameOf),
    }
  }
  return meeting.agenda.map(({ number, title, purpose, origin }) => {
    const vote = voteOn(number)
    const isForRatification = origin?.from === 'ratification'
    return { number, title, purpose, isForRatification, ...(vote === undefined ? {} : { vote }) }
  })
}
