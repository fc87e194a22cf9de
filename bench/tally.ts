// Counting through `wijk tally` in a fresh process, compared with the times recorded with the reference results.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { configurationOfKey } from '../shared/voting/rules/keys.ts'
import { pbFiles, readReference, stepOf } from '../tests/support/builders/voting/pb-files.ts'
import { type BenchRow, median } from './row.ts'

const cli = fileURLToPath(new URL('../cli/wijk.mjs', import.meta.url))
const Counted = z.object({ seconds: z.number(), reasoningSeconds: z.number() })

/** The lesser of two runs: other work on the machine only adds time. */
const coldly = (file: string, key: string, step: number) => {
  const runs = [1, 2].map(() => {
    const args = [cli, 'tally', file, '--rule', key, '--json', '--step', String(step / 100)]
    const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return Counted.parse(JSON.parse(output))
  })
  const least = (of: (counted: z.infer<typeof Counted>) => number) => Math.min(...runs.map(of))
  return { seconds: least((counted) => counted.seconds), reasoning: least((counted) => counted.reasoningSeconds) }
}

export const benchTally = (): BenchRow[] => {
  const cases = pbFiles().flatMap(({ name, directory }) => {
    const reference = readReference(name, directory)
    const step = stepOf(reference)
    return Object.entries(reference.rules).flatMap(([key, { seconds = 0 }]) =>
      seconds > 0.1 && !key.endsWith('_u') && configurationOfKey(key, 1, step) !== undefined
        ? [{ seconds, name, key, ...{ counted: coldly(join(directory, `${name}.pb`), key, step) } }]
        : [],
    )
  })
  const ratios = cases.map(({ seconds, name, key, counted }) => ({ ratio: seconds / counted.seconds, name, key }))
  const slowest = ratios.reduce((least, each) => (each.ratio < least.ratio ? each : least))
  const reasoned = cases.map(({ seconds, counted }) => seconds / counted.reasoning)
  return [
    {
      what: `${cases.length} counts by \`wijk tally\`, each in a fresh process: until the winners are known`,
      measured: `${median(cases.map(({ counted }) => 1_000 * counted.seconds)).toFixed(1)} ms in the median`,
      reference: 'recorded time (pabutools 1.2.3), where above 0.1 s',
      ratio: `median ${median(ratios.map(({ ratio }) => ratio)).toFixed(0)}, least ${slowest.ratio.toFixed(1)} (${slowest.key}, ${slowest.name}) times faster`,
      goal: 'median ≥ 100, least ≥ 20',
    },
    {
      what: 'the same with what each loser lacked, confirmed by recounts',
      measured: `${median(cases.map(({ counted }) => 1_000 * counted.reasoning)).toFixed(1)} ms in the median`,
      reference: 'the same, which works out winners alone',
      ratio: `median ${median(reasoned).toFixed(0)}, least ${Math.min(...reasoned).toFixed(1)} times faster`,
    },
  ]
}
