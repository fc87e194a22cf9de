// The online votes of a ward as one more station of its count: entered by nobody, taken from the published result of the poll.
import * as z from 'zod'
import { digestOf, Sha256 } from '../../kernel/digest.ts'
import { PollId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import type { PollResult } from '../../voting/count/result.ts'
import type { Poll } from '../../voting/poll/poll.ts'
import { Cells, type CountForm, sumOf } from './cells.ts'

/**
 * The online poll as part of the total, by the cells of the form. Anybody can recompute it from the published result of the
 * poll, which has this digest. `permits`: how many took a permit; one that was not used is not a vote.
 */
export const OnlineCount = z
  .strictObject({ pollId: PollId, resultDigest: Sha256, permits: z.int().min(0), cells: Cells })
  .meta({ id: 'OnlineCount' })
export type OnlineCount = z.infer<typeof OnlineCount>

type Lists = Extract<CountForm, { kind: 'lists' }>['lists']
const totalsOfLists = (votes: Cells, lists: Lists): Cells =>
  Object.fromEntries(
    lists.flatMap(({ id, candidates }) => {
      const total = sumOf(
        votes,
        candidates.map((candidate) => `votes:${candidate}` as const),
      )
      return [
        [`list:${id}`, total],
        [`listTotal:${id}`, total],
      ]
    }),
  )

/** The online station. Whoever is admitted there has cast a ballot, none is invalid, and each names a candidate or nobody. */
export const onlineCountOf = (result: PollResult, form: CountForm): OnlineCount => {
  const { ballots, blanks, marks } = result.counts
  const votes = result.outcome.options.map(({ option, votes: each }) => [`votes:${option}`, each] as const)
  return {
    pollId: result.pollId,
    resultDigest: digestOf(result),
    permits: marks,
    cells: {
      onlineVoters: ballots,
      admitted: ballots,
      candidateVotes: ballots - blanks,
      blank: blanks,
      invalid: 0,
      cast: ballots,
      ...Object.fromEntries(votes),
      ...(form.kind === 'lists' ? totalsOfLists(Object.fromEntries(votes), form.lists) : {}),
    },
  }
}

/** The online votes of a contest; refused while they are not counted, and where they never will be. */
export const onlineVotesOf = (
  { status, frozen: { pollId } }: Poll,
  result: PollResult | undefined,
  form: CountForm,
) => {
  switch (status) {
    case 'published':
      if (result === undefined) throw new Error('A published poll has no result')
      return { refused: false as const, count: onlineCountOf(result, form) }
    case 'withheld':
      return refuse('online-votes-withheld', { pollId })
    case 'void':
    case 'cancelled':
      return refuse('online-votes-void', { pollId })
    case 'announced':
    case 'sealed':
    case 'awaiting-lots':
    case 'lots-drawn':
      return refuse('online-votes-not-counted', { pollId })
    default:
      return status satisfies never
  }
}
