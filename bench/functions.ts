// Size and import time of every function's bundle, against an empty one in the same run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchRow, median } from './row.ts'

const runs = 5

/** Functions read their environment when they are imported; any value does. */
const environment = {
  ...process.env,
  AWS_REGION: 'eu-west-1',
  TABLE_NAME: 'main',
  BALLOT_BOX_NAME: 'box',
}

const measure = `
const begun = performance.now()
await import(process.argv[1])
process.stdout.write(String(performance.now() - begun))
process.exit(0)`

/** Milliseconds to import a module in a fresh process; the median of some runs. */
const importTime = (file: string): number =>
  median(
    Array.from({ length: runs }, () =>
      Number(
        execFileSync(process.execPath, ['--input-type=module', '-e', measure, file], {
          env: environment,
          encoding: 'utf8',
        }),
      ),
    ),
  )

/** A function's bundle: its name and its `index.js`. */
export type Bundle = { readonly name: string; readonly file: string }

export const benchFunctions = (bundles: readonly Bundle[]): BenchRow[] => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const empty = join(folder, 'index.js')
  writeFileSync(empty, 'exports.handler = async () => {}\n')
  const emptyTime = importTime(empty)
  const rows = bundles.map(({ name, file }) => {
    const kilobytes = statSync(file).size / 1_024
    const time = importTime(file)
    return {
      what: `import of ${name} (${kilobytes.toFixed(0)} KB of 450)`,
      measured: `${time.toFixed(1)} ms`,
      reference: `${emptyTime.toFixed(1)} ms (empty function)`,
      ratio: `${(time / emptyTime).toFixed(1)} × the empty one`,
    }
  })
  rmSync(folder, { recursive: true })
  return rows
}
