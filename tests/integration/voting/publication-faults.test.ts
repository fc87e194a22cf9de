// The publication of a result with faults of the table: it is complete, or it has not happened.
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import * as operations from '../../../shared/voting/operations.ts'
import { type Poll, settledAt } from '../../../shared/voting/poll/poll.ts'
import { ExportHeader } from '../../../shared/voting/publication/export-format.ts'
import { type FaultyVoting, startFaultyVoting } from '../../support/builders/voting/faulty-voting.ts'
import { whileOpen } from '../../support/builders/voting/polls.ts'
import { announce, closingSteps, itemsUnder, requests, setClock } from '../../support/builders/voting/voting.ts'
import { always, type Fault, next } from '../../support/engine/faults.ts'
import { runs } from '../../support/sizes.ts'

let system: FaultyVoting
beforeAll(async () => {
  system = await startFaultyVoting()
})
afterEach(() => system.mend())
afterAll(() => system.stop())

describe('the publication of a result with faults of the table', () => {
  const sealed = async () => {
    const poll = await announce(system.voting)
    const who = await system.voter(poll)
    await who.takePermit()
    await who.cast()
    setClock(settledAt(poll))
    const steps = closingSteps(system.voting, poll)
    await steps.seal()
    const marks = await steps.marks()
    await steps.shard(0)
    await steps.tree()
    return { poll, publish: () => steps.publish(marks) }
  }
  const stateOf = async ({ frozen: { pollId } }: Poll) => {
    const items = await itemsUnder(system.voting.table, `POLL`)
    const mine = items.filter(({ pk }) => String(pk).includes(pollId))
    const events = (await itemsUnder(system.voting.table, 'OUTBOX#')).filter(
      ({ type, detail }) => type === 'nl.wijk.voting.poll-result-published.v1' && String(detail).includes(pollId),
    )
    const has = (sk: string) => mine.some((item) => item.sk === sk)
    const status = mine.find(({ sk }) => sk === 'POLL')?.status
    const secrets = mine.filter(({ pk }) => String(pk).startsWith('POLLKEYS#')).length
    return JSON.stringify([status, has('RESULT'), secrets, events.length])
  }
  /** The signatures in the result and in the export. Every attempt makes a new one, but only the first is stored. */
  const signatureOf = async (poll: Poll) =>
    operations.getPollResult.responses[200].parse((await requests(system.voting).result(poll)).body).resultSignature
      .signature
  const exportedSignatureOf = ({ frozen: { pollId } }: Poll) => {
    const text = system.voting.aws.objects.get(`publication/polls/${pollId}/export.ndjson`)?.toString() ?? ''
    return ExportHeader.parse(JSON.parse(text.split('\n')[0] ?? '')).resultSignature
  }
  const before = JSON.stringify(['sealed', false, 4, 0])
  const after = JSON.stringify(['published', true, 0, 1])

  it('the publication of a result with faults of the table that conflicts with other transactions is retried with jitter, and fails as busy without partial changes', async () => {
    const { poll, publish } = await sealed()
    system.engine.choose = always('TransactWriteItems', 'conflict')
    await expect(publish()).rejects.toMatchObject({ name: 'BusyError' })
    expect(await stateOf(poll)).toBe(before)
    system.engine.choose = next('TransactWriteItems', 'conflict', 'conflict', 'conflict')
    expect(await publish()).toBe('published')
    expect(await stateOf(poll)).toBe(after)
  })

  it('the publication of a result with faults of the table is complete or has not happened, whichever call fails, and succeeds when it is retried', async () => {
    const fault = fc.option(fc.constantFrom<Fault>('lost-before', 'lost-after', 'conflict'), {
      nil: undefined,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 7 }), async (faults) => {
        system.engine.choose = () => undefined
        const { poll, publish } = await sealed()
        const left = [...faults]
        system.engine.choose = () => left.shift()
        const [outcome] = await Promise.allSettled([publish()])
        system.engine.choose = () => undefined
        expect(outcome?.status === 'fulfilled' ? [after] : [before, after]).toContain(await stateOf(poll))
        expect(await publish()).toBe('published')
        expect(await stateOf(poll)).toBe(after)
        expect(await signatureOf(poll)).toBe(exportedSignatureOf(poll))
        setClock(whileOpen)
      }),
      { numRuns: runs(12) },
    )
  })

  it('the publication of a result with faults of the table does not treat a result as published before its time', async () => {
    const poll = await announce(system.voting)
    setClock(plusMilliseconds(settledAt(poll), -1))
    system.engine.choose = always('TransactWriteItems', 'lost-after')
    await expect(closingSteps(system.voting, poll).seal()).rejects.toMatchObject({ name: 'TooEarlyError' })
  })
})
