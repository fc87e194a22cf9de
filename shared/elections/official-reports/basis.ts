// The data of an official report: the established contest of a ward, the list as its voters saw it, and its counts.
import type { EstablishedContest } from '../contests/contest.ts'
import type { CountSession } from '../count/session.ts'
import type { StationCount } from '../count/station-count.ts'
import type { PublicDesignation } from '../nominations/nomination.ts'
import type { Election } from '../planning/election.ts'
import type { KeptResult } from '../results/kept-result.ts'

/** A candidate on the fixed list, with the text on the ballot. */
export type Listed = {
  readonly id: string
  readonly ballotName: string
  readonly designation?: PublicDesignation | undefined
}

export type Reported = {
  readonly contest: EstablishedContest
  readonly wardName: string
  readonly candidates: readonly Listed[]
  readonly lists: readonly { readonly id: string; readonly designation?: PublicDesignation | undefined }[]
}

/** `superseded`: the result before this one, which was counted again. */
export type ReportedWard = Reported & {
  readonly election: Election
  readonly counts: readonly StationCount[]
  readonly sessions: readonly CountSession[]
  readonly superseded?: KeptResult | undefined
}

/** Names by id; an id without a name was never on the list. */
export const namesOf = ({ candidates, lists, contest }: Reported): ((id: string) => string) => {
  const numbers = new Map(contest.lot.order.map(({ id }, index) => [String(id), index + 1]))
  const names = new Map([
    ...candidates.map(({ id, ballotName }) => [id, ballotName] as const),
    ...lists.map(
      ({ id, designation }) => [id, `Lijst ${numbers.get(id) ?? ''} ${designation?.name ?? ''}`.trim()] as const,
    ),
  ])
  return (id) => names.get(id) ?? id
}
