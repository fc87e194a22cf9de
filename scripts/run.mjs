// Runs a program of this project on a fresh machine: `node scripts/run.mjs [--] PROGRAM ARGS…`.
// Plain JavaScript for whatever Node the machine has (>= 20): it installs what is missing, then hands over to the
// Node 24 that the project brings along, which is the runtime the functions have on Lambda.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = join(root, 'node_modules', '.bin', 'node')
const stamp = join(root, 'node_modules', '.installed')

const fail = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

/** A registry that does not answer is given up after about a minute. */
const patience = [
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--fetch-timeout=30000',
]

const install = () => {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package.json')))
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.error('Installing the dependencies (once, about half a minute) …')
  // Not `npm ci`: it refuses a lock file without the optional packages of other platforms, which not every registry has.
  const { status, error } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...patience],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  if (error) fail(`npm could not be started (${error.message}): install Node 20 or newer together with npm.`)
  if (status !== 0)
    fail(
      'The dependencies could not be installed: see what npm says above, check the network or the registry, and try again.',
    )
  writeFileSync(stamp, lock)
}

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node ${process.version} is too old: install Node 20 or newer.`)
if (process.platform !== 'linux' || process.arch !== 'x64')
  fail(`This machine is ${process.platform}-${process.arch}: the embedded table engine runs on linux-x64 only.`)
install()

const [program, ...args] = process.argv.slice(2)
if (program) {
  const child = spawn(node, [program, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
  })
  // A terminal sends Ctrl-C to the child too; `kill` of this process must reach it as well.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`The project's own Node could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
}
