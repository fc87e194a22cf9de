// The operator's and the public verifier's command line. One file per command.
import { defineCommand, runMain } from 'citty'
import { tallyCommand } from './tally.ts'

if (process.env.WIJK_CWD) process.chdir(process.env.WIJK_CWD)

await runMain(
  defineCommand({
    meta: { name: 'wijk', description: 'Counts, exports and verifies the polls of a city' },
    subCommands: { tally: tallyCommand },
  }),
)
