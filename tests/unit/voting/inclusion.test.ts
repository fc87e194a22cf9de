import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ballot, ballotHash, shardOf } from '../../../shared/voting/box/ballot.ts'
import type { CountedShard } from '../../../shared/voting/count/counted-shard.ts'
import { findGroup, shardsWith } from '../../../shared/voting/evidence/inclusion.ts'
import { pollId } from '../../support/builders/voting/polls.ts'

const id = pollId()

/** A box with this many ballots in this many shards, each in the shard of its hash. Permits are not checked here. */
const boxOf = (count: number, shards: number) => {
  const ballots = Array.from({ length: count }, (): Ballot => {
    const permit = { message: randomBytes(64).toString('base64url'), signature: '' }
    return { permit, choice: { options: [] } }
  }).sort((a, b) => (ballotHash(a.permit) < ballotHash(b.permit) ? -1 : 1))
  const hashes = ballots.map(({ permit }) => ballotHash(permit))
  const parts = Array.from({ length: shards }, (_, shard): CountedShard => {
    const mine = ballots.filter((_, at) => shardOf(hashes[at] ?? '', shards) === shard)
    return { pollId: id, shard, rejected: 0, ballots: mine }
  })
  const counted = parts.map(({ shard, ballots: mine }) => ({ shard, ballots: mine.length, digest: '' }))
  return { hashes, parts, shards: counted }
}
type Box = ReturnType<typeof boxOf>

/** Asks as the function does: only the shards that can contain such hashes are read. */
const groupFor = (prefix: string, { hashes, parts, shards }: Box) => {
  const near = shardsWith(prefix, shards)
  if (near.refused) return near.code
  const read = parts.filter(({ shard }) => near.value.some((each) => each.shard === shard))
  const group = findGroup(prefix, near.value, read, hashes.length)
  return group.refused ? group.code : { ...group.value, looked: near.value.length }
}

/** The number of ballots in each shard, as in the result. */
const shardsOf = (ballots: readonly number[]) => ballots.map((each, shard) => ({ shard, ballots: each, digest: '' }))

describe('the ballots whose hashes have the same prefix', () => {
  it('the ballots whose hashes have the same prefix are all found at their places in the tree, whatever the number of parts', () => {
    const boxes = [1, 2, 16, 64, 256].map((shards) => boxOf(600, shards))
    fc.assert(
      fc.property(fc.constantFrom(...boxes), fc.stringMatching(/^[0-9a-f]{0,2}$/), (box, prefix) => {
        const expected = box.hashes.filter((hash) => hash.startsWith(prefix))
        const group = groupFor(prefix, box)
        if (expected.length < 10) expect(group).toBe('prefix-too-long')
        else expect(group).toMatchObject({ first: box.hashes.indexOf(expected[0] ?? ''), hashes: expected })
      }),
    )
  })

  it('the ballots whose hashes have the same prefix are refused if all have the same choice and others do not, because that would reveal a vote', () => {
    const box = boxOf(400, 1)
    const [whole] = box.parts
    const saying = (choose: (hash: string) => string[]) => ({
      ...box,
      parts: [
        {
          pollId: id,
          shard: 0,
          rejected: 0,
          ballots: (whole?.ballots ?? []).map(({ permit }) => ({
            permit,
            choice: { options: choose(ballotHash(permit)) },
          })),
        },
      ],
    })
    const split = saying((hash) => (hash.startsWith('a') ? ['bench'] : ['trees']))
    expect(groupFor('a', split)).toBe('prefix-too-long')
    expect(groupFor('b', split)).toBe('prefix-too-long')
    expect(groupFor('', split)).toMatchObject({ first: 0, hashes: box.hashes })
    const mixed = saying((hash) => (Number.parseInt(hash.slice(0, 4), 16) % 2 === 0 ? ['bench'] : ['trees']))
    expect(groupFor('a', mixed)).toMatchObject({ looked: 1 })
    // If the poll is unanimous, the result itself shows how everybody voted.
    expect(
      groupFor(
        'a',
        saying(() => ['bench']),
      ),
    ).toMatchObject({ looked: 1 })
  })

  it('the ballots whose hashes have the same prefix are in one part or in neighbouring ones, also at the borders', () => {
    const near = (prefix: string, shards: number) => {
      const decision = shardsWith(prefix, shardsOf(Array.from({ length: shards }, () => 2)))
      return decision.refused ? decision.code : decision.value
    }
    expect(near('7', 2)).toEqual([{ shard: 0, before: 0 }])
    expect(near('8', 2)).toEqual([{ shard: 1, before: 2 }])
    expect(near('7f', 2)).toEqual([{ shard: 0, before: 0 }])
    expect(near('7fffffff', 256)).toEqual([{ shard: 127, before: 254 }])
    expect(near('80000000', 256)).toEqual([{ shard: 128, before: 256 }])
    expect(near('7', 64)).toEqual([28, 29, 30, 31].map((shard) => ({ shard, before: shard * 2 })))
    expect(near('', 4)).toEqual([0, 1, 2, 3].map((shard) => ({ shard, before: shard * 2 })))
    expect(near('f', 256)).toHaveLength(16)
  })

  it('the ballots whose hashes have the same prefix are shown if they are enough: nine are too few, ten are not', () => {
    const { hashes, parts, shards } = boxOf(200, 1)
    const near = shardsWith('', shards)
    if (near.refused) throw new Error(near.code)
    const [whole] = parts
    const only = (count: number) => {
      const part = { pollId: id, shard: 0, rejected: 0, ballots: (whole?.ballots ?? []).slice(0, count) }
      return findGroup('', near.value, [part], hashes.length)
    }
    expect(only(9)).toMatchObject({ refused: true, code: 'prefix-too-long' })
    expect(only(10)).toMatchObject({ refused: false, value: { first: 0 } })
  })

  it('the ballots whose hashes have the same prefix are all shown in a poll with fewer than ten, and none in an empty one', () => {
    const few = boxOf(7, 4)
    expect(groupFor('', few)).toMatchObject({ first: 0, hashes: few.hashes })
    expect(groupFor('0'.repeat(8), few)).toBe('prefix-too-long')
    const empty = boxOf(0, 4)
    expect(groupFor('', empty)).toMatchObject({ first: 0, hashes: [] })
    expect(groupFor('ffffffff', empty)).toMatchObject({ first: 0, hashes: [] })
  })

  it('the ballots whose hashes have the same prefix are refused if too many parts would have to be searched, but never for one part', () => {
    const codeFor = (prefix: string, ballots: readonly number[]) => {
      const near = shardsWith(prefix, shardsOf(ballots))
      return near.refused ? near.code : near.value.length
    }
    expect(codeFor('', [2_048, 2_048])).toBe(2)
    expect(codeFor('', [2_048, 2_049])).toBe('prefix-too-short')
    expect(codeFor('8', [2_048, 2_049])).toBe(1)
    expect(codeFor('', [9_000])).toBe(1)
    expect(
      codeFor(
        'a',
        Array.from({ length: 256 }, () => 300),
      ),
    ).toBe('prefix-too-short')
    expect(
      codeFor(
        'ab',
        Array.from({ length: 256 }, () => 300),
      ),
    ).toBe(1)
  })
})
