// `npm run bench [voting|functions|rules|count|roll|large]`: all figures but the last, or one group. Ratios against references of the
// same run.
import { join } from 'node:path'
import { functionDefinitions } from '../local/emulator/functions/function-definitions.ts'
import { readDeployment } from '../local/emulator/template/deployment.ts'
import { synthesizeLocal } from '../local/play/scenario/own-system.ts'
import { checkArguments } from '../scripts/arguments.ts'
import { endWithReader } from '../scripts/terminal.ts'
import { benchFunctions } from './functions.ts'
import { benchImportRoll } from './import-roll.ts'
import { benchLargePoll } from './large-poll.ts'
import { type BenchRow, table } from './row.ts'
import { benchRules } from './rules.ts'
import { benchStreamingCount } from './streaming-count.ts'
import { benchVoting } from './voting.ts'

const benchBundles = async (): Promise<BenchRow[]> => {
  const definitions = functionDefinitions(readDeployment(synthesizeLocal()))
  return benchFunctions(
    definitions.flatMap(({ name, directory }) =>
      directory === undefined ? [] : [{ name, file: join(directory, 'index.js') }],
    ),
  )
}

const groups = {
  voting: benchVoting,
  functions: benchBundles,
  rules: benchRules,
  count: benchStreamingCount,
  roll: benchImportRoll,
  large: benchLargePoll,
} as const

const isGroup = (name: string): name is keyof typeof groups => name in groups
endWithReader()
const wanted = checkArguments(
  { options: {}, named: Object.keys(groups), optional: Object.keys(groups).length },
  `npm run bench -- [${Object.keys(groups).join('|')}]…`,
)
const unknown = wanted.filter((name) => !isGroup(name))
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(', ')}: choose from ${Object.keys(groups).join(', ')}.`)
  process.exit(2)
}
for (const name of wanted.length > 0
  ? wanted.filter(isGroup)
  : (['voting', 'functions', 'rules', 'count', 'roll'] as const)) {
  console.log(`\n${name}\n`)
  console.log(table(await groups[name]()))
}
