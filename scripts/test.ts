// `npm test`: every gate, even if others fail, and every test; one line at the end.
//   npm test -- tests/unit      only these tests, without the gates; other arguments go to vitest as they are
//   npm test -- --watch         tests again whenever a file changes
//   npm run check               only the gates
//   --full                      walks and elections in their full size (tests/support/sizes.ts)
//   --with-emulator             after the tests the run on the third-party emulator, if it can be installed (.ci/run)
//   --with-strangers            and the contract checked with third-party programs (npm run contract)
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { checkArguments } from './arguments.ts'
import { exitWhenPipeCloses } from './terminal.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const report = join(root, 'reports', 'vitest.json')
const colours = process.stdout.isTTY ? [] : ['--colors=off']

/** The rooms between which arrows are drawn. Rooms without code are left out. */
const rooms = ['shared', 'events', 'functions', 'client', 'infra', 'local', 'cli', 'scripts', 'bench', 'tests'].filter(
  (room) => existsSync(join(root, room)),
)

type Gate = { readonly name: string; readonly command: string; readonly args: readonly string[] }
const gates: readonly Gate[] = [
  { name: 'Style (biome)', command: 'biome', args: ['ci', ...colours] },
  {
    name: 'Types (tsc)',
    command: 'tsc',
    // Only what changed since the last run is checked again: seconds instead of a minute.
    args: ['--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.tsbuildinfo'],
  },
  {
    name: 'Arrows (dependency-cruiser)',
    command: 'depcruise',
    // As above: the arrows of unchanged files under unchanged rules are known.
    args: [
      ...['--config', '.dependency-cruiser.cjs'],
      ...['--cache', 'node_modules/.cache/arrows', '--cache-strategy', 'content'],
      ...rooms,
    ],
  },
  { name: 'Leftovers (knip)', command: 'knip', args: [] },
  {
    name: 'API Design Rules (spectral)',
    command: 'spectral',
    args: ['lint', '--fail-severity=warn', '--ruleset', '.spectral.yaml', 'docs/openapi.json'],
  },
  {
    name: 'API security rules (OWASP, spectral)',
    command: 'spectral',
    args: ['lint', '--fail-severity=warn', '--ruleset', 'rulesets/owasp.yaml', 'docs/openapi.json'],
  },
  { name: 'API document (redocly)', command: 'redocly', args: ['lint', 'docs/openapi.json'] },
  { name: 'Compatibility with the last release', command: 'node', args: ['scripts/compatible/main.ts'] },
  { name: 'Licences and SBOM', command: 'node', args: ['scripts/licences/main.ts'] },
]

type Ended = { readonly isWell: boolean; readonly said: string; readonly seconds: string }

/** Runs a program of node_modules/.bin. `isShown`: it writes to the terminal itself. */
const run = (command: string, args: readonly string[], isShown: boolean): Promise<Ended> =>
  new Promise((resolve) => {
    const started = performance.now()
    let said = ''
    const child = spawn(join(root, 'node_modules', '.bin', command), args, {
      cwd: root,
      stdio: isShown ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += String(chunk)
      })
    child.on('error', (error) => {
      said += error.message
    })
    child.on('close', (code) =>
      resolve({ isWell: code === 0, said, seconds: ((performance.now() - started) / 1_000).toFixed(1) }),
    )
  })

const tell = (name: string, { isWell, said, seconds }: Ended): void =>
  console.log(`\n── ${name}\n${said}${isWell ? 'passed' : 'FAILED'} in ${seconds} s`)

type Verdict = Ended & { readonly name: string }

/** Runs all gates in parallel. */
const runGates = (): Promise<readonly Verdict[]> =>
  Promise.all(gates.map(async ({ name, command, args }) => ({ name, ...(await run(command, args, false)) })))

const Report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() })

/** Runs the tests. A file that cannot even start fails the run without a failed test: that counts as one. */
const runTests = async (args: readonly string[]): Promise<{ readonly passed: number; readonly failed: number }> => {
  rmSync(report, { force: true })
  console.log('\n── Tests (vitest)')
  const reporters = ['dot', 'json', './tests/support/runner/small-sizes.ts'].map((each) => `--reporter=${each}`)
  const ended = await run('vitest', ['run', ...reporters, `--outputFile.json=${report}`, ...args], true)
  tell('Tests (vitest)', ended)
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  return { passed: numPassedTests, failed: ended.isWell ? numFailedTests : Math.max(1, numFailedTests) }
}

const Counts = z.object({ passed: z.coerce.number(), failed: z.coerce.number() })

/** Runs that need tools which some machines do not have. Without them they print a line and do not count. */
const runs = {
  '--with-emulator': { name: 'Foreign emulator (npm run emulator)', program: 'local/foreign/main.ts' },
  '--with-strangers': { name: 'Contract (npm run contract)', program: 'tests/contract/strangers/main.ts' },
} as const
const isRun = (each: string): each is keyof typeof runs => Object.hasOwn(runs, each)

const runBeside = async ({ name, program }: (typeof runs)[keyof typeof runs]): Promise<z.infer<typeof Counts>> => {
  const ended = await run('node', [join(root, program), '--where-possible'], false)
  tell(name, ended)
  const counts = Counts.safeParse(/^(?<passed>\d+) passed, (?<failed>\d+) failed$/m.exec(ended.said)?.groups)
  const { passed, failed } = counts.success ? counts.data : { passed: 0, failed: 1 }
  return { passed, failed: ended.isWell ? failed : Math.max(1, failed) }
}

if (process.argv.includes('--no-tests'))
  checkArguments({ options: { 'no-tests': 'flag' }, named: [] }, 'npm run check: every gate, and no test')
exitWhenPipeCloses()
const wanted = process.argv.slice(2).filter(isRun)
const args = process.argv.slice(2).filter((each) => !isRun(each) && each !== '--full')
if (process.argv.includes('--full')) process.env.WIJK_FULL_SIZES = '1'
if (args.includes('--watch')) await run('vitest', ['watch', ...args.filter((each) => each !== '--watch')], true)
else {
  const isPart = args.some((each) => !each.startsWith('-'))
  const withTests = !args.includes('--no-tests')
  // In parallel with the tests; the gates' output is printed together after the tests.
  const [verdicts, tests] = await Promise.all([
    isPart ? [] : runGates(),
    withTests ? runTests(args) : { passed: 0, failed: 0 },
  ])
  for (const verdict of verdicts) tell(verdict.name, verdict)
  const passedGates = verdicts.filter(({ isWell }) => isWell).length
  let { passed, failed } = tests
  for (const each of wanted) {
    const beside = await runBeside(runs[each])
    passed += beside.passed
    failed += beside.failed
  }
  failed += verdicts.length - passedGates
  console.log(`\n${passed + passedGates} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
