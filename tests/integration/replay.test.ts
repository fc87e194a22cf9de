// An operator replays the events of a period from the outbox and from a consumer's dead-letter queue, on the local emulator.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { replay } from '../../cli/replay-events.ts'
import { enveloped, event } from '../../events/envelope.ts'
import { pollCancelled } from '../../events/voting.ts'
import { parseJson } from '../../local/emulator/json.ts'
import { type LocalSystem, startLocal } from '../../local/emulator/system.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { PollId, WardCode } from '../../shared/kernel/ids.ts'
import { outboxItem } from '../../shared/table/outbox.ts'
import { getItem } from '../../shared/table/read.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { absent, putOne } from '../../shared/table/write.ts'
import { wijkInDirectory } from '../unit/cli-verify/run-wijk.ts'
import { writeAssembly } from './local-assembly.ts'

const assembly = writeAssembly()
const dataDir = mkdtempSync(join(tmpdir(), 'replay-'))
const place = { table: 'tests-main', bus: 'tests-events', queues: 'tests-' }
const period = { since: Instant.parse('2026-03-18T06:00:00.000Z'), until: Instant.parse('2026-03-18T07:00:00.000Z') }

const eventAbout = (subject: string, at = '2026-03-18T06:30:00.000Z') =>
  enveloped(
    event(pollCancelled, subject, {
      pollId: PollId.parse('0b9f9a0e-6d8c-4c7c-9d2c-1f6a3b0f3c11'),
      wardCode: WardCode.parse('oude-noorden'),
    }),
    Instant.parse(at),
  )

describe('replayed events', () => {
  let system: LocalSystem
  let table: Table
  let environment: Environment
  beforeAll(async () => {
    system = await startLocal({ assembly: assembly.directory, port: 0, dataDir, log: 'silent' })
    environment = {
      AWS_ENDPOINT_URL_DYNAMODB: system.engineEndpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: system.awsEndpoint,
      AWS_ENDPOINT_URL_SQS: system.awsEndpoint,
    }
    table = openTable({ ...environment, TABLE_NAME: place.table })
  })
  afterAll(async () => {
    await system.stop()
    assembly.remove()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const store = (happened: ReturnType<typeof eventAbout>) =>
    putOne(table, { put: outboxItem(happened), condition: 'attribute_exists(pk) OR attribute_not_exists(pk)' })
  const deliveriesOf = async ({ id }: { readonly id: string }) =>
    (await getItem(table, { pk: `RECEIVED#${id}`, sk: 'event' }, z.object({ times: z.int() })))?.times ?? 0
  const repairConsumer = () => putOne(table, { put: { pk: 'RECEIVED#repaired', sk: 'event' }, ...absent })
  const undelivered = () => system.dump().queues['tests-receiver-undelivered'] ?? []
  const again = async (isDry = false) => {
    const replayed = await replay(environment, place, period, isDry)
    await system.settled()
    return replayed
  }

  it('replayed events are the unchanged events of the period, and can be replayed several times', async () => {
    const [inside, before, after] = [
      eventAbout('polls/1'),
      eventAbout('polls/2', '2026-03-18T05:59:59.999Z'),
      eventAbout('polls/3', '2026-03-18T07:00:00.000Z'),
    ]
    for (const each of [inside, before, after]) await store(each)
    await system.settled()
    expect(await Promise.all([inside, before, after].map(deliveriesOf))).toEqual([1, 1, 1])
    expect(await again(true)).toEqual({ outbox: 1, deadLetters: 0, others: 0 })
    expect(await deliveriesOf(inside)).toBe(1)
    expect(await again()).toEqual({ outbox: 1, deadLetters: 0, others: 0 })
    expect(await again()).toEqual({ outbox: 1, deadLetters: 0, others: 0 })
    expect(await Promise.all([inside, before, after].map(deliveriesOf))).toEqual([3, 1, 1])
  })

  it('replayed events are also taken from the dead-letter queue of a consumer, which gets them after the declared retries', async () => {
    const lost = eventAbout('polls/failing')
    await store(lost)
    await system.settled()
    expect(undelivered()).toEqual([])
    await system.advance('PT2M')
    const Failed = z.object({
      requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.int() }),
      requestPayload: z.object({ detail: z.object({ id: z.string() }) }),
      responsePayload: z.object({ errorMessage: z.string() }),
    })
    expect(undelivered().map((body) => Failed.parse(parseJson(body)))).toEqual([
      {
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
        requestPayload: { detail: { id: lost.id } },
        responsePayload: { errorMessage: 'cannot process that yet' },
      },
    ])
    await repairConsumer()
    // The event is in the outbox as well as in the queue. It is delivered only once.
    expect(await again()).toMatchObject({ deadLetters: 1, others: 0 })
    expect([await deliveriesOf(lost), undelivered()]).toEqual([1, []])
  })

  it('replayed events do not include messages without an event, which remain in the queue', async () => {
    const sqs = new SQSClient({ endpoint: system.awsEndpoint, region: 'eu-west-1' })
    await sqs.send(
      new SendMessageCommand({ QueueUrl: 'tests-receiver-undelivered', MessageBody: '{"a":"stream record"}' }),
    )
    sqs.destroy()
    expect(await again()).toMatchObject({ deadLetters: 0, others: 1 })
    expect(undelivered()).toHaveLength(1)
  })
})

describe('the command', () => {
  it('the command names a moment that it cannot parse', async () => {
    const { wijk, remove } = wijkInDirectory()
    const { status, stderr } = await wijk('replay', '--stage', 'dev', '--since', 'yesterday')
    remove()
    expect(status).toBe(1)
    expect(stderr).toContain('--since yesterday is not a moment such as 2026-03-18T06:00:00Z')
  })
})
