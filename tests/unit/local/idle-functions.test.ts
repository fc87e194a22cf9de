import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noExtension } from '../../../local/emulator/extension.ts'
import { type Functions, startFunctions } from '../../../local/emulator/functions/functions.ts'
import { startLog } from '../../../local/emulator/log.ts'
import { openState } from '../../../local/emulator/state.ts'
import { startClock, type VirtualClock } from '../../../local/emulator/time/clock.ts'

const directory = mkdtempSync(join(tmpdir(), 'idle-'))
let functions: Functions
let few: Functions
let wide: Functions
let single: Functions
let clock: VirtualClock

beforeAll(() => {
  writeFileSync(
    join(directory, 'index.mjs'),
    `import { threadId } from 'node:worker_threads'
     export const handler = async ({ wait }) => { await new Promise((resolve) => setTimeout(resolve, wait)); return threadId }`,
  )
  const definitions = ['counter', 'other', 'third'].map((name) => ({
    ...{ id: name, name, arn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`, directory },
    ...{ handler: 'index.handler', timeout: 5_000, memorySize: 128, environment: {}, failures: undefined },
    ...{ onFailure: undefined, asyncRetries: 0, eventAge: 60_000 },
  }))
  clock = startClock(openState(':memory:'))
  const endpoints = { engine: 'http://127.0.0.1:1', aws: 'http://127.0.0.1:1' }
  const start = (limits: Parameters<typeof startFunctions>[5]) =>
    startFunctions(definitions, clock, endpoints, startLog('silent'), noExtension.environment, limits)
  functions = start({ idle: 800 })
  few = start({ most: 2 })
  wide = start({ each: 2 })
  single = start({ each: 1 })
})
afterAll(async () => {
  await Promise.all([functions, few, wide, single].map((each) => each.stop()))
  rmSync(directory, { recursive: true, force: true })
})

const thread = async (wait = 0, name = 'counter', of = functions) => {
  const outcome = await of.invoke(name, JSON.stringify({ wait }))
  return outcome.ok ? Number(outcome.payload) : outcome.error.errorType
}

describe('the thread of a function', () => {
  it('the thread of a function stays while it is used, however long an invocation takes, and ends when it has been idle', async () => {
    const first = await thread()
    expect(await Promise.all([thread(600), thread()])).toEqual([first, first])
    expect(await thread()).toBe(first)
    await new Promise((resolve) => setTimeout(resolve, 1_400))
    const later = await thread()
    expect(later).toBeTypeOf('number')
    expect(later).not.toBe(first)
  })

  it('the thread of a function does not end while the clock stands still or is moved', async () => {
    clock.freeze(true)
    const first = await thread()
    await new Promise((resolve) => setTimeout(resolve, 1_400))
    expect(await thread()).toBe(first)
    clock.run()
    await new Promise((resolve) => setTimeout(resolve, 1_400))
    expect(await thread()).not.toBe(first)
  })

  it('the thread of a function is replaced by that of another function at the maximum number of threads, unless it is busy', async () => {
    const [counter, other] = [await thread(0, 'counter', few), await thread(0, 'other', few)]
    // The third function replaces the one that has been idle longest.
    await thread(0, 'third', few)
    expect(await thread(0, 'other', few)).toBe(other)
    expect(await thread(0, 'counter', few)).not.toBe(counter)
    const [busy, alsoBusy] = [thread(400, 'other', few), thread(400, 'counter', few)]
    expect(await thread(0, 'third', few)).toBeTypeOf('number')
    expect(await busy).toBe(other)
    expect(await alsoBusy).toBeTypeOf('number')
  })

  it('the thread of a function gets a second one beside it when it is busy, if there is a core for it', async () => {
    const threadsOf = async (requests: number, of: Functions) => {
      const ids = await Promise.all(Array.from({ length: requests }, () => thread(200, 'counter', of)))
      return new Set(ids).size
    }
    expect(await threadsOf(8, wide)).toBe(1)
    expect(await threadsOf(16, wide)).toBe(2)
    expect(await threadsOf(40, wide)).toBe(2)
    expect(await threadsOf(1, wide)).toBe(1)
    expect(await threadsOf(16, single)).toBe(1)
  })
})
