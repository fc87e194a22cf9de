// Clients made by third-party generators: generated, compiled, and used to call the running API.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { must } from './programs.ts'

/** Where the API is, and the token of the caller. */
export type Called = {
  readonly baseUrl: string
  readonly token: string
  readonly document: string
  readonly room: string
}

const here = resolve('tests/contract/strangers/callers')

const strict = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: ['node'],
    typeRoots: [resolve('node_modules/@types')],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  },
  include: ['**/*.ts'],
}

/** Compiles a calling program together with the generated client, and runs it. */
const call = async (folder: string, { baseUrl, token }: Called): Promise<void> => {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(strict))
  await must('tsc', ['--noEmit', '-p', folder])
  const bundle = join(folder, 'call.mjs')
  await must('esbuild', [
    join(folder, 'call.ts'),
    '--bundle',
    '--platform=node',
    '--format=esm',
    `--outfile=${bundle}`,
    '--log-level=warning',
  ])
  await must('node', [bundle], { API: baseUrl, TOKEN: token })
}

const folderFor = (room: string, name: string, caller: string): string => {
  const folder = join(room, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  // The source is not named `.ts`: it imports a client that exists only after the generator has run.
  cpSync(join(here, caller), join(folder, caller.replace(/\.txt$/, '').replace(/^.*\.call/, 'call')))
  return folder
}

export const openapiTypescript = async (called: Called): Promise<void> => {
  const folder = folderFor(called.room, 'openapi-typescript', 'openapi-fetch.call.ts.txt')
  await must('openapi-typescript', [called.document, '-o', join(folder, 'schema.d.ts')])
  await call(folder, called)
}

export const heyApi = async (called: Called): Promise<void> => {
  const folder = folderFor(called.room, 'hey-api', 'hey-api.call.ts.txt')
  await must('openapi-ts', [
    '-i',
    called.document,
    '-o',
    join(folder, 'client'),
    '-c',
    '@hey-api/client-fetch',
    '--no-log-file',
  ])
  await call(folder, called)
}

/** The generator reports everything that it left out in a warning. */
export const pythonClient = async (python: string, called: Called): Promise<void> => {
  const folder = folderFor(called.room, 'python', 'python.call.py.txt')
  const programs = join(python, '..')
  const said = await must(
    join(programs, 'openapi-python-client'),
    [
      'generate',
      '--path',
      called.document,
      '--output-path',
      join(folder, 'wijk_client'),
      '--meta',
      'none',
      '--overwrite',
    ],
    { PATH: [programs, process.env.PATH].join(delimiter) },
  )
  if (/warning|error|unable|skipp/i.test(said)) throw new Error(said)
  await must(python, [join(folder, 'call.py')], { API: called.baseUrl, TOKEN: called.token })
}
