// `npm run emulator`: deploys the unchanged templates to a third-party emulator, runs the main job there with IAM enforced,
// and shows that roles are refused what they have no right to. `--keep` then leaves it running until Ctrl-C;
// `--where-possible` skips the run, with a line that says why, if Python or its packages are missing.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { checkArguments } from '../../scripts/arguments.ts'
import { exitWhenPipeCloses } from '../../scripts/terminal.ts'
import { onNpmExit } from '../emulator/ancestors.ts'
import { messageOf } from '../emulator/json.ts'
import { stageAt } from '../play/scenario/target.ts'
import { type Checks, startChecks } from './checks.ts'
import { bootstrap, type Deployed, deploy, stage, synthesize } from './deployment.ts'
import { type ForeignEmulator, startForeignEmulator } from './foreign-emulator.ts'
import { listenersOf, membersOf } from './listeners.ts'
import { playMainJob } from './main-job.ts'
import { providePython, UnavailableError } from './python.ts'
import { invoke, prepareProbing } from './rights/probing.ts'
import { proveRefusals } from './rights/refusals.ts'
import { signIn } from './sign-in.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const room = join(root, '.local', 'foreign')

/** Only the Python environment is kept between runs. */
const clearRoom = () => {
  for (const name of ['tmp', 'probe', 'cdk.out', 'outputs.json', 'deployed.json', 'denials.jsonl'])
    rmSync(join(room, name), { recursive: true, force: true })
  mkdirSync(join(room, 'tmp'), { recursive: true })
  // The functions are unpacked there. On Lambda no `package.json` above them declares modules; here the project's would.
  writeFileSync(join(room, 'tmp', 'package.json'), '{"type":"commonjs"}')
}

const refusedSoFar = ({ denials }: ForeignEmulator): readonly string[] =>
  existsSync(denials) ? readFileSync(denials, 'utf8').trim().split('\n').filter(Boolean) : []

const checkListeners = async ({ group }: ForeignEmulator): Promise<void> => {
  const listeners = listenersOf(group)
  const open = listeners.filter(({ isLoopback }) => !isLoopback).map(({ address }) => address)
  if (listeners.length === 0) throw new Error('The emulator seems to listen nowhere')
  if (open.length > 0) throw new Error(`Other machines may reach ${open.join(', ')}`)
}

const deployStage = async (emulator: ForeignEmulator, checks: Checks): Promise<Deployed> => {
  await checks.holds('cdk synth', () => synthesize(root, room, emulator))
  await checks.holds('cdk bootstrap', () => bootstrap(root, room, emulator))
  const deployed = await checks.holds(`cdk deploy --all, stage ${stage}`, () => deploy(root, room, emulator))
  await checks.holds('the operator seeds the wards', () => invoke(emulator.endpoint, `wijk-${stage}-seed-wards`, {}))
  return deployed
}

const play = async (emulator: ForeignEmulator, python: string, checks: Checks): Promise<Deployed> => {
  const deployed = await deployStage(emulator, checks)
  const { main: url, ballots: ballotBoxUrl } = deployed
  const city = stageAt({ url, ballotBoxUrl, token: (person) => signIn(deployed, person) })
  const pollId = await playMainJob(city, checks, { root, room, ballotBoxUrl })
  await checks.holds('IAM refused nothing of all this', async () => {
    const refused = refusedSoFar(emulator)
    if (refused.length > 0) throw new Error(`It refused\n${refused.join('\n')}`)
  })
  const probing = await prepareProbing(emulator.endpoint, python, room)
  await proveRefusals(emulator.endpoint, pollId, probing, checks)
  await checks.holds('nothing of it can be reached from another machine', () => checkListeners(emulator))
  return deployed
}

const stopAll = async (emulator: ForeignEmulator): Promise<void> => {
  await emulator.stop()
  for (let tried = 0; tried < 50 && membersOf(emulator.group).length > 0; tried++) await pause(100)
  const left = membersOf(emulator.group)
  if (left.length > 0) throw new Error(`Still there: ${left.join(', ')}`)
}

/** Ends the run together with the emulator, which does not end by itself. */
const lost = async ({ ended, tail }: ForeignEmulator): Promise<never> => {
  await ended
  throw new Error(`The emulator has ended, and nobody here ended it:\n${tail()}`)
}

const holdOn = async ({ main, ballots }: Deployed): Promise<never> => {
  console.log(`\nRunning until Ctrl-C. The demo there, with an election of yours:
npm run demo -- --target ${main} --ballots ${ballots} --tokens 'node local/foreign/token-for.ts' FILE.pb`)
  for (;;) await pause(60_000)
}

const run = async (isKept: boolean, checks: Checks): Promise<void> => {
  const python = await providePython(room)
  clearRoom()
  const emulator = await checks.holds('the emulator starts', () => startForeignEmulator(python, room))
  try {
    const deployed = await Promise.race([play(emulator, python, checks), lost(emulator)])
    if (isKept) await Promise.race([holdOn(deployed), lost(emulator)])
    await checks.holds('everything has ended', () => stopAll(emulator))
  } finally {
    await emulator.stop()
  }
}

checkArguments(
  { options: { keep: 'flag', 'where-possible': 'flag' }, named: [] },
  'npm run emulator -- [--keep] [--where-possible]',
)
exitWhenPipeCloses()
const { values } = parseArgs({
  options: { keep: { type: 'boolean', default: false }, 'where-possible': { type: 'boolean', default: false } },
})
// Child programs watch our pipe, so they end with us in any case.
onNpmExit(() => process.exit(130))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
mkdirSync(room, { recursive: true })
const checks = startChecks()
try {
  await run(values.keep, checks)
  console.log(`\n${checks.passed()} passed, 0 failed`)
  process.exit(0)
} catch (error) {
  const isSkipped = error instanceof UnavailableError && values['where-possible']
  if (isSkipped) console.log(`Skipped: the foreign emulator cannot run here, because ${error.message}.`)
  else console.error(messageOf(error))
  console.log(`\n${checks.passed()} passed, ${isSkipped ? 0 : 1} failed`)
  // Something of the run may still be pending.
  process.exit(isSkipped ? 0 : 1)
}
