import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../shared/kernel/digest.ts'
import { ballotHash, type FoundBallot, type Permit, shardOf } from '../../../shared/voting/ballot.ts'
import type { Poll } from '../../../shared/voting/poll.ts'
import { addsUp, countPoll, countShard, resultPublished, resultWithheld } from '../../../shared/voting/result.ts'
import { announcedPoll, mintPermit, privateKeyOf, secretsNamed } from '../../support/polls.ts'

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

  const ballotOf = (permit: Permit | undefined, options: readonly string[]): FoundBallot => {
    if (permit === undefined) throw new Error('not so many permits')
    return { hash: ballotHash(permit), ballot: { permit, choice: { options: [...options] } } }
  }
  const count = (found: readonly FoundBallot[], order: readonly number[] = [0, 1, 2, 3]) => {
    const parts = order.map((shard) =>
      countShard(
        poll,
        shard,
        found.filter(({ hash }) => shardOf(hash, shards) === shard),
      ),
    )
    return { parts, result: countPoll(poll, parts, 40) }
  }
  const shuffled = <Item>(items: readonly Item[], keys: readonly number[]) =>
    items
      .map((item, index) => ({ item, key: keys[index] ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item)

  it('gives the same bytes in whatever order ballots, their options and the shards come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.subarray(ids), { minLength: 8, maxLength: 40 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (votes, keys, order) => {
          const found = votes.map((options, voter) => ballotOf(permits[voter], options))
          const otherwise = votes.map((options, voter) => ballotOf(permits[voter], options.toReversed()))
          const expected = count(found)
          const other = count(shuffled(otherwise, keys), order)
          expect(canonicalJson(other.result)).toBe(canonicalJson(expected.result))
          expect(JSON.stringify(other.result)).toBe(JSON.stringify(expected.result))
          expect(shuffled(other.parts, order)).toEqual(expected.parts)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('counts every vote, the blank ones too', () => {
    const votes = [['bench'], ['bench', 'trees'], [], ['trees'], ['bench'], []]
    const { result } = count(votes.map((options, voter) => ballotOf(permits[voter], options)))
    expect(result.counts).toEqual({ ballots: 6, blanks: 2, marks: 40, electorate: 1_000 })
    expect(result.outcome.winners).toEqual(['bench', 'trees'])
    expect(Object.fromEntries(result.outcome.options.map(({ option, votes: got }) => [option, got]))).toEqual({
      bench: 3,
      swing: 0,
      trees: 2,
    })
    expect(result.shards.reduce((total, { ballots }) => total + ballots, 0)).toBe(6)
  })

  it('is published when ballots ≤ marks ≤ electorate, and not otherwise', () => {
    const found = permits.slice(0, 3).map((permit) => ballotOf(permit, ['bench']))
    const { parts } = count(found)
    const holds = (marks: number) => addsUp(countPoll(poll, parts, marks), parts)
    expect([2, 3, 4, 1_000, 1_001].map(holds)).toEqual([false, true, true, true, false])
  })

  it('says in its event what won, and in the other only numbers', () => {
    const { result } = count([ballotOf(permits[0], ['swing'])])
    expect(resultPublished(poll, result)).toMatchObject({ data: { winners: ['swing'] } })
    expect(JSON.stringify(resultWithheld(poll, result))).not.toContain('swing')
  })

  describe('rejects what nobody could have cast', () => {
    const rejectedOf = (shard: number, ...found: readonly FoundBallot[]) => {
      const { rejected, ballots } = countShard(poll, shard, found)
      return { rejected, counted: ballots.length }
    }
    const genuine = () => ballotOf(permits[0], ['bench'])
    const home = () => shardOf(genuine().hash, shards)

    it('a ballot with the permit of another poll', async () => {
      const foreign = ballotOf(mintPermit(privateKeyOf(await secretsNamed('other'))), ['bench'])
      expect(rejectedOf(shardOf(foreign.hash, shards), foreign)).toEqual({ rejected: 1, counted: 0 })
    })

    it('a ballot that breaks the form', () => {
      expect(rejectedOf(home(), ballotOf(permits[0], ['bench', 'bench']))).toEqual({ rejected: 1, counted: 0 })
    })

    it('a copy of a ballot under another key, which would vote twice with one permit', () => {
      const copy = { ...genuine(), hash: genuine().hash.slice(0, 2) + 'f'.repeat(62) }
      expect(rejectedOf(home(), genuine(), copy)).toEqual({ rejected: 1, counted: 1 })
    })

    it('a copy of a ballot in another shard', () => {
      expect(rejectedOf((home() + 1) % shards, genuine())).toEqual({ rejected: 1, counted: 0 })
    })

    it('an item that cannot be read as a ballot', () => {
      expect(rejectedOf(home(), { hash: genuine().hash, ballot: undefined })).toEqual({ rejected: 1, counted: 0 })
    })

    it('and then nothing is published', () => {
      const parts = [countShard(poll, home(), [genuine(), { hash: 'nonsense', ballot: undefined }])]
      expect(addsUp(countPoll(poll, parts, 40), parts)).toBe(false)
    })
  })
})
