// `npm test`: every gate in order, whatever the ones before said; one line at the end. Arguments go to vitest.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const report = join(root, 'reports', 'vitest.json')
const colours = process.stdout.isTTY ? [] : ['--colors=off']

/** What the arrows are drawn between. Rooms that have no code yet are left out. */
const rooms = ['shared', 'events', 'functions', 'client', 'infra', 'local', 'cli', 'scripts', 'bench', 'tests'].filter(
  (room) => existsSync(join(root, room)),
)

type Gate = { readonly name: string; readonly command: string; readonly args: readonly string[] }
const gates: readonly Gate[] = [
  { name: 'Style (biome)', command: 'biome', args: ['ci', ...colours] },
  { name: 'Types (tsc)', command: 'tsc', args: ['--noEmit', '-p', '.'] },
  {
    name: 'Arrows (dependency-cruiser)',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', ...rooms],
  },
  { name: 'Leftovers (knip)', command: 'knip', args: [] },
  {
    name: 'API Design Rules (spectral)',
    command: 'spectral',
    args: ['lint', '--fail-severity=warn', '--ruleset', '.spectral.yaml', 'docs/openapi.json'],
  },
]

/** Runs a program of node_modules/.bin; true when it ends well. */
const run = (name: string, command: string, args: readonly string[]): boolean => {
  console.log(`\n── ${name}`)
  const started = performance.now()
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  console.log(`${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
  return status === 0
}

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() })

/** Runs the tests. A file that cannot even start fails the run without a failed test: that counts as one. */
const runTests = (args: readonly string[]): { readonly passed: number; readonly failed: number } => {
  rmSync(report, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const isWell = run('Tests (vitest)', 'vitest', ['run', ...reporters, ...args])
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  return { passed: numPassedTests, failed: isWell ? numFailedTests : Math.max(1, numFailedTests) }
}

const verdicts = gates.map(({ name, command, args }) => run(name, command, args))
const tests = runTests(process.argv.slice(2))
const failedGates = verdicts.filter((isWell) => !isWell).length
const failed = tests.failed + failedGates
console.log(`\n${tests.passed + verdicts.length - failedGates} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
