// The cost of writing a ballot. On AWS a write unit is a kilobyte of the item, including the names of attributes.
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintPermit, privateKeyOf, secretsNamed } from '../../support/builders/voting/polls.ts'
import {
  announce,
  codeOf,
  itemsUnder,
  requests,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'
import { documents } from '../../support/engine/engine.ts'

const sizeOf = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce(
    (total, [name, value]) =>
      total + name.length + (value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value))),
    0,
  )

describe('the write of a ballot', () => {
  let voting: Voting
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterAll(() => voting.stop())

  /** Started kilobytes, and the units that the engine reports for the same item. */
  const unitsOf = async (count: number, ballotForm: object) => {
    const options = Array.from({ length: count }, (_, n) => ({ id: `${n}`.padStart(3, '0'), title: 'x', costCents: 1 }))
    // The largest number of parts makes the longest keys: a key contains the number of its part.
    const poll = await announce(voting, { options, ballotForm, shards: 256 })
    const permit = mintPermit(privateKeyOf(await secretsNamed()))
    const named = options.map(({ id }) => id)
    const points = 'sum' in ballotForm ? { points: named.map(() => 1) } : {}
    expect(codeOf(await requests(voting).cast(poll, permit, { options: named, ...points }))).toBe(200)
    const [item = {}] = await itemsUnder(voting.box, `POLL#${poll.frozen.pollId}#BOX#`)
    const { ConsumedCapacity } = await documents().send(
      new PutCommand({ TableName: voting.box.name, Item: item, ReturnConsumedCapacity: 'TOTAL' }),
    )
    expect(ConsumedCapacity?.CapacityUnits).toBe(Math.ceil(sizeOf(item) / 1_024))
    return ConsumedCapacity?.CapacityUnits
  }

  it.each([
    ['approval of all of them', { kind: 'approval', max: 500 }, [1, 14, 39, 100, 118], 500],
    ['a knapsack', { kind: 'knapsack', budgetCents: 1_000_000 }, [39, 118], 500],
    ['points for each', { kind: 'points', sum: 1_000_000, maxPerOption: 1_000 }, [14, 39], 100],
  ])('the write of a ballot costs one unit with %s', async (_, form, within, beyond) => {
    for (const count of within) expect(await unitsOf(count, form)).toBe(1)
    expect(await unitsOf(beyond, form)).toBe(2)
  })
})
