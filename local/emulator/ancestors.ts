// If npm started us, we end with npm, even if it is killed and nobody passes a signal on.
import { readFileSync } from 'node:fs'
import { hasCode } from './json.ts'

const interval = 500

/** Name and parent of a process, from Linux' /proc; `undefined` if there is no such process (or no /proc). */
const processOf = (pid: number): { readonly name: string; readonly parent: number } | undefined => {
  try {
    // `pid (name) state ppid …`; the name may contain spaces and brackets.
    const [, name = '', parent = ''] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return { name, parent: Number(parent) }
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined
    throw error
  }
}

/** The processes between npm and us, npm included; empty if npm did not start us. */
const chainToNpm = (): readonly number[] => {
  const chain: number[] = []
  for (let pid = process.ppid; pid > 1; ) {
    const found = processOf(pid)
    if (!found) return []
    chain.push(pid)
    if (found.name.startsWith('npm')) return chain
    pid = found.parent
  }
  return []
}

/** Calls back once, when one of the processes by which npm started us has ended. */
export const onNpmExit = (callback: () => void): void => {
  if (process.env.npm_lifecycle_event === undefined) return
  const chain = chainToNpm()
  if (chain.length === 0) return
  const timer = setInterval(() => {
    if (chain.every((pid) => processOf(pid) !== undefined)) return
    clearInterval(timer)
    callback()
  }, interval)
  timer.unref()
}
