// The operator's and the public verifier's command line. One file per command.
import { defineCommand, runMain } from 'citty'
import { candidatesCommand } from './candidate-lists.ts'
import { exportCommand } from './export.ts'
import { unknownOption } from './flags.ts'
import { lotsCommand } from './lots.ts'
import { receiptCommand } from './receipt.ts'
import { complain } from './say.ts'
import { seatsCommand } from './seats.ts'
import { tallyCommand } from './tally.ts'
import { verifyCommand } from './verify.ts'

if (process.env.WIJK_CWD) process.chdir(process.env.WIJK_CWD)

const subCommands = {
  tally: tallyCommand,
  export: exportCommand,
  verify: verifyCommand,
  receipt: receiptCommand,
  lots: lotsCommand,
  seats: seatsCommand,
  candidates: candidatesCommand,
} as const

const [name = '', ...given] = process.argv.slice(2)
const unknown = unknownOption(Object.hasOwn(subCommands, name) ? Reflect.get(subCommands, name).args : undefined, given)
if (unknown !== undefined) {
  complain(`wijk ${name}: ${unknown}`)
  process.exitCode = 2
} else
  await runMain(
    defineCommand({
      meta: { name: 'wijk', description: 'Counts, exports and verifies the polls of a city' },
      subCommands,
    }),
  )
