// The templates and bundles of stage `local`, made again only if their inputs have changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const sources = ['infra', 'shared', 'functions', 'events']
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'docs/openapi.json']

/** A digest of everything that a synthesis reads, and of the Node version. */
export const inputsDigest = (root: string): string => {
  const hash = createHash('sha256').update(process.version)
  const add = (file: string) => {
    const bytes = readFileSync(join(root, file))
    // With its length, so that moving a byte from one file to the next changes the digest.
    hash.update(`\n${file} ${bytes.length}\n`).update(bytes)
  }
  for (const directory of sources)
    for (const entry of readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort())
      add(entry)
  for (const file of settings) if (existsSync(join(root, file))) add(file)
  return hash.digest('hex')
}

const nameOfDigest = 'inputs.sha256'

/** Whether a directory is the result of these inputs. Synthesis empties it first, so an unfinished one has no digest. */
const isCurrent = (assembly: string, digest: string): boolean =>
  existsSync(join(assembly, 'manifest.json')) &&
  existsSync(join(assembly, nameOfDigest)) &&
  readFileSync(join(assembly, nameOfDigest), 'utf8') === digest

const synthesize = (root: string, out: string) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, ['infra/app.ts', '--stage', 'local', '--out', out], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    process.once('exit', () => child.kill())
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4_000)
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The synthesis failed.\n${said.trim()}`))))
  })

/**
 * Brings a directory up to date; `true` if something had to be made. Uses the digest from before, so that the next start
 * notices changes during the synthesis. Throws (Error) where CDK does.
 */
export const synthesizeIfChanged = async (root: string, assembly: string, make = synthesize): Promise<boolean> => {
  const digest = inputsDigest(root)
  if (isCurrent(assembly, digest)) return false
  await make(root, assembly)
  writeFileSync(join(assembly, nameOfDigest), digest)
  return true
}

/** A synthesis that takes longer has died. */
const longestMilliseconds = 10 * 60_000
const dayInMilliseconds = 24 * 60 * 60_000

const isOlder = (path: string, milliseconds: number): boolean =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) > milliseconds

/** Whether the lock was free; if so, this process now has it. */
const takes = (lock: string): boolean => {
  if (isOlder(lock, longestMilliseconds)) rmSync(lock, { force: true })
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

/**
 * A directory with the synthesis of the present inputs, which is never written again, so systems that run at the same time share
 * it. It is made once, even if several processes request it. Results of other inputs are deleted after a day.
 */
export const keptAssembly = async (root: string, make = synthesize): Promise<string> => {
  const kept = join(root, 'node_modules', '.cache', 'assemblies')
  mkdirSync(kept, { recursive: true })
  const assembly = join(kept, inputsDigest(root))
  const lock = `${assembly}.lock`
  while (!existsSync(assembly)) {
    if (!takes(lock)) {
      await pause(100)
      continue
    }
    try {
      if (existsSync(assembly)) continue
      for (const name of readdirSync(kept))
        if (isOlder(join(kept, name), dayInMilliseconds)) rmSync(join(kept, name), { recursive: true, force: true })
      await make(root, `${assembly}.part`)
      renameSync(`${assembly}.part`, assembly)
    } finally {
      rmSync(lock, { force: true })
    }
  }
  return assembly
}
