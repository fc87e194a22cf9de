// The DynamoDB engine: a native process beside ours that must never outlive us.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Engine = {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string
  stop(): Promise<void>
  /** Resolves with a sentence when the engine ends without having been asked to. */
  readonly lost: Promise<string>
}

const binary = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url))

// A shell holds the engine by our pipe: when we end, however hard, `read` sees the end of the pipe and kills it.
const keeper = `exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
(read -r _ <&3; kill -9 $engine 2>/dev/null) &
exec 3<&-
wait $engine`

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const answers = async (endpoint: string) => {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then((response) => response.arrayBuffer())
    return true
  } catch {
    return false
  }
}

/**
 * Starts the engine on a free port of the loopback interface, or uses the one that DYNAMODB_ENDPOINT names.
 * Without `dataDir` (or with `inMemory`) nothing is kept.
 */
export const startEngine = async (
  options: { readonly dataDir?: string; readonly inMemory?: boolean } = {},
): Promise<Engine> => {
  const given = process.env.DYNAMODB_ENDPOINT
  if (given) return { endpoint: given, stop: async () => {}, lost: new Promise(() => {}) }
  const port = await freePort()
  const file: string[] = []
  if (options.dataDir && !options.inMemory) {
    mkdirSync(options.dataDir, { recursive: true })
    file.push('--db-path', join(options.dataDir, 'tables.db'))
  }
  // A process group of its own: Ctrl-C reaches us alone, and we stop the engine last.
  const child = spawn('/bin/sh', ['-c', keeper, 'engine', binary, 'serve', '--port', String(port), ...file], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-2_000)
  })
  child.stdin.on('error', () => {})
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let isStopping = false
  const lost = new Promise<string>((resolve) => {
    void ended.then(() => !isStopping && resolve(`The table engine ended: ${said.trim() || 'it said nothing'}`))
  })
  const stop = async () => {
    isStopping = true
    child.stdin.destroy()
    await ended
  }
  const endpoint = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) break
    if (await answers(endpoint)) return { endpoint, stop, lost }
    await sleep(25)
  }
  await stop()
  throw new Error(`The table engine did not start: ${said.trim() || `no answer on ${endpoint}`}`)
}
