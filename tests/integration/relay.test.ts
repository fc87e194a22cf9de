// The relay from the outbox to the bus, killed at the worst moments: an event may be delivered twice but is never lost.
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { enveloped, event } from '../../events/envelope.ts'
import { roundCancelled } from '../../events/rounds.ts'
import { type Pipe, startPipe } from '../../local/emulator/bus/pipe.ts'
import type { PipeDefinition } from '../../local/emulator/bus/pipe-definitions.ts'
import { engineCall } from '../../local/emulator/engine-call.ts'
import type { Functions } from '../../local/emulator/functions/functions.ts'
import { startLog } from '../../local/emulator/log.ts'
import { openState } from '../../local/emulator/state.ts'
import { startActivity } from '../../local/emulator/time/activity.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import type { Table } from '../../shared/table/table.ts'
import { absent, transact } from '../../shared/table/write.ts'
import { engineEndpoint, freshTables } from '../support/engine/engine.ts'

const now = Instant.parse('2026-03-15T12:00:00.000Z')
const idOf = (n: number) => RoundId.parse(derivedId('relay-test', String(n)))

/** A change together with its event, written as every store writes it. */
const change = async (table: Table, n: number): Promise<string> => {
  const happened = event(roundCancelled, `rounds/${idOf(n)}`, {
    roundId: idOf(n),
    wardCode: WardCode.parse('heijplaat'),
  })
  const envelope = enveloped(happened, now)
  await transact(table, [{ put: { pk: `ROUND#${idOf(n)}`, sk: 'ROUND' }, ...absent }], [envelope])
  return envelope.id
}

const definitionOf = (table: Table): PipeDefinition => ({
  name: `relay of ${table.name}`,
  tableName: table.name,
  matches: (record) => JSON.stringify(record).includes('"OUTBOX#'),
  batchSize: 2,
  retries: -1,
  failures: undefined,
  enrichment: undefined,
  target: 'arn:aws:events:eu-west-1:000000000000:event-bus/test',
  template: undefined,
  detailType: 'CloudEvent',
  source: 'nl.wijk',
})

/** This relay reads events directly from the stream, without a function in between. */
const noFunctions: Functions = {
  invoke: () => Promise.reject(new Error('There are no functions')),
  find: () => undefined,
  definitions: [],
  onDone: () => {},
  stop: async () => {},
}
const state = openState(':memory:')
const running: Pipe[] = []

/** A relay that delivers to `take`. It continues in the stream where the previous relay stopped. */
const relay = async (table: Table, take: (eventId: string) => void) => {
  const pipe = await startPipe(definitionOf(table), {
    streams: engineCall(engineEndpoint(), 'DynamoDBStreams_20120810'),
    functions: noFunctions,
    deliver: async ({ input }) => {
      const id = /"sk":\{"S":"([^"]+)"/.exec(input)?.[1]
      if (id !== undefined) take(id)
    },
    deadLetter: () => {},
    state,
    activity: startActivity(),
    log: startLog('silent'),
  })
  running.push(pipe)
  return pipe
}

afterEach(() => {
  for (const pipe of running.splice(0)) pipe.stop()
})
afterAll(() => state.close())

describe('the relay', () => {
  it('the relay publishes every event again that was not acknowledged when it was killed, and all later ones', async () => {
    const { table } = await freshTables()
    const sent = await Promise.all([1, 2, 3, 4, 5].map((n) => change(table, n)))
    const published: string[] = []
    // The bus has accepted the third event, but the relay dies before it gets the answer.
    const dying = await relay(table, (id) => {
      published.push(id)
      if (published.length === 3) throw new Error('killed')
    })
    await dying.drain()
    dying.stop()
    expect(published).toHaveLength(3)
    const next = await relay(table, (id) => published.push(id))
    await next.drain()
    expect(new Set(published)).toEqual(new Set(sent))
    expect(published.length).toBeGreaterThan(sent.length)
  })

  it('the relay publishes events that were written while no relay ran', async () => {
    const { table } = await freshTables()
    const published: string[] = []
    const first = await relay(table, (id) => published.push(id))
    await change(table, 10)
    await first.drain()
    first.stop()
    const missed = await change(table, 11)
    const second = await relay(table, (id) => published.push(id))
    await second.drain()
    expect(published.at(-1)).toBe(missed)
    expect(published).toHaveLength(2)
  })

  it('the relay publishes no event for a refused transaction', async () => {
    const { table } = await freshTables()
    const published: string[] = []
    const sent = [await change(table, 20)]
    await change(table, 20)
    const pipe = await relay(table, (id) => published.push(id))
    await pipe.drain()
    expect(published).toEqual(sent)
  })
})
