import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../shared/kernel/digest.ts'
import { type Ballot, ballotHash, type FoundBallot, type Permit, shardOf } from '../../../shared/voting/box/ballot.ts'
import { countShard } from '../../../shared/voting/count/counted-shard.ts'
import { addsUp, resultOf } from '../../../shared/voting/count/result.ts'
import { tallyBox, tallyPart } from '../../../shared/voting/count/tally.ts'
import type { Choice } from '../../../shared/voting/poll/ballot-form.ts'
import { publishResult, withholdResult } from '../../../shared/voting/poll/close.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import {
  announcedPoll,
  mintPermit,
  privateKeyOf,
  secretsNamed,
  signedBallot,
} from '../../support/builders/voting/polls.ts'

const ids = ['bench', 'swing', 'trees']
const shards = 4

describe('the count of a poll', () => {
  let poll: Poll
  let permits: readonly Permit[]
  beforeAll(async () => {
    const key = privateKeyOf(await secretsNamed())
    poll = { ...(await announcedPoll()), shards }
    permits = Array.from({ length: 40 }, () => mintPermit(key))
  })

  /** Ballots by permit and choice. They are reused, because a new signature would be different. */
  const signed = new Map<string, Ballot>()
  const signedOnce = (permit: Permit, choice: Choice): Ballot => {
    const key = `${permit.message} ${choice.options.toSorted()}`
    const ballot = signed.get(key) ?? signedBallot(poll.frozen, { permit, choice, number: 1 })
    signed.set(key, ballot)
    return { ...ballot, choice }
  }
  const ballotOf = (permit: Permit | undefined, options: readonly string[]): FoundBallot => {
    if (permit === undefined) throw new Error('not so many permits')
    const choice = { options: [...options] }
    return { hash: ballotHash(permit), ballot: signedOnce(permit, choice) }
  }
  const count = async (found: readonly FoundBallot[]) => {
    const parts = Array.from({ length: shards }, (_, shard) =>
      countShard(
        poll,
        shard,
        found.filter(({ hash }) => shardOf(hash, shards) === shard),
      ),
    )
    const tally = await tallyBox(poll.frozen, talliesOf(parts))
    return { parts, tally, result: resultOf(poll, tally, 40) }
  }
  const talliesOf = (parts: readonly ReturnType<typeof countShard>[]) => parts.map((part) => tallyPart(part).tally)
  const shuffled = <Item>(items: readonly Item[], keys: readonly number[]) =>
    items
      .map((item, index) => ({ item, key: keys[index] ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item)

  it('the count of a poll gives the same bytes for any order of ballots and their options', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray(ids), { minLength: 8, maxLength: 40 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (votes, keys) => {
          const found = votes.map((options, voter) => ballotOf(permits[voter], options))
          const otherwise = votes.map((options, voter) => ballotOf(permits[voter], options.toReversed()))
          const expected = await count(found)
          const other = await count(shuffled(otherwise, keys))
          expect(canonicalJson(other.result)).toBe(canonicalJson(expected.result))
          expect(JSON.stringify(other.result)).toBe(JSON.stringify(expected.result))
          expect(other.parts).toEqual(expected.parts)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('the count of a poll counts every vote, the blank ones too', async () => {
    const votes = [['bench'], ['bench', 'trees'], [], ['trees'], ['bench'], []]
    const { result } = await count(votes.map((options, voter) => ballotOf(permits[voter], options)))
    expect(result.counts).toEqual({ ballots: 6, blanks: 2, marks: 40, electorate: 1_000 })
    expect(result.outcome.winners).toEqual(['bench', 'trees'])
    expect(Object.fromEntries(result.outcome.options.map(({ option, votes: got }) => [option, got]))).toEqual({
      bench: 3,
      swing: 0,
      trees: 2,
    })
    expect(result.shards.reduce((total, { ballots }) => total + ballots, 0)).toBe(6)
  })

  it('the count of a poll is published only if ballots ≤ marks ≤ electorate', async () => {
    const found = permits.slice(0, 3).map((permit) => ballotOf(permit, ['bench']))
    const { tally } = await count(found)
    const holds = (marks: number) => addsUp(tally, marks, poll.frozen)
    expect([2, 3, 4, 1_000, 1_001].map(holds)).toEqual([false, true, true, true, false])
  })

  it('the count of a poll is not published with fewer ballots than the poll declares, except with none', async () => {
    const { tally } = await count(permits.slice(0, 3).map((permit) => ballotOf(permit, ['bench'])))
    const holds = (smallestGroup: number, ballots = 3) =>
      addsUp({ ...tally, ballots }, 40, { ...poll.frozen, smallestGroup })
    expect([1, 3, 4, 10].map((least) => holds(least))).toEqual([true, true, false, false])
    expect(holds(10, 0)).toBe(true)
  })

  it('the count of a poll has the winners in one event, and only numbers in the other', async () => {
    const { result, tally } = await count([ballotOf(permits[0], ['swing'])])
    const sealed: Poll = { ...poll, status: 'sealed' }
    expect(publishResult(sealed, result)).toMatchObject({ events: [{ data: { winners: ['swing'] } }] })
    const withheld = withholdResult(sealed, { ballots: tally.ballots, marks: 40 })
    expect(withheld).toMatchObject({ after: { status: 'withheld' }, events: [{ data: { marks: 40 } }] })
    expect(JSON.stringify(withheld)).not.toContain('"winners"')
  })

  it('the count of a poll is refused for parts in another order, or with one missing', async () => {
    const { parts } = await count([ballotOf(permits[0], ['bench'])])
    await expect(tallyBox(poll.frozen, talliesOf(parts).toReversed())).rejects.toThrow('Shard 3 where 0 was expected')
    await expect(tallyBox(poll.frozen, talliesOf(parts).slice(1))).rejects.toThrow('Shard 1 where 0 was expected')
  })

  it('the count of a poll has one part of the box in memory at a time, and one group for each different choice', async () => {
    const { parts } = await count(permits.map((permit) => ballotOf(permit, ['bench'])))
    const read: number[] = []
    async function* watched() {
      for (const part of talliesOf(parts)) {
        yield part
        // The next part has been requested, so this one has been counted.
        read.push(part.shard)
        part.choices.length = 0
      }
    }
    const tally = await tallyBox(poll.frozen, watched())
    expect(read).toEqual([0, 1, 2, 3])
    expect(tally.groups).toEqual([{ options: ['bench'], count: 40 }])
  })

  describe('rejects what nobody could have cast:', () => {
    const rejectedOf = (shard: number, ...found: readonly FoundBallot[]) => {
      const { rejected, ballots } = countShard(poll, shard, found)
      return { rejected, counted: ballots.length }
    }
    const genuine = () => ballotOf(permits[0], ['bench'])
    const home = () => shardOf(genuine().hash, shards)

    it('the count of a poll rejects what nobody could have cast: a ballot with the permit of another poll', async () => {
      const foreign = ballotOf(mintPermit(privateKeyOf(await secretsNamed('other'))), ['bench'])
      expect(rejectedOf(shardOf(foreign.hash, shards), foreign)).toEqual({ rejected: 1, counted: 0 })
    })

    it('the count of a poll rejects what nobody could have cast: a ballot that breaks the form', () => {
      expect(rejectedOf(home(), ballotOf(permits[0], ['bench', 'bench']))).toEqual({ rejected: 1, counted: 0 })
    })

    it('the count of a poll rejects what nobody could have cast: a copy of a ballot under another key, which would vote twice with one permit', () => {
      const copy = { ...genuine(), hash: genuine().hash.slice(0, 2) + 'f'.repeat(62) }
      expect(rejectedOf(home(), genuine(), copy)).toEqual({ rejected: 1, counted: 1 })
    })

    it('the count of a poll rejects what nobody could have cast: a copy of a ballot in another shard', () => {
      expect(rejectedOf((home() + 1) % shards, genuine())).toEqual({ rejected: 1, counted: 0 })
    })

    it('the count of a poll rejects what nobody could have cast: an item that cannot be read as a ballot', () => {
      expect(rejectedOf(home(), { hash: genuine().hash, ballot: undefined })).toEqual({ rejected: 1, counted: 0 })
    })

    it('the count of a poll rejects what nobody could have cast: and then publishes nothing', async () => {
      const { tally } = await count([genuine(), { hash: `${genuine().hash.slice(0, 2)}nonsense`, ballot: undefined }])
      expect(tally).toMatchObject({ ballots: 1, rejected: 1 })
      expect(addsUp(tally, 40, poll.frozen)).toBe(false)
    })
  })
})
