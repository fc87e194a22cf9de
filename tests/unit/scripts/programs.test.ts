// Every program started by `npm run …` refuses unknown arguments before it does anything.
import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

type Ended = { readonly status: number; readonly said: string }
const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> =>
  new Promise((settle) => {
    execFile(process.execPath, [program, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) =>
      settle({ status: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` }),
    )
  })

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
/** `vitest` checks its own arguments, and `wijk` has separate tests. */
const others = new Set(['test', 'wijk'])
const programs = Object.entries(scripts).flatMap(([name, line]) => {
  const [, program = '', rest = ''] = /^node scripts\/run\.mjs (\S+) ?(.*)$/.exec(line) ?? []
  return others.has(name) || program === '' ? [] : [[name, program, rest.split(' ').filter(Boolean)] as const]
})

describe.concurrent('npm run', () => {
  it('npm run starts more than half a dozen programs, which are tested here', () => {
    expect(programs.length).toBeGreaterThan(6)
  })

  it.each(programs)('%s refuses an unknown option', async (_, program, given) => {
    const { status, said } = await run(program, [...given, '--nonsense'])
    expect(status).not.toBe(0)
    expect(said).toMatch(/--nonsense/)
    expect(said).not.toMatch(/^\s+at /m)
  })
})

describe('npm run demo', () => {
  it('npm run demo reads a file relative to the current directory, not to the root of the project', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'wijk-elsewhere-'))
    const env = { ...process.env, INIT_CWD: join(elsewhere, 'inside') }
    const { status, said } = await run('local/play/demo/main.ts', ['../votes.pb'], env)
    rmSync(elsewhere, { recursive: true })
    expect(status).toBe(2)
    expect(said).toContain(`There is no file ${join(elsewhere, 'votes.pb')}`)
  })

  it('npm run demo refuses an unknown word and names the known ones', async () => {
    const { status, said } = await run('local/play/demo/main.ts', ['agreemnt'])
    expect(status).toBe(2)
    expect(said).toContain('There is no demo agreemnt: name ')
    expect(said).toContain('npm run demo -- [--lots]')
  })
})

describe('the installation', () => {
  const clone = mkdtempSync(join(tmpdir(), 'wijk-clone-'))
  const servers: Server[] = []
  afterAll(() => {
    rmSync(clone, { recursive: true, force: true })
    for (const server of servers) server.close()
  })

  it('the installation stops if a registry accepts connections but never answers, with one line that names it', async () => {
    for (const file of ['package.json', 'package-lock.json', '.npmrc', 'scripts/run.mjs', 'scripts/platform.mjs'])
      cpSync(resolve(file), join(clone, file))
    const held: { destroy(): void }[] = []
    const server = createServer((socket) => held.push(socket.on('error', () => {})))
    servers.push(server)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    const registry = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
    const env = { ...process.env, npm_config_registry: registry, npm_config_cache: join(clone, 'cache') }
    const { status, said } = await run(join(clone, 'scripts/run.mjs'), [], { ...env, REGISTRY_PATIENCE_SECONDS: '2' })
    for (const each of held) each.destroy()
    expect(status).toBe(1)
    const lines = said.trim().split('\n')
    expect(lines[0]).toMatch(/^Installing the dependencies/)
    expect(lines.slice(1, -1).every((line) => /still at it/.test(line))).toBe(true)
    expect(lines.at(-1)).toMatch(new RegExp(`the registry ${registry} does not answer \\(\\w+\\)`))
  }, 60_000)

  it('the installation waits less than a minute unless configured otherwise', () => {
    const source = readFileSync('scripts/run.mjs', 'utf8')
    const seconds = Number(/REGISTRY_PATIENCE_SECONDS \?\? (\d+)/.exec(source)?.[1])
    const tries = 1 + Number(/--fetch-retries=(\d)/.exec(source)?.[1])
    expect(seconds * tries + 4).toBeLessThan(60)
  })
})

describe('a reader that closes the pipe', () => {
  it('a reader that closes the pipe ends a program without an error message', async () => {
    const code = `import { exitWhenPipeCloses } from ${JSON.stringify(resolve('scripts/terminal.ts'))}
exitWhenPipeCloses()
const speak = () => { for (let line = 0; line < 20000; line++) console.log('line', line); setTimeout(speak, 1) }
speak()`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += String(chunk)
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const status = await new Promise((settle) => child.on('exit', settle))
    expect([status, complaint]).toEqual([0, ''])
  })
})
