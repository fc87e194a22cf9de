// What a vote and its count cost: the reads and writes of each request and step.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { settledAt } from '../../../shared/voting/poll/poll.ts'
import { type FaultyVoting, startFaultyVoting } from '../../support/builders/voting/faulty-voting.ts'
import { announce, closingSteps, requests, setClock } from '../../support/builders/voting/voting.ts'

let system: FaultyVoting
beforeAll(async () => {
  system = await startFaultyVoting()
})
afterEach(() => system.mend())
afterAll(() => system.stop())

describe('the requests for a vote:', () => {
  it('the requests for a vote: a permit costs one put and one read of the poll, after two reads for the keys', async () => {
    system.startCold()
    const poll = await announce(system.voting)
    const [anna, bram] = [await system.voter(poll, 'anna'), await system.voter(poll, 'bram')]
    expect(await system.callsDuring(anna.takePermit)).toEqual([
      'GetItem main',
      'GetItem main',
      'GetItem main',
      'PutItem main',
    ])
    expect((await system.callsDuring(bram.takePermit)).filter((call) => call !== 'GetItem main')).toEqual([
      'PutItem main',
    ])
  })

  it('the requests for a vote: twenty parallel requests for permits share one read of the poll, and so do their ballots', async () => {
    system.startCold()
    const poll = await announce(system.voting)
    await (await system.voter(poll, 'first')).takePermit()
    await (await system.voter(poll, 'first')).cast()
    const voters = await Promise.all(Array.from({ length: 20 }, (_, place) => system.voter(poll, `voter-${place}`)))
    // The poll read for the first voter has expired.
    await new Promise((resolve) => setTimeout(resolve, 60))
    system.engine.choose = ({ operation }) => (operation === 'GetItem' ? { slow: 5 } : undefined)
    const permits = await system.callsDuring(() => Promise.all(voters.map(({ takePermit }) => takePermit())))
    expect(permits.filter((call) => call === 'PutItem main')).toHaveLength(20)
    expect(permits.filter((call) => call === 'GetItem main').length).toBeLessThan(5)
    const casts = await system.callsDuring(() => Promise.all(voters.map(({ cast }) => cast())))
    expect(casts.filter((call) => call === 'PutItem box')).toHaveLength(20)
    expect(casts.filter((call) => call === 'GetItem main').length).toBeLessThan(5)
  })

  it('the requests for a vote: a ballot costs one put into the box and one read of the poll, after one read for the key', async () => {
    system.startCold()
    const poll = await announce(system.voting)
    const [anna, bram] = [await system.voter(poll), await system.voter(poll)]
    expect(await system.callsDuring(anna.cast)).toEqual(['GetItem main', 'GetItem main', 'PutItem box'])
    expect((await system.callsDuring(bram.cast)).filter((call) => call !== 'GetItem main')).toEqual(['PutItem box'])
  })

  it('the requests for a vote: a refused ballot writes nothing', async () => {
    const poll = await announce(system.voting)
    await (await system.voter(poll)).cast()
    const calls = await system.callsDuring(() => requests(system.voting).cast(poll, system.permitOf(), ['zebra']))
    expect(calls.filter((call) => !call.startsWith('GetItem'))).toEqual([])
  })

  it('the requests for a vote: the close costs one transaction to seal and one to publish, whatever the number of ballots', async () => {
    const poll = await announce(system.voting)
    await (await system.voter(poll)).takePermit()
    const steps = closingSteps(system.voting, poll)
    setClock(settledAt(poll))
    expect(await system.callsDuring(steps.seal)).toEqual(['GetItem main', 'TransactWriteItems main'])
    expect(await system.callsDuring(steps.marks)).toEqual(['GetItem main', 'Query main'])
    expect(await system.callsDuring(() => steps.shard(0))).toEqual(['GetItem main', 'GetItem main', 'Query box'])
    expect(await system.callsDuring(steps.tree)).toEqual(['GetItem main'])
    expect(await system.callsDuring(() => steps.publish(1))).toEqual([
      'GetItem main',
      'GetItem main',
      'TransactWriteItems main',
    ])
  })
})
