// The lines of a ballot: collective lists, and candidates who stand alone, each a list of one.
import { byCodeUnits } from '../../kernel/digest.ts'
import type { NominationId } from '../../kernel/ids.ts'
import type { CollectiveList } from '../nominations/collective-list.ts'
import type { Nomination } from '../nominations/nomination.ts'
import { isOnList } from '../nominations/nomination.ts'
import type { Contest, FixedList } from './contest.ts'

/** A line by its id: of the list, or of the nomination that stands alone. Its candidates are in order. */
export type BallotLine = { readonly id: NominationId; readonly candidates: readonly NominationId[] }

/** The lists that stand: valid, with the candidates who consented and are valid themselves. An empty list does not stand. */
export const standingLists = (lists: readonly CollectiveList[], all: readonly Nomination[]): readonly BallotLine[] => {
  const able = new Map(all.filter(isOnList).map((nomination) => [nomination.id, nomination]))
  return lists
    .filter(({ status }) => status === 'valid')
    .map(({ id, candidates }) => ({
      id,
      candidates: candidates
        .filter(({ consentedAt, nominationId }) => consentedAt !== undefined && able.get(nominationId)?.listId === id)
        .map(({ nominationId }) => nominationId),
    }))
    .filter(({ candidates }) => candidates.length > 0)
    .toSorted((a, b) => byCodeUnits(a.id, b.id))
}

type Lines = Pick<FixedList, 'candidates' | 'lists'>

/** The ids between which the order is drawn, themselves in the order of the ids, which has no meaning. */
export const idsToDraw = ({ candidates, lists = [] }: Lines): readonly NominationId[] => {
  const onLists = new Set(lists.flatMap((list) => list.candidates))
  return [...candidates.filter((id) => !onLists.has(id)), ...lists.map(({ id }) => id)].toSorted(byCodeUnits)
}

/** The lines of the ballot in the order drawn; none before the lot. */
export const ballotLines = (contest: Contest): readonly BallotLine[] => {
  if (!('lot' in contest)) return []
  const lists = new Map((contest.list.lists ?? []).map((list) => [list.id, list]))
  return contest.lot.order.map(({ id }) => lists.get(id) ?? { id, candidates: [id] })
}

/** Every candidate in the order of the ballot. */
export const candidatesOnBallot = (contest: Contest): readonly NominationId[] =>
  ballotLines(contest).flatMap(({ candidates }) => candidates)

/** Whether lists take part: then the form has the total of each line. */
export const hasLists = (contest: Contest): boolean => 'list' in contest && (contest.list.lists ?? []).length > 0
