// The failing end of import-roll: deletes the file. What was wrong with it is kept, by line number.
import type { Environment } from '../../shared/kernel/environment.ts'
import { openRegister } from '../../shared/platform/objects.ts'
import { deleteImportFiles } from '../../shared/roll/register-store.ts'
import { rejectImport } from '../../shared/roll/roll.ts'
import { keptRolls } from '../../shared/roll/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { openTable } from '../../shared/table/table.ts'
import { task } from '../runtime/task.ts'
import { ImportStep, importing, RejectedStep } from './steps.ts'

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openRegister(environment)]
  return task({
    name: 'reject-import',
    input: RejectedStep,
    output: ImportStep,
    facts: ({ electionId }) => ({ electionId }),
    run: async ({ electionId, attempt, because, problems }, now) => {
      const ids = { electionId, attempt }
      const roll = await importing(table, ids)
      if (roll !== undefined) {
        const taken = rejectImport(roll, because, problems, now)
        if (taken.refused) throw new Error(taken.code)
        await save(table, now, changeOf(keptRolls, taken))
      }
      await deleteImportFiles(objects, ids)
      return ids
    },
  })
}
