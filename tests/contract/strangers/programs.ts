// Runs a third-party program, and shows its output if it fails.
import { execFile } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

export type Ran = { readonly status: number; readonly said: string }

/** The project's own programs come first in PATH. */
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [join(resolve('node_modules'), '.bin'), process.env.PATH].join(delimiter),
  NO_COLOR: '1',
  ...more,
})

export const run = (program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran> =>
  new Promise((settle) => {
    const options = { env: environment(env), maxBuffer: 64_000_000, timeout: 540_000 }
    execFile(program, [...args], options, (error, stdout, stderr) =>
      settle({ status: error === null ? 0 : Number(error.code ?? 1), said: `${stdout}${stderr}` }),
    )
  })

/** Runs a program; throws an error if it fails. */
export const must = async (program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> => {
  const { status, said } = await run(program, args, env)
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${said.slice(-6_000)}`)
  return said
}
