// Counting: on real elections against the times recorded with their reference results (pabutools 1.2.3, exact) and
// against the naive counter in this run; the heaviest cases against the times known for those.
// On its own: `node bench/rules.ts`. WIJK_PB_DIR names a directory with more election files.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { type PbElection, profileOf } from '../shared/voting/pabulib/election.ts'
import { decide, RuleConfiguration } from '../shared/voting/rules/catalogue.ts'
import { configurationOfKey } from '../shared/voting/rules/keys.ts'
import type { Outcome, Profile } from '../shared/voting/rules/rule.ts'
import { codePointOrder } from '../shared/voting/rules/ties.ts'
import { naiveEqualShares } from '../tests/support/builders/voting/naive-count.ts'
import { pbFiles, readElection, readReference, stepOf } from '../tests/support/builders/voting/pb-files.ts'
import { type BenchRow, median, table } from './row.ts'
import { likeLodz, likeToulouse, type Measure, syntheticPoll } from './synthetic-polls.ts'

const self = fileURLToPath(import.meta.url)

const count = (configuration: RuleConfiguration, profile: Profile): Outcome =>
  decide(configuration, profile, codePointOrder(profile.options.map(({ id }) => id)))

const timed = <Result>(work: () => Result): { readonly seconds: number; readonly result: Result } => {
  const begun = performance.now()
  const result = work()
  return { seconds: (performance.now() - begun) / 1000, result }
}

const inSeconds = (seconds: number): string => `${seconds.toPrecision(3)} s`

/** How many times faster than the reference, for each file and rule that took the reference more than a tenth of a second. */
const speedUps = async (): Promise<number[]> => {
  const ratios: number[] = []
  for (const { name, directory } of pbFiles()) {
    const election: PbElection = await readElection(name, directory)
    const reference = readReference(name, directory)
    for (const [key, { seconds }] of Object.entries(reference.rules)) {
      // The recorded time of a key with _u is that of the completion alone, so it does not compare with a whole count.
      if (seconds === undefined || seconds <= 0.1 || key.endsWith('_u')) continue
      const configuration = configurationOfKey(key, election.budget, stepOf(reference))
      if (configuration === undefined) continue
      const profile = profileOf(election)
      // Other work on the machine only adds time: the least of three is closest to the truth.
      const times = [1, 2, 3].map(() => timed(() => count(configuration, profile)).seconds)
      ratios.push(seconds / Math.min(...times))
    }
  }
  return ratios
}

const heavy = {
  lodz: { measure: likeLodz, budget: 550_000_000, earlyStop: true, known: 45 },
  toulouse: { measure: likeToulouse, budget: 640_000_000, earlyStop: false, known: 75 },
} as const
type HeavyName = keyof typeof heavy
const HeavyResult = z.object({ seconds: z.number(), runs: z.number(), groups: z.number(), peakMegabytes: z.number() })
const isHeavyName = (text: string | undefined): text is HeavyName => text !== undefined && Object.hasOwn(heavy, text)

/** Counts one heavy case in a process of its own, so that the peak memory is that of the case. */
const countHeavy = (name: HeavyName): z.infer<typeof HeavyResult> => {
  const { measure, budget, earlyStop } = heavy[name]
  const profile = syntheticPoll(measure)
  const configuration = RuleConfiguration.parse({ rule: 'mes_cost', budget, add1: { step: 100, earlyStop } })
  const { seconds, result } = timed(() => count(configuration, profile))
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  return { seconds, runs: result.equalShares?.runs ?? 0, groups: profile.ballots.length, peakMegabytes }
}

const heavyRow = (name: HeavyName): BenchRow => {
  const output = execFileSync(process.execPath, [self, name], { encoding: 'utf8' })
  const { seconds, runs, groups, peakMegabytes } = HeavyResult.parse(JSON.parse(output))
  const { measure, known }: { measure: Measure; known: number } = heavy[name]
  return {
    what: `Equal Shares + Add1, ${measure.voters} ballots (${groups} distinct) × ${measure.options}, ${runs} runs`,
    measured: `${inSeconds(seconds)}, peak ${peakMegabytes.toFixed(0)} MB`,
    reference: `${known} s (pabutools on a real poll of this measure, recorded)`,
    ratio: `${(known / seconds).toFixed(0)} times faster`,
  }
}

const naiveRow = async (): Promise<BenchRow> => {
  const name = 'Netherlands_Assen_2024'
  const { budget, ...election } = await readElection(name)
  const profile = profileOf({ budget, ...election })
  const lots = codePointOrder(profile.options.map(({ id }) => id))
  const ballots = profile.ballots.flatMap(({ options, count: copies }) =>
    Array.from({ length: copies }, () => Object.fromEntries(options.map((id) => [id, 1]))),
  )
  const step = 1_000
  const configuration = RuleConfiguration.parse({ rule: 'mes_cost', budget, add1: { step } })
  const fast = timed(() => count(configuration, profile))
  const slow = timed(() =>
    naiveEqualShares({ projects: profile.options, ballots, budget, lots }, false, { step, earlyStop: false }, false),
  )
  if (slow.result.join() !== fast.result.order.join()) throw new Error(`The counters disagree on ${name}`)
  return {
    what: `Equal Shares + Add1, ${name}, €10 a step`,
    measured: inSeconds(fast.seconds),
    reference: `${inSeconds(slow.seconds)} (naive count, this run)`,
    ratio: `${(slow.seconds / fast.seconds).toFixed(0)} times faster`,
  }
}

export const benchRules = async (): Promise<BenchRow[]> => {
  const ratios = await speedUps()
  const real: BenchRow = {
    what: `${ratios.length} counts of real elections where the reference needs over 0.1 s`,
    measured: 'the whole count with its reasoning, least of 3',
    reference: 'recorded time (pabutools 1.2.3)',
    ratio: `median ${median(ratios).toFixed(0)}, least ${Math.min(...ratios).toFixed(0)} times faster`,
  }
  return [real, await naiveRow(), heavyRow('lodz'), heavyRow('toulouse')]
}

if (process.argv[1] === self) {
  const name = process.argv[2]
  if (isHeavyName(name)) process.stdout.write(JSON.stringify(countHeavy(name)))
  else process.stdout.write(`${table(await benchRules())}\n`)
}
