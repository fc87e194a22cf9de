// The DynamoDB engine: a native child process that must never outlive us.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

export type Engine = {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string
  /** The SQLite file of the engine; `undefined` for an external engine. */
  readonly file: string | undefined
  stop(): Promise<void>
  /** Resolves with a sentence if the engine ends unexpectedly. */
  readonly lost: Promise<string>
}

const binary = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url))

// A shell watches our pipe: when we end, even by a kill, `read` sees the end of the pipe and kills the engine. A temporary
// directory is removed when the engine has ended, even if we are killed.
const keeper = `passing=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
(read -r _ <&3; kill -9 $engine 2>/dev/null) &
exec 3<&-
wait $engine
code=$?
[ -z "$passing" ] || rm -rf "$passing"
exit $code`

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

/** A file system in memory, where the system has one: a temporary engine does not need a disk. */
const passingRoot = () => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir())

/**
 * Before each write the engine looks up the highest number in a table's stream. Without this index it reads every record
 * ever written, so writes get slower and slower. The engine's in-memory database cannot be reached from outside, so a
 * temporary engine uses a file too.
 */
const indexStreams = (file: string) => {
  const database = new DatabaseSync(file, { timeout: 5_000 })
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    )
  } finally {
    database.close()
  }
}

/**
 * Starts the engine on a free port of the loopback interface, or uses the one that DYNAMODB_ENDPOINT names.
 * Without `dataDir` (or with `inMemory`) nothing is stored permanently.
 */
export const startEngine = async (
  options: { readonly dataDir?: string; readonly inMemory?: boolean } = {},
): Promise<Engine> => {
  const given = process.env.DYNAMODB_ENDPOINT
  if (!given && !existsSync(binary))
    throw new Error(
      `No table engine is included for ${process.platform}-${process.arch}: start DynamoDB Local and name its address in DYNAMODB_ENDPOINT.`,
    )
  if (given) return { endpoint: given, file: undefined, stop: async () => {}, lost: new Promise(() => {}) }
  const port = await freePort()
  const kept = options.inMemory ? undefined : options.dataDir
  if (kept) mkdirSync(kept, { recursive: true })
  const passing = kept ? '' : mkdtempSync(join(passingRoot(), 'wijk-engine-'))
  const file = join(kept ?? passing, 'tables.db')
  // A process group of its own: Ctrl-C reaches only us, and we stop the engine last.
  const child = spawn(
    '/bin/sh',
    ['-c', keeper, 'engine', passing, binary, 'serve', '--port', String(port), '--db-path', file],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    },
  )
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
    if (await answers(endpoint)) {
      indexStreams(file)
      return { endpoint, file, stop, lost }
    }
    await sleep(25)
  }
  await stop()
  throw new Error(`The table engine did not start: ${said.trim() || `no answer on ${endpoint}`}`)
}
