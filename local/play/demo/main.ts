// `npm run demo -- [--lots] [--ward CODE] [--target URL …] [WORD | FILE.pb]`: plays the demo of that name (`demos.ts`), or a
// poll from a file: a real vote on the running system through its public API, closed by its schedule, with its result
// compared with the recorded one. Exit code 0 if they are equal. Ties are decided by id, as in the record; with `--lots` by
// a beacon, an hour after the close.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { checkArguments } from '../../../scripts/arguments.ts'
import { exitWhenPipeCloses, speaking } from '../../../scripts/terminal.ts'
import { messageOf } from '../../emulator/json.ts'
import { isRunning } from '../scenario/city.ts'
import { startSystem } from '../scenario/own-system.ts'
import { Target } from '../scenario/target.ts'
import { demos } from './demos.ts'
import { keep } from './keepsakes.ts'
import { readElection } from './poll/election.ts'
import { play } from './poll/play.ts'

const shipped = fileURLToPath(new URL('../../../tests/data/pb/Netherlands_Amsterdam_588.pb', import.meta.url))

const words = [...demos].map(([word, { shows }]) => `npm run demo -- ${word} [--ward CODE]\n                ${shows}\n`)
const usage = `npm run demo -- [--lots] [--ward CODE] [FILE.pb]
                a poll, on the system that runs here or on one of its own
${words.join('')}\
npm run demo -- --target URL [--ballots URL] --tokens COMMAND [--lots] [--ward CODE] [FILE.pb]
                on a stage: URL is the base path of its API, --ballots that of its ballots where it is another;
                COMMAND reads a person as JSON and prints an access token for them`

const fail = (sentence: string): never => {
  console.error(`${sentence}\n\n${usage}`)
  process.exit(2)
}

exitWhenPipeCloses()
checkArguments(
  {
    options: { lots: 'flag', ward: 'text', target: 'text', ballots: 'text', tokens: 'text' },
    named: ['WORD or FILE.pb'],
    optional: 1,
  },
  usage,
)
const {
  values: { lots, ward, target: url, ballots: ballotBoxUrl, tokens },
  positionals: [named],
} = parseArgs({
  allowPositionals: true,
  options: {
    lots: { type: 'boolean', default: false },
    ward: { type: 'string' },
    target: { type: 'string' },
    ballots: { type: 'string' },
    tokens: { type: 'string' },
  },
})

const demo = named === undefined ? undefined : demos.get(named.toLowerCase())

/** A file is relative to the caller's directory; npm itself changes to the root of the project. */
const file = named === undefined ? shipped : resolve(process.env.INIT_CWD ?? '.', named)

/** The error in the argument. A word without a dot or a slash is the name of a demo. */
const objectionToNamed = (): string | undefined => {
  if (demo !== undefined) return lots ? `--lots belongs to a poll, not to ${named}.` : undefined
  if (existsSync(file)) return undefined
  if (named !== undefined && !/[./\\]/.test(named))
    return `There is no demo ${named}: name ${[...demos.keys(), 'a .pb file'].join(', ')}, or nothing to play a poll.`
  return `There is no file ${file}: name a .pb file, or none to play the one that comes along.`
}

const playNamed = async (target: Target): Promise<number> =>
  demo === undefined
    ? play(target, { ...(await readElection(file)), lots: lots ? 'drand' : 'none' }, ward ?? 'oude-noorden')
    : demo.play(target, ward)

/** The stage or system at the given URL. */
const targetAt = async (given: string): Promise<Target> => {
  const { data: at } = Target.options[0].shape.origin.safeParse(given)
  if (at === undefined) return fail(`--target ${given} is not a URL.`)
  const { origin } = new URL(at)
  if (await isRunning(origin)) return { kind: 'local', origin }
  if (tokens === undefined) return fail(`${origin} gives no tokens away: say with --tokens how people sign in there.`)
  const stage = Target.safeParse({ kind: 'stage', url: at.replace(/\/$/, ''), ballotBoxUrl, tokens })
  return stage.success ? stage.data : fail(stage.error.issues.map(({ message }) => message).join('\n'))
}

const objection = objectionToNamed()
if (objection !== undefined) fail(objection)
if (url === undefined && (ballotBoxUrl ?? tokens) !== undefined) fail('--ballots and --tokens belong to a --target.')
const here = `http://127.0.0.1:${process.env.PORT ?? 3000}`
const given = url === undefined ? undefined : await targetAt(url)
const found = given ?? ((await isRunning(here)) ? ({ kind: 'local', origin: here } as const) : undefined)
console.log(
  found === undefined
    ? 'Nothing runs yet: starting a system of its own for the demo …'
    : `Playing on ${found.kind === 'local' ? found.origin : found.url}.`,
)
// Logs of its functions are not mixed with the demo's lines. They are written to a file if something fails.
const own = found === undefined ? await speaking('Building and starting it', startSystem('silent')) : undefined

const keepLog = (): void => {
  if (own === undefined) return
  const lines = own.system.dump().logs.map(({ source, text }) => `${source}: ${text}\n`)
  console.error(`What the system logged: ${keep('system.log', lines.join(''))}`)
}

/** Keeps the played system running for inspection, if standard input is a terminal. */
const untilInterrupted = async (): Promise<void> => {
  console.log('The system keeps running, so that you can open these addresses. Ctrl-C stops it.')
  const awake = setInterval(() => {}, 60_000)
  await new Promise((resolve) => process.once('SIGINT', resolve))
  clearInterval(awake)
}

try {
  process.exitCode = await playNamed(found ?? { kind: 'local', origin: own?.origin ?? here })
  if (process.exitCode !== 0) keepLog()
  if (own !== undefined && demo !== undefined)
    await (process.stdout.isTTY
      ? untilInterrupted()
      : console.log('This system ends with the demo. On one that `npm start` runs, the addresses stay.'))
} catch (error) {
  console.error(messageOf(error))
  keepLog()
  process.exitCode = 1
} finally {
  await own?.stop()
}
