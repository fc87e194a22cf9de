// A running system to put under load: its address, and the resources its processes use.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { cpuOf, descendantOf, memoryOf } from './processes.ts'

const program = fileURLToPath(new URL('server.ts', import.meta.url))
const Started = z.object({ origin: z.string(), engineEndpoint: z.string(), table: z.string() })

export type Stack = z.infer<typeof Started> & {
  /** Seconds from the start of the process until it serves requests, with its wards seeded. */
  readonly startSeconds: number
  /** CPU milliseconds so far, of the server with its functions and of the table engine. */
  readonly cpu: () => { readonly server: number; readonly engine: number }
  readonly memory: (what: 'VmRSS' | 'VmHWM') => { readonly server: number; readonly engine: number }
  readonly stop: () => Promise<void>
}

/** Starts the system, on tables in memory. */
export const startStack = async (): Promise<Stack> => {
  const begun = performance.now()
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    ended.then(() => {
      throw new Error('The system did not start')
    }),
  ])
  const startSeconds = (performance.now() - begun) / 1_000
  const { pid } = child
  if (pid === undefined) throw new Error('The system did not start')
  const engine = descendantOf(pid, 'dynoxide')
  return {
    ...Started.parse(JSON.parse(first)),
    startSeconds,
    cpu: () => ({ server: cpuOf(pid), engine: cpuOf(engine) }),
    memory: (what) => ({ server: memoryOf(pid, what), engine: memoryOf(engine, what) }),
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
