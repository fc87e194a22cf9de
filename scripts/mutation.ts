// `npm run mutation -- AREA… [FILE…]`: finds mutants that no test notices, in an area (tests/mutation/areas.ts) or in some of its
// files; in all areas if none is named. Reruns only what has changed. The scores are in tests/mutation/README.md.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { areaNamed, areas } from '../tests/mutation/areas.ts'
import { checkArguments } from './arguments.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join('reports', 'mutation')
const base = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(join(root, 'tests', 'mutation', 'stryker.config.json'), 'utf8')))

/** Whether enough mutants were noticed. */
const run = (name: string, files: readonly string[]): boolean => {
  const config = join(folder, `${name}.config.json`)
  mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(
    join(root, config),
    JSON.stringify({
      ...base,
      mutate: files.length === 0 ? areaNamed(name).mutate : files,
      tempDirName: `.stryker-tmp/${name}`,
      incremental: true,
      incrementalFile: join(folder, `${name}.incremental.json`),
      jsonReporter: { fileName: join(folder, `${name}.json`) },
    }),
  )
  console.log(`\n── ${name}`)
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'stryker'), ['run', config], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, WIJK_MUTATION_AREA: name },
  })
  return status === 0
}

const usage = `npm run mutation -- AREA… [FILE…]: areas are ${Object.keys(areas).join(', ')}; all of them without a name`
const given = process.argv.slice(2)
const args = checkArguments({ options: {}, named: given.map(() => 'AREA'), optional: given.length }, usage)
const files = args.filter((each) => each.includes('/'))
const named = args.filter((each) => !each.includes('/'))
const unknown = named.find((each) => !Object.hasOwn(areas, each))
if (unknown !== undefined) {
  console.error(`There is no area ${unknown}.\n\n${usage}`)
  process.exit(2)
}
const failed = (named.length === 0 ? Object.keys(areas) : named).filter((name) => !run(name, files))
if (failed.length > 0) console.error(`Too many mutants lived: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
