// `npm start`: synthesizes stage `local`, unless nothing has changed, and runs it on this machine until it is stopped.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { checkArguments } from '../scripts/arguments.ts'
import { exitWhenPipeCloses, speaking } from '../scripts/terminal.ts'
import { onNpmExit } from './emulator/ancestors.ts'
import { hasCode, messageOf } from './emulator/json.ts'
import { openPort, type PublicPort } from './emulator/listen.ts'
import { type LocalSystem, startLocal } from './emulator/system.ts'
import { cityExtension } from './play/city-extension.ts'
import { seed } from './play/seed.ts'
import { synthesizeIfChanged } from './synthesis.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const fail = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

const usage = `npm start -- [--fresh] [--verbose] [--assembly DIR]
  --fresh         forgets everything first
  --verbose       shows every line that a function logs
  --assembly DIR  runs what was synthesized there
  PORT=4000 npm start uses another port than 3000`

const readOptions = () => {
  checkArguments({ options: { fresh: 'flag', verbose: 'flag', assembly: 'text' }, named: [] }, usage)
  return parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      assembly: { type: 'string' },
    },
  }).values
}

const takePort = async (): Promise<PublicPort> => {
  const wanted = process.env.PORT ?? '3000'
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535) return fail(`PORT=${wanted} is not a port.`)
  try {
    return await openPort(Number(wanted))
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE'))
      return fail(`Port ${wanted} is taken: stop what runs there, or choose another with PORT.`)
    if (hasCode(error, 'EACCES')) return fail(`Port ${wanted} needs more rights: choose another with PORT.`)
    throw error
  }
}

const greet = ({ baseUrl, origin }: LocalSystem) => {
  console.log(`API       ${baseUrl}
OpenAPI   ${baseUrl}/openapi.json
A token   curl -s ${origin}/_local/tokens -d '{"sub":"me","ward":"heijplaat","birthDate":"1990-05-01","roles":[]}'
More      ${origin}/_local/   (personas, clock)
Mail      .local/mail/   (each mail that would be sent, as a file)
Ctrl-C stops everything.`)
}

/** Ends within two seconds, whatever still runs. */
const endOn = (system: LocalSystem) => {
  let isEnding = false
  const end = (code: number) => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => process.exit(code), 1_800).unref()
    void system.stop().finally(() => process.exit(code))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  onNpmExit(() => end(0))
  void system.lost.then((sentence) => {
    console.error(sentence)
    end(1)
  })
}

const main = async () => {
  exitWhenPipeCloses()
  const options = readOptions()
  const port = await takePort()
  // Until the system is running, a signal simply ends the process; the engine's watcher then ends the engine.
  const early = () => process.exit(130)
  process.once('SIGINT', early)
  process.once('SIGTERM', early)
  const assembly = options.assembly ?? join(root, 'cdk.out', 'local')
  if (options.assembly === undefined)
    await speaking(
      'Checking templates and functions, and building them if they have changed',
      synthesizeIfChanged(root, assembly),
    )
  const starting = startLocal({
    assembly,
    port,
    dataDir: join(root, '.local'),
    extension: cityExtension,
    fresh: options.fresh,
    log: options.verbose ? 'verbose' : 'warnings',
  })
  const system = await speaking('Starting', starting)
  process.off('SIGINT', early)
  process.off('SIGTERM', early)
  endOn(system)
  await speaking('Adding the wards and their rules', seed(system))
  greet(system)
}

main().catch((error: unknown) => fail(messageOf(error)))
