// Size and import time of every function's bundle, compared with an empty one in the same run: CPU time of a process that
// starts and loads it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchRow, median } from './row.ts'

const runs = 3

const measure = `
require(process.argv[1])
const { user, system } = process.cpuUsage()
process.stdout.write(String((user + system) / 1000))
process.exit(0)`

/** A function's bundle: its name, its `index.js`, and the environment that it reads when it is loaded. */
export type Bundle = {
  readonly name: string
  readonly file: string
  readonly environment: Readonly<Record<string, string>>
}

/** CPU milliseconds of a process that starts and loads this module; the median of several runs. */
const importTime = ({ file, environment }: Omit<Bundle, 'name'>): number =>
  median(
    Array.from({ length: runs }, () =>
      Number(
        execFileSync(process.execPath, ['-e', measure, file], {
          env: { ...process.env, AWS_REGION: 'eu-west-1', ...environment },
          encoding: 'utf8',
        }),
      ),
    ),
  )

export const benchFunctions = (bundles: readonly Bundle[]): BenchRow[] => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const empty = join(folder, 'index.js')
  writeFileSync(empty, 'exports.handler = async () => {}\n')
  const emptyTime = importTime({ file: empty, environment: {} })
  const rows = bundles.map(({ name, file, environment }) => {
    const kilobytes = statSync(file).size / 1_024
    const time = importTime({ file, environment })
    return {
      what: `CPU of a process that loads ${name} (${kilobytes.toFixed(0)} KB)`,
      measured: `${time.toFixed(1)} ms`,
      reference: `${emptyTime.toFixed(1)} ms (empty function)`,
      ratio: `${(time / emptyTime).toFixed(1)} × the empty one`,
    }
  })
  rmSync(folder, { recursive: true })
  return rows
}
