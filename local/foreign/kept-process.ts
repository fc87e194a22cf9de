// Child programs that must never outlive us: a whole process group that ends when our pipe closes.
import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

// A shell leads the group. When our end of the pipe closes, however we ended, `read` returns and the group is killed: the
// program, and everything it started. The reader is part of the group too, so the group's number cannot be reused meanwhile.
const keeper = `exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(read -r _ <&3; kill -s KILL -- -$$) &
exec 3<&-
wait $program
exit $?`

export type KeptProcess = {
  /** Number of the process group. */
  readonly group: number
  /** Resolves with the exit code when the program has ended or was stopped. */
  readonly ended: Promise<number>
  /** Ends the program and everything it has started. */
  stop(): Promise<void>
  /** The last part of its output. */
  tail(): string
}

type Options = {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** The file for all its output. */
  readonly log: string
}

const endOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })

/** Starts a program, found on the path, in a group of its own. */
export const startKept = ({ command, args, cwd, env, log }: Options): KeptProcess => {
  mkdirSync(dirname(log), { recursive: true })
  // Opened at once: the directory may be gone before a stream would open it.
  const file = createWriteStream(log, { fd: openSync(log, 'w') })
  let said = ''
  const child = spawn('/bin/sh', ['-c', keeper, 'keeper', command, ...args], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  if (child.pid === undefined) throw new Error('No shell could be started')
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      file.write(chunk)
      said = `${said}${chunk.toString()}`.slice(-4_000)
    })
  child.stdin.on('error', () => {})
  const ended = endOf(child)
  // Processes that the program leaves behind are ended with it.
  void ended.then(() => child.stdin.destroy())
  return {
    group: child.pid,
    ended,
    stop: async () => {
      child.stdin.destroy()
      await ended
    },
    tail: () => said.trim(),
  }
}

/** Runs a program to its end. Rejects with the last part of its output if it fails. */
export const runKept = async (options: Options): Promise<void> => {
  const program = startKept(options)
  const code = await program.ended
  if (code !== 0)
    throw new Error(
      `${options.command} ${options.args[0] ?? ''} ended with ${code} (${options.log}):\n${program.tail()}`,
    )
}
