// Locks a data directory: one system at a time uses it. The lock names its process, so that a second start can say which to end.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { hasCode, parseJson } from './json.ts'

const Holder = z.object({
  pid: z.int().min(1),
  /** When that process began: a process that later got the same number is recognized by it. */
  began: z.string(),
  port: z.int().min(0),
  since: z.string(),
})
type Holder = z.infer<typeof Holder>

/** Another process holds the data. */
export class DataHeld extends Error {
  override readonly name = 'DataHeld'
}

const nameOfFile = 'holder.json'

/** When a process began, from Linux' /proc; undefined if there is no such process. */
const beganOf = (pid: number): string | undefined => {
  try {
    // `pid (name) state ppid …`; the name may contain spaces and brackets. Field 22 is the start.
    const [, rest = ''] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const [state = 'Z', ...fields] = rest.split(' ')
    return state === 'Z' || state === 'X' ? undefined : fields[18]
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined
    throw error
  }
}

const read = (file: string): Holder | undefined => {
  try {
    return Holder.safeParse(parseJson(readFileSync(file, 'utf8'))).data
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The process that holds a directory now; undefined if there is none, or if it was killed. */
const holderOf = (directory: string): Holder | undefined => {
  const holder = read(join(directory, nameOfFile))
  return holder !== undefined && beganOf(holder.pid) === holder.began ? holder : undefined
}

const sentenceAbout = (directory: string, { pid, port, since }: Holder): string =>
  `The data in ${directory} are held by process ${pid}, which has served http://127.0.0.1:${port} since ${since}. ` +
  `Use that one, or end it first (kill ${pid}).`

/** Writes the file if it does not exist. */
const claim = (file: string, holder: Holder): boolean => {
  try {
    writeFileSync(file, `${JSON.stringify(holder)}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Holds a data directory for this process; the returned function releases it. Rejects (DataHeld) if another process holds
 * it, and names it. The lock of a killed process is taken over.
 */
export const holdData = (directory: string, port: number): (() => void) => {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, nameOfFile)
  const own: Holder = {
    pid: process.pid,
    began: beganOf(process.pid) ?? '',
    port,
    since: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  }
  if (!claim(file, own)) {
    const other = holderOf(directory)
    if (other !== undefined) throw new DataHeld(sentenceAbout(directory, other))
    rmSync(file, { force: true })
    if (!claim(file, own)) throw new DataHeld(`The data in ${directory} are being taken by another process. Try again.`)
  }
  const release = () => {
    if (read(file)?.began === own.began && read(file)?.pid === own.pid) rmSync(file, { force: true })
  }
  process.once('exit', release)
  return () => {
    process.off('exit', release)
    release()
  }
}

/** Empties a held directory, except for its lock. */
export const emptyHeld = (directory: string): void => {
  for (const name of readdirSync(directory))
    if (name !== nameOfFile) rmSync(join(directory, name), { recursive: true, force: true })
}
