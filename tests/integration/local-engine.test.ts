import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { startEngine } from '../../local/emulator/engine.ts'
import { engineCall } from '../../local/emulator/engine-call.ts'
import { member } from '../../local/emulator/json.ts'

const directory = mkdtempSync(join(tmpdir(), 'local-engine-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const isAnswering = async (endpoint: string) =>
  fetch(endpoint, { signal: AbortSignal.timeout(500) }).then(
    () => true,
    () => false,
  )

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const goneWithin = async (endpoint: string, milliseconds: number) => {
  const deadline = performance.now() + milliseconds
  while (performance.now() < deadline) {
    if (!(await isAnswering(endpoint))) return true
    await sleep(20)
  }
  return false
}

const definition = {
  TableName: 'kept',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
}

/** The two queries that the engine runs on its stream records: one at each write, one at each read of the stream. */
const streamQueries = [
  'SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1',
  'SELECT new_image FROM _stream_records WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4',
]

const plansOf = (file: string | undefined) => {
  const database = new DatabaseSync(file ?? '', { readOnly: true })
  const plans = streamQueries.map((query) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => String(detail)),
  )
  database.close()
  return plans
}

describe('the table engine', () => {
  it.each([
    ['keeps its data', { dataDir: join(directory, 'indexed') }],
    ['keeps nothing', { inMemory: true }],
  ])('the table engine finds the end of a stream without reading the stream, when it %s', async (_how, options) => {
    const engine = await startEngine(options)
    const plans = plansOf(engine.file)
    await engine.stop()
    for (const [step, ...others] of plans) {
      expect(step).toMatch(/^SEARCH _stream_records USING .*INDEX stream_order \(table_name=\?/)
      expect(others).toEqual([])
    }
  })

  it('the table engine leaves no file behind when it runs in memory', async () => {
    const engine = await startEngine({ inMemory: true })
    const place = dirname(engine.file ?? '')
    expect(existsSync(place)).toBe(true)
    await engine.stop()
    expect(existsSync(place)).toBe(false)
  })

  it('the table engine keeps its data over a restart, and does not run in between', async () => {
    const first = await startEngine({ dataDir: directory })
    const call = engineCall(first.endpoint, 'DynamoDB_20120810')
    await call('CreateTable', definition)
    await call('PutItem', { TableName: 'kept', Item: { pk: { S: 'a' } } })
    await first.stop()
    expect(await isAnswering(first.endpoint)).toBe(false)
    const second = await startEngine({ dataDir: directory })
    const found = await engineCall(second.endpoint, 'DynamoDB_20120810')('GetItem', {
      TableName: 'kept',
      Key: { pk: { S: 'a' } },
    })
    await second.stop()
    expect(member(found, 'Item')).toEqual({ pk: { S: 'a' } })
  })

  it('the table engine refuses with the error names of AWS', async () => {
    const engine = await startEngine({ inMemory: true })
    const missing = engineCall(engine.endpoint, 'DynamoDB_20120810')('DescribeTable', { TableName: 'missing' })
    await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await engine.stop()
  })

  it('the table engine ends when the process that started it is killed', async () => {
    const script = `
      import { startEngine } from ${JSON.stringify(new URL('../../local/emulator/engine.ts', import.meta.url).href)}
      console.log((await startEngine({ inMemory: true })).endpoint)
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const endpoint = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
    )
    expect(await isAnswering(endpoint)).toBe(true)
    child.kill('SIGKILL')
    expect(await goneWithin(endpoint, 2_000)).toBe(true)
  })
})
