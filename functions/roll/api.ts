// Making a roll, and what is public about it. Has no right to any roll's key.
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { type Objects, openRegister } from '../../shared/platform/objects.ts'
import { ordinaryRollOperations as operations } from '../../shared/roll/operations.ts'
import { presentCorrection, presentImport, presentRoll } from '../../shared/roll/present.ts'
import { registerAddressOf } from '../../shared/roll/register-store.ts'
import { announceFile, startImport } from '../../shared/roll/roll.ts'
import { getProgress, listCorrections } from '../../shared/roll/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { reply, serve } from '../runtime/http.ts'
import { about, change, listOf } from '../runtime/things.ts'
import { rollsIn } from './subjects.ts'

const making = (table: Table, objects: Objects) => {
  const rolls = rollsIn(table)
  return {
    announceRollFile: change(
      operations.announceRollFile,
      rolls,
      ({ thing, body, now }) => announceFile(thing, body, now),
      (roll) => presentImport(roll),
    ),

    importRoll: change(
      operations.importRoll,
      rolls,
      ({ thing, body, now }) => startImport(thing, body.leavesOutWrongLines, now),
      (roll) => presentImport(roll),
    ),

    getRollImport: about(operations.getRollImport, rolls, async ({ thing, now }) => {
      const upload = thing.status === 'awaiting-file' ? await registerAddressOf(objects, thing, now) : undefined
      const found = thing.status === 'importing' ? await getProgress(table, thing.electionId) : undefined
      const progress =
        found?.attempt === thing.attempt ? { step: found.step, lines: found.lines, bytes: found.bytes } : undefined
      return reply(200, presentImport(thing, { upload, progress }), { version: thing.version })
    }),

    getRoll: about(operations.getRoll, rolls, ({ thing }) =>
      thing.status === 'frozen'
        ? reply(200, presentRoll(thing), { version: thing.version })
        : refuse('roll-not-frozen', { status: thing.status }),
    ),

    listRollCorrections: listOf(
      operations.listRollCorrections,
      rolls,
      ({ thing, query }) => listCorrections(table, thing.electionId, query),
      presentCorrection,
    ),
  }
}

export const start = (environment: Environment) =>
  serve(operations, making(openTable(environment), openRegister(environment)))
