// Step 2 of import-roll: reads the sorted parts together, so that duplicates are neighbours. Nothing is frozen until every
// line is known to be correct.
import { readClock } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openRegister } from '../../shared/platform/objects.ts'
import { sortedPersons } from '../../shared/roll/frozen/sorting.ts'
import { problemList } from '../../shared/roll/register/problems.ts'
import { readSortedParts } from '../../shared/roll/register-store.ts'
import { noteProgress } from '../../shared/roll/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { task } from '../runtime/task.ts'
import { afterChecking, importing, SortedStep } from './steps.ts'

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openRegister(environment)]
  return task({
    name: 'check-voters',
    input: SortedStep,
    output: afterChecking,
    facts: ({ electionId }) => ({ electionId }),
    run: async ({ electionId, attempt, parts, problems: earlier }, now) => {
      const ids = { electionId, attempt }
      const roll = await importing(table, ids)
      if (roll === undefined) return { ...ids, outcome: 'passed' as const }
      const progress = { step: 'checking' as const, lines: 0, bytes: roll.file.bytes, attempt, at: now }
      await noteProgress(table, electionId, progress)
      const problems = problemList(earlier)
      let voters = 0
      for await (const person of sortedPersons(readSortedParts(objects, ids, parts))) {
        for (const problem of person.problems) problems.add(problem)
        if (person.voter !== undefined) voters += 1
      }
      await noteProgress(table, electionId, { ...progress, lines: voters, at: readClock() })
      const found = problems.found()
      const reject = { ...ids, outcome: 'reject' as const, problems: found }
      if (found.total > 0 && !roll.leavesOutWrongLines) return { ...reject, because: 'lines-wrong' as const }
      if (voters === 0) return { ...reject, because: 'nobody-in-it' as const }
      return { ...ids, outcome: 'go-on' as const, parts, problems: found, voters }
    },
  })
}
