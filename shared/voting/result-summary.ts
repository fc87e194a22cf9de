// A result in a list: the question, the number of voters, the winners. The reasoning is in the result itself.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { digestOf, Sha256 } from '../kernel/digest.ts'
import { PollId, RoundId, WardCode } from '../kernel/ids.ts'
import { PollResult } from './count/result.ts'
import { type Poll, PollConfiguration } from './poll/poll.ts'
import { PollOption } from './poll/poll-option.ts'

const { id: option, title, costCents, initiativeId } = PollOption.shape

export const ResultSummary = z
  .strictObject({
    pollId: PollId,
    wardCode: WardCode,
    roundId: RoundId.optional(),
    question: PollConfiguration.shape.question,
    closesAt: Instant,
    counts: PollResult.shape.counts,
    winners: z.array(z.strictObject({ option, title, costCents, initiativeId }).meta({ id: 'WinningOption' })),
    resultDigest: Sha256,
  })
  .meta({ id: 'ResultSummary' })

/** A published result beside its poll. */
export const summaryOf = (
  { frozen: { pollId, roundId, question, closesAt, electorate, options } }: Poll,
  result: PollResult,
): z.input<typeof ResultSummary> => {
  const winners = new Set(result.outcome.winners)
  return {
    pollId,
    wardCode: electorate.wardCode,
    roundId,
    question,
    closesAt,
    counts: result.counts,
    winners: options
      .filter(({ id }) => winners.has(id))
      .map((each) => ({
        option: each.id,
        title: each.title,
        costCents: each.costCents,
        initiativeId: each.initiativeId,
      })),
    resultDigest: digestOf(result),
  }
}
