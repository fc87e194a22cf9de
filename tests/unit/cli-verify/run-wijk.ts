// Runs the command line as a user does, in a separate directory, and provides an API for it.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))

type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string }

export const wijkInDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'wijk-'))
  const pathOf = (name: string) => join(directory, name)
  return {
    pathOf,
    write: (name: string, text: string) => writeFileSync(pathOf(name), text),
    remove: () => rmSync(directory, { recursive: true }),
    wijk: (...args: string[]): Promise<Ended> =>
      new Promise((resolve) => {
        const env = { ...process.env, WIJK_CWD: directory, NO_COLOR: '1' }
        const options = { encoding: 'utf8', env, maxBuffer: 64_000_000 } as const
        execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
        )
      }),
  }
}

/** A server that answers every request. `url` is its base address, with `/v1`. */
export const served = async (answer: (path: string, response: ServerResponse) => void) => {
  const server = createServer((request, response) => answer(request.url ?? '', response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`
  return { url, close: () => server.close() }
}
