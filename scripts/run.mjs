// Runs a program of this project on a fresh machine: `node scripts/run.mjs [--] PROGRAM ARGS…`.
// Plain JavaScript for any Node (>= 20): it installs missing packages, then starts the program with the project's own
// Node 24, the runtime of the functions on Lambda.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { platformOf } from './platform.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { platform, arch, version } = process
const { node: whose, objection } = platformOf({ platform, arch, version })
const node = whose === 'own' ? process.execPath : join(root, 'node_modules', '.bin', 'node')
const stamp = join(root, 'node_modules', '.installed')

const fail = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

/** A registry that does not answer is given up after less than a minute: twice 25 seconds, and a pause. */
const seconds = Number(process.env.REGISTRY_PATIENCE_SECONDS ?? 25)
const patience = [
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=2000',
  `--fetch-timeout=${seconds * 1_000}`,
]
/** The time limit of npm, longer than it takes on any machine. */
const longestMilliseconds = 600_000

/** Prints how long it has been running, every few seconds. */
const speakWhile = (what) => {
  const begun = Date.now()
  console.error(`${what} …`)
  const timer = setInterval(
    () => console.error(`  … still at it, ${Math.round((Date.now() - begun) / 1_000)} s`),
    4_000,
  )
  return () => clearInterval(timer)
}

/** Runs npm and returns its output, from which we make one line if it fails. */
const npm = (args) =>
  new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: longestMilliseconds })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-20_000)
      })
    process.once('exit', () => child.kill())
    child.on('error', ({ message }) => resolve({ status: -1, said: message }))
    child.on('close', (status) => resolve({ status: status ?? 1, said }))
  })

/** Whether the registry could not be reached, or did not answer as one. */
const unreachable =
  /\b(ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|FETCH_ERROR|E5\d\d|UNABLE_TO_GET_ISSUER_CERT\w*|SELF_SIGNED\w*|CERT_\w+)\b/

const sentenceAbout = async (said) => {
  const [code] = unreachable.exec(said) ?? []
  if (code === undefined)
    return `The dependencies could not be installed. npm says:\n${said.trim().split('\n').slice(-12).join('\n')}`
  const registry = (await npm(['config', 'get', 'registry'])).said.trim()
  return `The dependencies could not be installed: the registry ${registry} does not answer (${code}). Check the network or the registry, and try again.`
}

const install = async () => {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package.json')))
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  const fallSilent = speakWhile('Installing the dependencies (once, about half a minute)')
  // Not `npm ci`: it refuses a lock file without the optional packages of other platforms, which not every registry has.
  const { status, said } = await npm([
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--no-progress',
    ...patience,
  ])
  fallSilent()
  if (status === -1) fail(`npm could not be started (${said}): install Node 20 or newer together with npm.`)
  if (status !== 0) fail(await sentenceAbout(said))
  writeFileSync(stamp, lock)
}

if (objection !== undefined) fail(objection)
await install()

const [program, ...args] = process.argv.slice(2)
if (program) {
  const child = spawn(node, [program, ...args], {
    cwd: root,
    stdio: 'inherit',
    // Caches compiled code (including stripped types): a command starts in half the time. On Linux, threads that have ended
    // leave their part of the heap to the others; otherwise each keeps one of its own.
    env: {
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
      MALLOC_ARENA_MAX: '2',
      ...process.env,
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
    },
  })
  // A terminal sends Ctrl-C to the child too; `kill` of this process must reach it as well.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`The project's own Node could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
}
