// The command line for operators and for anybody who verifies results. One file per command.
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { type CommandDef, defineCommand, renderUsage, runCommand } from 'citty'
import * as z from 'zod'
import { isHelpRequest } from '../scripts/arguments.ts'
import { exitWhenPipeCloses, isColoured } from '../scripts/terminal.ts'
import { missingArgument, objectionToArguments } from './flags.ts'
import { printError, say } from './say.ts'

/** Each command is loaded only when it is used, because loading takes most of the time of a short command. */
const subCommands = {
  tally: async () => (await import('./tally.ts')).tallyCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  receipt: async () => (await import('./receipt.ts')).receiptCommand,
  lots: async () => (await import('./lots.ts')).lotsCommand,
  lottery: async () => (await import('./lottery.ts')).lotteryCommand,
  seats: async () => (await import('./seats.ts')).seatsCommand,
  candidates: async () => (await import('./candidate-lists.ts')).candidatesCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
} as const
const wijk = defineCommand({
  meta: { name: 'wijk', description: 'Counts, exports and verifies the polls of a city' },
  subCommands,
})
const isCommand = (name: string): name is keyof typeof subCommands => Object.hasOwn(subCommands, name)

const Version = z.object({ version: z.string() })
const version = (): string =>
  Version.parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version

// Commands with different arguments have only this type in common.
// biome-ignore lint/suspicious/noExplicitAny: citty's own type of any command.
type AnyCommand = CommandDef<any>

const usageOf = async (command: AnyCommand, stream: NodeJS.WriteStream): Promise<string> => {
  const usage = await renderUsage(command, command === wijk ? undefined : wijk)
  return isColoured(stream, process.env) ? usage : stripVTControlCharacters(usage)
}

const fail = (sentence: string, exitCode = 2): void => {
  printError(sentence)
  process.exitCode = exitCode
}

const run = async (name: string, command: AnyCommand, args: string[]): Promise<void> => {
  if (isHelpRequest(args)) return console.log(await usageOf(command, process.stdout))
  const declared = typeof command.args === 'object' ? command.args : {}
  const objection = objectionToArguments(declared, args)
  if (objection !== undefined) return fail(`wijk ${name}: ${objection}`)
  const missing = missingArgument(declared, args)
  if (missing !== undefined) return fail(`wijk ${name}: ${missing}`, 1)
  await runCommand(command, { rawArgs: args })
}

const main = async ([name, ...args]: string[]): Promise<void> => {
  if (name === undefined) {
    console.error(await usageOf(wijk, process.stderr))
    process.exitCode = 2
  } else if (name === '--help' || name === '-h' || name === 'help') console.log(await usageOf(wijk, process.stdout))
  else if (name === '--version' || name === '-v') say(version())
  else if (isCommand(name)) await run(name, await subCommands[name](), args)
  else fail(`wijk: there is no command ${name}. The commands are ${Object.keys(subCommands).join(', ')}.`)
}

// For the whole process. What Node keeps of compiled code between runs are the functions that are compiled when their module is loaded.
// So the modules of a command are compiled whole, and a count starts with its code.
setFlagsFromString('--no-lazy')
exitWhenPipeCloses()
if (process.env.WIJK_CWD) process.chdir(process.env.WIJK_CWD)
try {
  await main(process.argv.slice(2))
} catch (error) {
  // An unexpected error: the stack helps to find its cause.
  printError(`Unexpected fault: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env.DEBUG && error instanceof Error) printError(error.stack ?? '')
  process.exitCode = 70
}
