// `npm run bench [voting|lists|functions|rules|tally|count|roll|results|large]`: all figures except `large`, or some groups, as
// Markdown tables. Every figure is a ratio to a reference of the same run.
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { functionDefinitions } from '../local/emulator/functions/function-definitions.ts'
import { readDeployment } from '../local/emulator/template/deployment.ts'
import { keptAssembly } from '../local/synthesis.ts'
import { checkArguments } from '../scripts/arguments.ts'
import { exitWhenPipeCloses } from '../scripts/terminal.ts'
import { benchEstablishing } from './establishing.ts'
import { benchFunctions } from './functions.ts'
import { benchImportRoll } from './import-roll.ts'
import { benchLargePoll } from './large-poll.ts'
import { benchLists } from './lists.ts'
import { type BenchRow, table } from './row.ts'
import { benchRules } from './rules.ts'
import { benchStreamingCount } from './streaming-count.ts'
import { benchTally } from './tally.ts'
import { benchVoting } from './voting.ts'

const benchBundles = async (): Promise<BenchRow[]> => {
  const definitions = functionDefinitions(readDeployment(await keptAssembly(join(import.meta.dirname, '..'))))
  return benchFunctions(
    definitions.flatMap(({ name, directory, environment }) =>
      directory === undefined ? [] : [{ name, file: join(directory, 'index.js'), environment }],
    ),
  )
}

const groups = {
  voting: benchVoting,
  lists: benchLists,
  functions: benchBundles,
  rules: benchRules,
  tally: benchTally,
  count: benchStreamingCount,
  roll: benchImportRoll,
  results: benchEstablishing,
  large: benchLargePoll,
} as const

const usual = ['voting', 'lists', 'functions', 'rules', 'tally', 'count', 'roll', 'results'] as const

const isGroup = (name: string): name is keyof typeof groups => name in groups
exitWhenPipeCloses()
const wanted = checkArguments(
  { options: {}, named: Object.keys(groups), optional: Object.keys(groups).length },
  `npm run bench -- [${Object.keys(groups).join('|')}]…`,
)
const unknown = wanted.filter((name) => !isGroup(name))
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(', ')}: choose from ${Object.keys(groups).join(', ')}.`)
  process.exit(2)
}
const { model = 'an unknown processor' } = cpus()[0] ?? {}
console.log(
  `Measured at ${new Date().toISOString().slice(0, 16)}Z, Node ${process.version}, ${cpus().length} × ${model.trim()}, load ${loadavg()[0]?.toFixed(1)} before.`,
)
for (const name of wanted.length > 0 ? wanted.filter(isGroup) : usual) {
  const begun = performance.now()
  const rows = table(await groups[name]())
  console.log(`\n### ${name}\n\n${rows}\n\n${((performance.now() - begun) / 1_000).toFixed(0)} s.`)
}
