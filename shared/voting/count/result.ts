// The result: counted from the ballots alone, the same bytes whoever counts.
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'
import { PollId } from '../../kernel/ids.ts'
import { Checkpoint } from '../evidence/checkpoint.ts'
import { CitySignature } from '../evidence/city-signature.ts'
import { type LotEvidence, lotsDrawn } from '../lots/lots.ts'
import type { FrozenPoll, Poll } from '../poll/poll.ts'
import { countedOptions, Withdrawal } from '../poll/poll-option.ts'
import { countedWithdrawals } from '../poll/withdraw-option.ts'
import { decide } from '../rules/catalogue.ts'
import { passOver } from '../rules/pass-over.ts'
import { Outcome, type TieOrder } from '../rules/rule.ts'
import { codePointOrder } from '../rules/ties.ts'
import type { Tally } from './tally.ts'

export const PollResult = z
  .strictObject({
    pollId: PollId,
    configurationHash: Sha256,
    /**
     * `marks`: how many took a permit; `electorate`: how many could, at some moment of the vote. Always ballots ≤ marks ≤
     * electorate. With a roll it is as corrected, so not below the size that was announced.
     */
    counts: z.strictObject({ ballots: z.int(), blanks: z.int(), marks: z.int(), electorate: z.int() }),
    outcome: Outcome,
    /** Options that were withdrawn before sealing and therefore skipped, sorted; absent if there were none. */
    withdrawn: z.array(Withdrawal).min(1).optional(),
    /** RFC 6962 tree over the canonical JSON of each counted ballot, in the order of their hashes. */
    merkleRoot: Sha256,
    /** SHA-256 of the canonical JSON of each published part of the box. */
    shards: z.array(z.strictObject({ shard: z.int(), ballots: z.int(), digest: Sha256 })),
  })
  .meta({ id: 'CountResult' })
export type PollResult = z.infer<typeof PollResult>

/** A stored result: with the city's signature over its digest, and the signed root of the ballots. */
export const SignedResult = z.object({ result: PollResult, signature: CitySignature, checkpoint: Checkpoint })
export type SignedResult = z.infer<typeof SignedResult>

/** Whether there are so few ballots that they would reveal individual votes, by the minimum that the poll declares. */
const isTooSmall = ({ ballots }: Pick<Tally, 'ballots'>, { smallestGroup = 1 }: FrozenPoll): boolean =>
  ballots > 0 && ballots < smallestGroup

/**
 * Whether a result may be published: the numbers are possible (every ballot from a permit, every permit from a member of the
 * electorate), and there are enough ballots.
 */
export const addsUp = (
  tally: Pick<Tally, 'ballots' | 'rejected'>,
  marks: number,
  frozen: FrozenPoll,
  electorate = frozen.electorate.size,
): boolean => tally.rejected === 0 && tally.ballots <= marks && marks <= electorate && !isTooSmall(tally, frozen)

/** The order between equals: by lots if there are any, otherwise by the code points of the ids. */
const tieOrder = ({ pollId, options, lots }: FrozenPoll, root: string, evidence: LotEvidence | undefined): TieOrder => {
  const ids = options.map(({ id }) => id)
  if (lots.source === 'none') return codePointOrder(ids)
  if (evidence === undefined) throw new Error('The lots have not been drawn')
  return lotsDrawn({ subject: pollId, root, evidence }, ids).map(({ id }) => id)
}

/**
 * Decides by the poll's published rule. Pure: the same box and the same lots give the same bytes. `electorate`: how many could
 * take a permit, where that was not fixed with the poll.
 */
export const resultOf = (
  { frozen, configurationHash, withdrawn }: Pick<Poll, 'frozen' | 'configurationHash' | 'withdrawn'>,
  { groups, ballots, blanks, merkleRoot, shards }: Tally,
  marks: number,
  evidence?: LotEvidence,
  electorate = frozen.electorate.size,
): PollResult => {
  const passed = countedWithdrawals({ frozen, withdrawn })
  const profile = { options: countedOptions(frozen.options), ballots: groups, electorate }
  return {
    pollId: frozen.pollId,
    configurationHash,
    counts: { ballots, blanks, marks, electorate },
    outcome: passOver(
      (left, ties) => decide(frozen.rule, left, ties),
      profile,
      tieOrder(frozen, merkleRoot, evidence),
      passed.map(({ option }) => option),
    ),
    ...(passed.length === 0 ? {} : { withdrawn: [...passed] }),
    merkleRoot,
    shards,
  }
}
