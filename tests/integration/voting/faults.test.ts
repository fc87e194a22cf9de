import type { KeyObject } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import * as operations from '../../../shared/voting/operations.ts'
import { lastWriteAt, type Poll, settledAt } from '../../../shared/voting/poll/poll.ts'
import { ExportHeader } from '../../../shared/voting/publication/export-format.ts'
import { mintPermit, privateKeyOf, resident, secretsNamed, whileOpen } from '../../support/builders/voting/polls.ts'
import {
  announce,
  ballotOf,
  blind,
  closingSteps,
  codeOf,
  itemsUnder,
  openBallots,
  requests,
  setClock,
  startFunctions,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'
import { always, type Fault, type FaultyEngine, next, startFaultyEngine } from '../../support/engine/faults.ts'
import type { Answered } from '../../support/services/http-event.ts'
import { runs } from '../../support/sizes.ts'

const busy = { status: 503, headers: { 'retry-after': '3' }, body: { code: 'busy' } }

describe('voting with faults of the table', () => {
  let engine: FaultyEngine
  let voting: Voting
  let key: KeyObject
  beforeAll(async () => {
    engine = await startFaultyEngine()
    voting = await startVoting(engine.endpoint)
    key = privateKeyOf(await secretsNamed())
  })
  afterEach(() => {
    engine.choose = () => undefined
    setClock(whileOpen)
  })
  afterAll(() => Promise.all([voting.stop(), engine.stop()]))

  const roll = (poll: Poll) => itemsUnder(voting.table, `POLL#${poll.frozen.pollId}#ROLL`)
  /** The ballots, opened: sealing the same ballot again gives other bytes. */
  const box = async (poll: Poll) => openBallots(poll, await itemsUnder(voting.box, `POLL#${poll.frozen.pollId}#BOX#`))
  const callsDuring = async (work: () => Promise<unknown>) => {
    engine.calls.length = 0
    await work()
    return engine.calls
      .map(({ operation, tables }) => `${operation} ${tables.map((name) => name.split('-')[0])}`)
      .sort()
  }

  /** A voter's requests for a permit and for casting a ballot. Each can be sent again. */
  const voter = async (poll: Poll, name = 'anna') => {
    const { blindedMessage } = await blind(poll)
    const ballot = ballotOf(poll, mintPermit(key), { options: ['bench'] })
    return {
      takePermit: () => requests(voting).permit(poll, blindedMessage, resident(name)),
      cast: () => requests(voting).castBody(poll, ballot),
    }
  }

  describe('the requests for a vote:', () => {
    it('a permit costs one put and one read of the poll, after two reads for the keys', async () => {
      voting = { ...voting, functions: startFunctions(voting.environment) }
      const poll = await announce(voting)
      const [anna, bram] = [await voter(poll, 'anna'), await voter(poll, 'bram')]
      expect(await callsDuring(anna.takePermit)).toEqual([
        'GetItem main',
        'GetItem main',
        'GetItem main',
        'PutItem main',
      ])
      expect((await callsDuring(bram.takePermit)).filter((call) => call !== 'GetItem main')).toEqual(['PutItem main'])
    })

    it('twenty parallel requests for permits share one read of the poll, and so do their ballots', async () => {
      voting = { ...voting, functions: startFunctions(voting.environment) }
      const poll = await announce(voting)
      await (await voter(poll, 'first')).takePermit()
      await (await voter(poll, 'first')).cast()
      const voters = await Promise.all(Array.from({ length: 20 }, (_, place) => voter(poll, `voter-${place}`)))
      // The poll read for the first voter has expired.
      await new Promise((resolve) => setTimeout(resolve, 60))
      engine.choose = ({ operation }) => (operation === 'GetItem' ? { slow: 5 } : undefined)
      const permits = await callsDuring(() => Promise.all(voters.map(({ takePermit }) => takePermit())))
      expect(permits.filter((call) => call === 'PutItem main')).toHaveLength(20)
      expect(permits.filter((call) => call === 'GetItem main').length).toBeLessThan(5)
      const casts = await callsDuring(() => Promise.all(voters.map(({ cast }) => cast())))
      expect(casts.filter((call) => call === 'PutItem box')).toHaveLength(20)
      expect(casts.filter((call) => call === 'GetItem main').length).toBeLessThan(5)
    })

    it('a ballot costs one put into the box and one read of the poll, after one read for the key', async () => {
      voting = { ...voting, functions: startFunctions(voting.environment) }
      const poll = await announce(voting)
      const [anna, bram] = [await voter(poll), await voter(poll)]
      expect(await callsDuring(anna.cast)).toEqual(['GetItem main', 'GetItem main', 'PutItem box'])
      expect((await callsDuring(bram.cast)).filter((call) => call !== 'GetItem main')).toEqual(['PutItem box'])
    })

    it('a refused ballot writes nothing', async () => {
      const poll = await announce(voting)
      await (await voter(poll)).cast()
      const calls = await callsDuring(() => requests(voting).cast(poll, mintPermit(key), ['zebra']))
      expect(calls.filter((call) => !call.startsWith('GetItem'))).toEqual([])
    })

    it('the close costs one transaction to seal and one to publish, whatever the number of ballots', async () => {
      const poll = await announce(voting)
      await (await voter(poll)).takePermit()
      const steps = closingSteps(voting, poll)
      setClock(settledAt(poll))
      expect(await callsDuring(steps.seal)).toEqual(['GetItem main', 'TransactWriteItems main'])
      expect(await callsDuring(steps.marks)).toEqual(['GetItem main', 'Query main'])
      expect(await callsDuring(() => steps.shard(0))).toEqual(['GetItem main', 'GetItem main', 'Query box'])
      expect(await callsDuring(steps.tree)).toEqual(['GetItem main'])
      expect(await callsDuring(() => steps.publish(1))).toEqual([
        'GetItem main',
        'GetItem main',
        'TransactWriteItems main',
      ])
    })
  })

  it('refuses a ballot without storing it if its keys were read so late that the count may have begun', async () => {
    voting = { ...voting, functions: startFunctions(voting.environment) }
    const poll = await announce(voting)
    const who = await voter(poll)
    let reads = 0
    engine.choose = ({ operation }) => {
      // The first read is the poll, the second is the secret for acceptances.
      if (operation === 'GetItem' && ++reads === 2) setClock(lastWriteAt(poll))
      return undefined
    }
    expect(codeOf(await who.cast())).toBe('poll-closed')
    expect(reads).toBe(2)
    expect(await box(poll)).toEqual([])
  })

  describe.each([
    ['a permit', (who: Awaited<ReturnType<typeof voter>>) => who.takePermit(), roll],
    ['a ballot', (who: Awaited<ReturnType<typeof voter>>) => who.cast(), box],
  ])('%s', (_, ask, written) => {
    it.each<[string, readonly Fault[]]>([
      ['throttled twice', ['throttled', 'throttled']],
      ['whose request is lost', ['lost-before']],
      ['whose answer is lost after it was written', ['lost-after']],
      ['whose request, then answer, is lost', ['lost-before', 'lost-after']],
    ])('%s is retried, and written once', async (_, faults) => {
      const poll = await announce(voting)
      const who = await voter(poll)
      engine.choose = next('PutItem', ...faults)
      const answer = await ask(who)
      expect(codeOf(answer)).toBe(200)
      expect(await written(poll)).toHaveLength(1)
      expect(await ask(who)).toEqual(answer)
      expect(await written(poll)).toHaveLength(1)
    })

    it('that is always throttled ends as 503 with Retry-After after four attempts, and nothing is written', async () => {
      const poll = await announce(voting)
      const who = await voter(poll)
      engine.choose = always('PutItem', 'throttled')
      engine.calls.length = 0
      expect(await ask(who)).toMatchObject(busy)
      expect(engine.calls.filter(({ operation }) => operation === 'PutItem')).toHaveLength(4)
      expect(await written(poll)).toEqual([])
      engine.choose = () => undefined
      expect(codeOf(await ask(who))).toBe(200)
    })

    it('whose answers are all lost ends as 503, and repeating the request gives the same state', async () => {
      const poll = await announce(voting)
      const who = await voter(poll)
      engine.choose = always('PutItem', 'lost-after')
      expect(await ask(who)).toMatchObject(busy)
      const after = await written(poll)
      expect(after).toHaveLength(1)
      engine.choose = () => undefined
      expect(codeOf(await ask(who))).toBe(200)
      expect(await written(poll)).toEqual(after)
    })

    it('is refused with 503 while the poll cannot be read, and nothing is written', async () => {
      const poll = await announce(voting)
      const who = await voter(poll)
      engine.choose = always('GetItem', 'lost-before')
      expect(await ask(who)).toMatchObject(busy)
      expect(await written(poll)).toEqual([])
    })
  })

  it('does not wait long for a missing answer: it retries after three seconds', async () => {
    const poll = await announce(voting)
    const who = await voter(poll)
    engine.choose = next('PutItem', { slow: 20_000 })
    const started = performance.now()
    expect(codeOf(await who.cast())).toBe(200)
    expect(performance.now() - started).toBeLessThan(12_000)
    expect(await box(poll)).toHaveLength(1)
  })

  it('reveals nothing internal to the voter', async () => {
    const poll = await announce(voting)
    const who = await voter(poll)
    engine.choose = always('PutItem', 'lost-before')
    const answers: Answered[] = [await who.takePermit(), await who.cast()]
    for (const { body } of answers)
      expect(JSON.stringify(body)).not.toMatch(/dynamo|throughput|table|PutItem|main-|box-/i)
  })

  it('answers the list of my polls after an unprocessed batch, and with 503 if batches stay unprocessed', async () => {
    const poll = await announce(voting)
    await (await voter(poll)).takePermit()
    engine.choose = next('BatchGetItem', 'unprocessed', 'unprocessed')
    expect(codeOf(await requests(voting).myPolls(resident('anna')))).toBe(200)
    engine.choose = always('BatchGetItem', 'unprocessed')
    engine.calls.length = 0
    expect(await requests(voting).myPolls(resident('anna'))).toMatchObject(busy)
    expect(engine.calls.filter(({ operation }) => operation === 'BatchGetItem').length).toBeLessThan(10)
  })

  describe('the publication of a result', () => {
    const sealed = async () => {
      const poll = await announce(voting)
      const who = await voter(poll)
      await who.takePermit()
      await who.cast()
      setClock(settledAt(poll))
      const steps = closingSteps(voting, poll)
      await steps.seal()
      const marks = await steps.marks()
      await steps.shard(0)
      await steps.tree()
      return { poll, publish: () => steps.publish(marks) }
    }
    const stateOf = async ({ frozen: { pollId } }: Poll) => {
      const items = await itemsUnder(voting.table, `POLL`)
      const mine = items.filter(({ pk }) => String(pk).includes(pollId))
      const events = (await itemsUnder(voting.table, 'OUTBOX#')).filter(
        ({ type, detail }) => type === 'nl.wijk.voting.poll-result-published.v1' && String(detail).includes(pollId),
      )
      const has = (sk: string) => mine.some((item) => item.sk === sk)
      const status = mine.find(({ sk }) => sk === 'POLL')?.status
      const secrets = mine.filter(({ pk }) => String(pk).startsWith('POLLKEYS#')).length
      return JSON.stringify([status, has('RESULT'), secrets, events.length])
    }
    /** The signatures in the result and in the export. Every attempt makes a new one, but only the first is stored. */
    const signatureOf = async (poll: Poll) =>
      operations.getPollResult.responses[200].parse((await requests(voting).result(poll)).body).resultSignature
        .signature
    const exportedSignatureOf = ({ frozen: { pollId } }: Poll) => {
      const text = voting.aws.objects.get(`publication/polls/${pollId}/export.ndjson`)?.toString() ?? ''
      return ExportHeader.parse(JSON.parse(text.split('\n')[0] ?? '')).resultSignature
    }
    const before = JSON.stringify(['sealed', false, 4, 0])
    const after = JSON.stringify(['published', true, 0, 1])

    it('that conflicts with other transactions is retried with jitter, and fails as busy without partial changes', async () => {
      const { poll, publish } = await sealed()
      engine.choose = always('TransactWriteItems', 'conflict')
      await expect(publish()).rejects.toMatchObject({ name: 'BusyError' })
      expect(await stateOf(poll)).toBe(before)
      engine.choose = next('TransactWriteItems', 'conflict', 'conflict', 'conflict')
      expect(await publish()).toBe('published')
      expect(await stateOf(poll)).toBe(after)
    })

    it('is complete or has not happened, whichever call fails, and succeeds when it is retried', async () => {
      const fault = fc.option(fc.constantFrom<Fault>('lost-before', 'lost-after', 'conflict'), {
        nil: undefined,
      })
      await fc.assert(
        fc.asyncProperty(fc.array(fault, { maxLength: 7 }), async (faults) => {
          engine.choose = () => undefined
          const { poll, publish } = await sealed()
          const left = [...faults]
          engine.choose = () => left.shift()
          const [outcome] = await Promise.allSettled([publish()])
          engine.choose = () => undefined
          expect(outcome?.status === 'fulfilled' ? [after] : [before, after]).toContain(await stateOf(poll))
          expect(await publish()).toBe('published')
          expect(await stateOf(poll)).toBe(after)
          expect(await signatureOf(poll)).toBe(exportedSignatureOf(poll))
          setClock(whileOpen)
        }),
        { numRuns: runs(12) },
      )
    })

    it('does not treat a result as published before its time', async () => {
      const poll = await announce(voting)
      setClock(plusMilliseconds(settledAt(poll), -1))
      engine.choose = always('TransactWriteItems', 'lost-after')
      await expect(closingSteps(voting, poll).seal()).rejects.toMatchObject({ name: 'TooEarlyError' })
    })
  })
})
