// CPU time and memory of processes, read from /proc.
import { readdirSync, readFileSync } from 'node:fs'

const millisecondsPerTick = 10

const statOf = (pid: number) => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program is in parentheses and may contain anything.
  const [name, rest] = [
    stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
    stat.slice(stat.lastIndexOf(')') + 2).split(' '),
  ]
  return { name, parent: Number(rest[1]), cpu: (Number(rest[11]) + Number(rest[12])) * millisecondsPerTick }
}

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Parents of all processes. A process that ends meanwhile is left out. */
const processes = () =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        return [{ pid: Number(entry), ...statOf(Number(entry)) }]
      } catch (error) {
        if (isGone(error)) return []
        throw error
      }
    })

/** The descendant of a process that runs this program. Throws if there is none. */
export const descendantOf = (pid: number, program: string): number => {
  const all = processes()
  const family = new Set([pid])
  for (let before = 0; before < family.size; ) {
    before = family.size
    for (const each of all) if (family.has(each.parent)) family.add(each.pid)
  }
  const found = all.find((each) => family.has(each.pid) && each.name === program)
  if (found === undefined) throw new Error(`${program} does not run`)
  return found.pid
}

/** Milliseconds that the threads of a process have run. */
export const cpuOf = (pid: number): number => statOf(pid).cpu

/** Megabytes: `VmRSS` now, `VmHWM` at its peak. */
export const memoryOf = (pid: number, what: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1_024
}
