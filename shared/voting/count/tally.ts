// The tally: the content of the box, combined from its parts. Data derived from a part are computed once, when its ballots
// are counted, and stored beside them: the tree and the outcome do not read the ballots again.
import * as z from 'zod'
import { canonicalJson, Sha256, sha256 } from '../../kernel/digest.ts'
import { PollId } from '../../kernel/ids.ts'
import { choiceGroups } from '../box/ballot.ts'
import { growingTree, hashesIn, leafHash } from '../evidence/merkle.ts'
import { Choice } from '../poll/ballot-form.ts'
import type { FrozenPoll } from '../poll/poll.ts'
import type { BallotGroup } from '../rules/rule.ts'
import type { CountedShard } from './counted-shard.ts'

/** Data derived from one counted part. The same part gives the same bytes. */
export const PartTally = z.strictObject({
  pollId: PollId,
  shard: z.int().min(0).max(255),
  rejected: z.int().min(0),
  ballots: z.int().min(0),
  /** SHA-256 of the canonical JSON of the part. */
  digest: Sha256,
  /** Equal choices merged, in the order in which they first occurred. */
  choices: z.array(z.strictObject({ choice: Choice, count: z.int().min(1) })),
  /** The leaf hashes of the ballots in their order, 32 bytes each, joined; base64. */
  leaves: z.base64(),
})
export type PartTally = z.infer<typeof PartTally>

/** The tally of a part, and the part itself as published: its canonical JSON is made once. */
export const tallyPart = ({ ballots, ...part }: CountedShard): { readonly tally: PartTally; readonly text: string } => {
  const choices = new Map<string, { readonly choice: Choice; count: number }>()
  const leaves: Uint8Array[] = []
  const texts: string[] = []
  for (const ballot of ballots) {
    const text = canonicalJson(ballot)
    texts.push(text)
    leaves.push(leafHash(text))
    const key = canonicalJson(ballot.choice)
    const same = choices.get(key)
    if (same === undefined) choices.set(key, { choice: ballot.choice, count: 1 })
    else same.count += 1
  }
  // Canonical JSON sorts the keys of an object: those of a part are ballots, pollId, rejected, shard.
  const text = `{"ballots":[${texts.join()}],${canonicalJson(part).slice(1)}`
  const tally = {
    ...part,
    ballots: ballots.length,
    digest: sha256(text),
    choices: [...choices.values()],
    leaves: Buffer.concat(leaves).toString('base64'),
  }
  return { tally, text }
}

/** The leaf hashes of a part, joined together. */
export const leavesOf = ({ leaves }: PartTally): Uint8Array => Buffer.from(leaves, 'base64')

/** The totals of the box, without derived data. */
export type Tally = {
  readonly groups: readonly BallotGroup[]
  readonly ballots: number
  readonly blanks: number
  readonly rejected: number
  readonly merkleRoot: string
  /** For each part: the number of ballots, and the digest of its published form. */
  readonly shards: { readonly shard: number; readonly ballots: number; readonly digest: string }[]
}

/** Combines the parts, from the first to the last, with only one in memory. */
export const tallyBox = async (
  { ballotForm }: FrozenPoll,
  parts: AsyncIterable<PartTally> | Iterable<PartTally>,
): Promise<Tally> => {
  const groups = choiceGroups(ballotForm)
  const tree = growingTree()
  const shards: Tally['shards'] = []
  const numbers = { ballots: 0, blanks: 0, rejected: 0 }
  for await (const part of parts) {
    const { shard, ballots, digest } = part
    if (shard !== shards.length) throw new RangeError(`Shard ${shard} where ${shards.length} was expected`)
    for (const { choice, count } of part.choices) {
      groups.add(choice, count)
      if (choice.options.length === 0) numbers.blanks += count
    }
    for (const leaf of hashesIn(leavesOf(part))) tree.add(leaf)
    numbers.ballots += ballots
    numbers.rejected += part.rejected
    shards.push({ shard, ballots, digest })
  }
  const merkleRoot = Buffer.from(tree.root()).toString('hex')
  return { groups: groups.groups(), ...numbers, merkleRoot, shards }
}
