import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../shared/kernel/clock.ts'
import { canonicalJson } from '../../shared/kernel/digest.ts'
import type { Table } from '../../shared/table/table.ts'
import { ballotHash } from '../../shared/voting/box/ballot.ts'
import { type Poll, settledAt } from '../../shared/voting/poll/poll.ts'
import { mintPermit, privateKeyOf, resident, secretsNamed } from '../support/builders/voting/polls.ts'
import {
  announce,
  blind,
  closingSteps,
  codeOf,
  openBallots,
  requests,
  scan,
  sealedItem,
  setClock,
  startVoting,
  type Voting,
} from '../support/builders/voting/voting.ts'
import { documents } from '../support/engine/engine.ts'
import { runs } from '../support/sizes.ts'

const shards = 2
const sealed = 'nl.wijk.voting.poll-sealed.v1'
const published = 'nl.wijk.voting.poll-result-published.v1'
const withheld = 'nl.wijk.voting.poll-result-withheld.v1'

type Items = Awaited<ReturnType<typeof scan>>

/** Restores the items of a table. */
const restore = async (table: Table, items: Items) => {
  for (const { pk, sk } of await scan(table))
    await documents().send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }))
  for (const Item of items) await documents().send(new PutCommand({ TableName: table.name, Item }))
}

describe('the close of a poll', () => {
  let voting: Voting
  let poll: Poll
  let before: { readonly table: Items; readonly box: Items }

  beforeAll(async () => {
    voting = await startVoting()
    poll = await announce(voting, { shards })
    for (const [voter, options] of [['bench'], ['bench', 'swing'], [], ['trees'], ['swing']].entries()) {
      const { blindedMessage, unblind } = await blind(poll)
      const permit = await unblind(await requests(voting).permit(poll, blindedMessage, resident(`voter-${voter}`)))
      expect(codeOf(await requests(voting).cast(poll, permit, options))).toBe(200)
    }
    before = { table: await scan(voting.table), box: await scan(voting.box) }
  })
  afterAll(() => voting.stop())

  const reset = async () => {
    await Promise.all([restore(voting.table, before.table), restore(voting.box, before.box)])
    voting.aws.objects.clear()
    setClock(settledAt(poll))
  }
  beforeEach(reset)

  const stateNow = async () => {
    const items = await scan(voting.table)
    const item = (pk: string, sk: string) => items.find((each) => each.pk === pk && each.sk === sk)
    const pk = `POLL#${poll.frozen.pollId}`
    return {
      status: item(pk, 'POLL')?.status,
      isDue: item(pk, 'POLL')?.gsi2pk !== undefined,
      result: item(pk, 'RESULT'),
      keys: items.filter((each) => String(each.pk).startsWith(`POLLKEYS#${poll.frozen.pollId}#`)).length,
      events: items
        .filter((each) => String(each.pk).startsWith('OUTBOX#'))
        .map(({ type }) => type)
        .sort(),
      objects: [...voting.aws.objects].map(([name, bytes]) => [name, bytes.toString('latin1')] as const).sort(),
    }
  }
  const bytesNow = async () => {
    const { result, objects } = await stateNow()
    // The city's signatures differ each time they are made. They are in the header of the export, so it is left out here.
    const unsigned = objects.map(([name, bytes]) => [name, bytes.replace(/^\{"checkpoint":.*/, '')])
    return canonicalJson({ result: result?.result, unsigned })
  }

  /** One execution of the state machine, from the first step to the last. */
  const run = async () => {
    const steps = closingSteps(voting, poll)
    await steps.seal()
    const [marks] = await Promise.all([
      steps.marks(),
      ...Array.from({ length: shards }, (_, shard) => steps.shard(shard)),
    ])
    await steps.tree()
    return steps.publish(marks)
  }
  const finished = {
    status: 'published',
    isDue: false,
    keys: 0,
    events: ['nl.wijk.voting.poll-announced.v1', published, sealed],
  }

  it('the close of a poll publishes one result and one event, and destroys the keys', async () => {
    expect(await run()).toBe('published')
    const state = await stateNow()
    expect(state).toMatchObject(finished)
    expect(state.result).toMatchObject({
      result: {
        counts: { ballots: 5, blanks: 1, marks: 5 },
        outcome: { order: ['bench', 'swing'] },
      },
    })
    expect(state.objects).toHaveLength(2 * shards + 2)
  })

  it('the close of a poll that starts too early changes nothing, and fails with an error name that the state machine knows', async () => {
    const untouched = await stateNow()
    const steps = closingSteps(voting, poll)
    for (const early of [plusMilliseconds(settledAt(poll), -1), poll.frozen.closesAt, poll.frozen.opensAt]) {
      setClock(early)
      await expect(steps.seal()).rejects.toMatchObject({ name: 'TooEarlyError' })
      await expect(steps.marks()).rejects.toThrow('The poll is announced')
      await expect(steps.shard(0)).rejects.toThrow('The poll is announced')
      await expect(steps.publish(5)).rejects.toThrow('The poll is announced')
    }
    expect(await stateNow()).toEqual(untouched)
  })

  it('the close of a poll that starts twice at the same moment gives one result', async () => {
    await run()
    const expected = await bytesNow()
    await reset()
    const outcomes = await Promise.all([run(), run(), run(), run()])
    expect(new Set(outcomes).size).toBe(1)
    expect(await bytesNow()).toBe(expected)
    expect(await stateNow()).toMatchObject(finished)
  })

  it('the close of a poll that starts a month late, or again after a month, gives the same bytes', async () => {
    await run()
    const expected = await bytesNow()
    setClock(plusMilliseconds(settledAt(poll), 30 * 86_400_000))
    await run()
    expect(await bytesNow()).toBe(expected)
    await reset()
    setClock(plusMilliseconds(settledAt(poll), 30 * 86_400_000))
    await run()
    expect(await bytesNow()).toBe(expected)
    expect(await stateNow()).toMatchObject(finished)
  })

  it('the close of a poll that is killed between any two steps, repeated and interleaved in any way, gives the same bytes', async () => {
    await run()
    const expected = await bytesNow()
    const step = fc.oneof(
      fc.constantFrom('seal', 'marks', 'tree', 'publish', 'early seal'),
      fc.integer({ min: 0, max: shards - 1 }).map((shard) => `shard ${shard}`),
    )
    const take = async (name: string) => {
      const steps = closingSteps(voting, poll)
      const [kind, shard] = name.split(' ')
      setClock(plusMilliseconds(settledAt(poll), kind === 'early' ? -1 : 0))
      if (kind === 'shard') return steps.shard(Number(shard))
      if (kind === 'marks') return steps.marks()
      if (kind === 'tree') return steps.tree()
      return kind === 'publish' ? steps.publish(5) : steps.seal()
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (bursts) => {
        await reset()
        for (const burst of bursts) {
          await Promise.allSettled(burst.map(take))
          const state = await stateNow()
          expect(state.events.filter((type) => type === published)).toHaveLength(state.result === undefined ? 0 : 1)
          expect(state.events.filter((type) => type === sealed)).toHaveLength(state.status === 'announced' ? 0 : 1)
          expect(state.keys).toBe(state.status === 'published' ? 0 : 4)
          expect(state.result === undefined).toBe(state.status !== 'published')
        }
        setClock(settledAt(poll))
        await run()
        expect(await bytesNow()).toBe(expected)
        expect(await stateNow()).toMatchObject(finished)
      }),
      { numRuns: runs(25) },
    )
  })

  it('the close of a poll is not possible for a cancelled poll', async () => {
    const cancelled = before.table.map((item) => (item.sk === 'POLL' ? { ...item, status: 'cancelled' } : item))
    await restore(voting.table, cancelled)
    await expect(run()).rejects.toThrow('The poll was called off or moved')
    expect(await stateNow()).toMatchObject({ status: 'cancelled', result: undefined })
  })

  describe('permanently withholds the result, and publishes only numbers,', () => {
    const isWithheld = async () => {
      expect(await run()).toBe('withheld')
      expect(await run()).toBe('withheld')
      const state = await stateNow()
      expect(state).toMatchObject({ status: 'withheld', isDue: false, result: undefined, keys: 4 })
      expect(state.events).toEqual(['nl.wijk.voting.poll-announced.v1', withheld, sealed])
      expect(codeOf(await requests(voting).result(poll))).toBe('result-not-published')
      for (let shard = 0; shard < shards; shard++)
        expect(codeOf(await requests(voting).ballots(poll, shard))).toBe('result-not-published')
    }
    const smuggle = (item: Items[number]) =>
      documents().send(new PutCommand({ TableName: voting.box.name, Item: item }))
    const genuine = () => {
      const [item] = before.box
      if (item === undefined) throw new Error('the box is empty')
      return item
    }

    it('the close of a poll permanently withholds the result, and publishes only numbers, when there are more ballots than marks', async () => {
      const mark = before.table.find(({ sk }) => String(sk).startsWith('VOTER#'))
      await documents().send(new DeleteCommand({ TableName: voting.table.name, Key: { pk: mark?.pk, sk: mark?.sk } }))
      await isWithheld()
    })

    it('the close of a poll permanently withholds the result, and publishes only numbers, when a ballot with a genuine permit that nobody took was put into the box', async () => {
      setClock(poll.frozen.opensAt)
      const permit = mintPermit(privateKeyOf(await secretsNamed()))
      expect(codeOf(await requests(voting).cast(poll, permit, ['trees']))).toBe(200)
      setClock(settledAt(poll))
      await isWithheld()
    })

    it('the close of a poll permanently withholds the result, and publishes only numbers, when a ballot without a valid permit was put into the box', async () => {
      const permit = mintPermit(privateKeyOf(await secretsNamed('other')))
      const ballot = { permit, choice: { options: ['bench'] } }
      await smuggle(sealedItem(poll, genuine().pk, ballotHash(permit), ballot))
      await isWithheld()
    })

    it('the close of a poll permanently withholds the result, and publishes only numbers, when a genuine ballot is in the box twice', async () => {
      await smuggle({ ...genuine(), sk: `${String(genuine().sk).slice(0, -4)}beef` })
      await isWithheld()
    })

    it('the close of a poll permanently withholds the result, and publishes only numbers, when something in the box is not a ballot', async () => {
      await smuggle({ pk: genuine().pk ?? '', sk: 'NOTE#1', text: 'vote for the bench' })
      await isWithheld()
    })

    it('the close of a poll permanently withholds the result, and publishes only numbers, when a ballot in the box was changed into one that breaks the form', async () => {
      const changed = (await openBallots(poll, [genuine()])).map((ballot) => ({
        ...ballot,
        choice: { options: ['bench', 'bench'] },
      }))
      for (const ballot of changed)
        await smuggle(sealedItem(poll, genuine().pk, String(genuine().sk).replace('BALLOT#', ''), ballot))
      await isWithheld()
    })
  })
})
