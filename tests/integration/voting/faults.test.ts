// Permits and ballots with faults of the table: each is written once or not at all, and the voter is told to try again.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lastWriteAt, type Poll } from '../../../shared/voting/poll/poll.ts'
import { busy, type FaultyVoting, startFaultyVoting, type Voter } from '../../support/builders/voting/faulty-voting.ts'
import { resident } from '../../support/builders/voting/polls.ts'
import { announce, codeOf, requests, setClock } from '../../support/builders/voting/voting.ts'
import { always, type Fault, next } from '../../support/engine/faults.ts'
import type { Answered } from '../../support/services/http-event.ts'

let system: FaultyVoting
beforeAll(async () => {
  system = await startFaultyVoting()
})
afterEach(() => system.mend())
afterAll(() => system.stop())

describe('voting with faults of the table', () => {
  it('voting with faults of the table refuses a ballot without storing it if its keys were read so late that the count may have begun', async () => {
    system.startCold()
    const poll = await announce(system.voting)
    const who = await system.voter(poll)
    let reads = 0
    system.engine.choose = ({ operation }) => {
      // The first read is the poll, the second is the secret for acceptances.
      if (operation === 'GetItem' && ++reads === 2) setClock(lastWriteAt(poll))
      return undefined
    }
    expect(codeOf(await who.cast())).toBe('poll-closed')
    expect(reads).toBe(2)
    expect(await system.box(poll)).toEqual([])
  })

  describe.each([
    ['a permit', (who: Voter) => who.takePermit(), (poll: Poll) => system.roll(poll)],
    ['a ballot', (who: Voter) => who.cast(), (poll: Poll) => system.box(poll)],
  ])('%s', (_, ask, written) => {
    it.each<[string, readonly Fault[]]>([
      ['throttled twice', ['throttled', 'throttled']],
      ['whose request is lost', ['lost-before']],
      ['whose answer is lost after it was written', ['lost-after']],
      ['whose request, then answer, is lost', ['lost-before', 'lost-after']],
    ])('%s is retried, and written once', async (_, faults) => {
      const poll = await announce(system.voting)
      const who = await system.voter(poll)
      system.engine.choose = next('PutItem', ...faults)
      const answer = await ask(who)
      expect(codeOf(answer)).toBe(200)
      expect(await written(poll)).toHaveLength(1)
      expect(await ask(who)).toEqual(answer)
      expect(await written(poll)).toHaveLength(1)
    })

    it('that is always throttled ends as 503 with Retry-After after four attempts, and nothing is written', async () => {
      const poll = await announce(system.voting)
      const who = await system.voter(poll)
      system.engine.choose = always('PutItem', 'throttled')
      system.engine.calls.length = 0
      expect(await ask(who)).toMatchObject(busy)
      expect(system.engine.calls.filter(({ operation }) => operation === 'PutItem')).toHaveLength(4)
      expect(await written(poll)).toEqual([])
      system.engine.choose = () => undefined
      expect(codeOf(await ask(who))).toBe(200)
    })

    it('whose answers are all lost ends as 503, and repeating the request gives the same state', async () => {
      const poll = await announce(system.voting)
      const who = await system.voter(poll)
      system.engine.choose = always('PutItem', 'lost-after')
      expect(await ask(who)).toMatchObject(busy)
      const after = await written(poll)
      expect(after).toHaveLength(1)
      system.engine.choose = () => undefined
      expect(codeOf(await ask(who))).toBe(200)
      expect(await written(poll)).toEqual(after)
    })

    it('is refused with 503 while the poll cannot be read, and nothing is written', async () => {
      const poll = await announce(system.voting)
      const who = await system.voter(poll)
      system.engine.choose = always('GetItem', 'lost-before')
      expect(await ask(who)).toMatchObject(busy)
      expect(await written(poll)).toEqual([])
    })
  })

  it('voting with faults of the table does not wait long for a missing answer: it retries after three seconds', async () => {
    const poll = await announce(system.voting)
    const who = await system.voter(poll)
    system.engine.choose = next('PutItem', { slow: 20_000 })
    const started = performance.now()
    expect(codeOf(await who.cast())).toBe(200)
    expect(performance.now() - started).toBeLessThan(12_000)
    expect(await system.box(poll)).toHaveLength(1)
  })

  it('voting with faults of the table reveals nothing internal to the voter', async () => {
    const poll = await announce(system.voting)
    const who = await system.voter(poll)
    system.engine.choose = always('PutItem', 'lost-before')
    const answers: Answered[] = [await who.takePermit(), await who.cast()]
    for (const { body } of answers)
      expect(JSON.stringify(body)).not.toMatch(/dynamo|throughput|table|PutItem|main-|box-/i)
  })

  it('voting with faults of the table answers the list of my polls after an unprocessed batch, and with 503 if batches stay unprocessed', async () => {
    const poll = await announce(system.voting)
    await (await system.voter(poll)).takePermit()
    system.engine.choose = next('BatchGetItem', 'unprocessed', 'unprocessed')
    expect(codeOf(await requests(system.voting).myPolls(resident('anna')))).toBe(200)
    system.engine.choose = always('BatchGetItem', 'unprocessed')
    system.engine.calls.length = 0
    expect(await requests(system.voting).myPolls(resident('anna'))).toMatchObject(busy)
    expect(system.engine.calls.filter(({ operation }) => operation === 'BatchGetItem').length).toBeLessThan(10)
  })
})
