// Step 1 of import-roll: reads the file line by line, replaces persons by digests, and sorts them in parts. Holds one part
// in memory at a time, however long the file is.
import { createHash } from 'node:crypto'
import type { Instant } from '../../shared/kernel/clock.ts'
import { readClock } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { type Objects, openRegister } from '../../shared/platform/objects.ts'
import { openVault } from '../../shared/platform/vault.ts'
import { digestOfPerson } from '../../shared/roll/frozen/person-digest.ts'
import { sortedParts } from '../../shared/roll/frozen/sorting.ts'
import { openRollKeys } from '../../shared/roll/lookup-store.ts'
import { noProblems, problemList } from '../../shared/roll/register/problems.ts'
import { readRegister } from '../../shared/roll/register/voters.ts'
import { putSortedPart, readRegisterFile } from '../../shared/roll/register-store.ts'
import type { RejectionReason, RollIn } from '../../shared/roll/roll.ts'
import { noteProgress } from '../../shared/roll/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { task } from '../runtime/task.ts'
import { afterReading, ImportStep, importing } from './steps.ts'

/** The interval of progress notes. */
const linesBetweenNotes = 50_000

/** Passes the bytes through, and counts and hashes them. */
const measured = (bytes: AsyncIterable<Uint8Array>) => {
  const hash = createHash('sha256')
  let length = 0
  return {
    length: () => length,
    sha256: () => hash.copy().digest('hex'),
    bytes: (async function* () {
      for await (const piece of bytes) {
        hash.update(piece)
        length += piece.byteLength
        yield piece
      }
    })(),
  }
}

type Services = { readonly table: Table; readonly objects: Objects; readonly now: () => Instant }

/** Reads and sorts the file of a roll that is being imported. */
const sortFile = async ({ table, objects, now }: Services, roll: RollIn<'importing'>, key: Uint8Array) => {
  const { electionId, attempt, file } = roll
  const ids = { electionId, attempt }
  const reject = (because: RejectionReason, problems = noProblems) => ({
    ...ids,
    outcome: 'reject' as const,
    because,
    problems,
  })
  const sent = await readRegisterFile(objects, ids)
  if (sent === undefined) return reject('file-missing')
  const source = measured(sent)
  const sorting = sortedParts((part, bytes) => putSortedPart(objects, ids, part, bytes))
  const problems = problemList()
  let noted = 0
  for await (const piece of readRegister(source.bytes, roll)) {
    for (const problem of piece.problems) problems.add(problem)
    if (piece.isHeaderWrong) return reject('header-wrong', problems.found())
    await sorting.add(
      piece.voters.map(({ person, wardIndex, line }) => ({ digest: digestOfPerson(key, person), wardIndex, line })),
    )
    if (piece.lines - noted < linesBetweenNotes) continue
    noted = piece.lines
    const progress = { step: 'reading' as const, lines: piece.lines, bytes: source.length(), attempt }
    await noteProgress(table, electionId, { ...progress, at: now() })
  }
  const parts = await sorting.end()
  // A truncated file, or another one: whatever its lines say, it is not the file that was announced.
  if (source.length() !== file.bytes || source.sha256() !== file.sha256)
    return reject('file-not-as-announced', problems.found())
  const found = problems.found()
  if (found.total > 0 && !roll.leavesOutWrongLines) return reject('lines-wrong', found)
  return { ...ids, outcome: 'go-on' as const, parts, problems: found }
}

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openRegister(environment)]
  const keyOf = openRollKeys({ table, vault: openVault<'roll'>(environment) })
  return task({
    name: 'read-register',
    input: ImportStep,
    output: afterReading,
    facts: ({ electionId }) => ({ electionId }),
    run: async (step) => {
      const roll = await importing(table, step)
      if (roll === undefined) return { ...step, outcome: 'passed' as const }
      return sortFile({ table, objects, now: readClock }, roll, await keyOf(step.electionId))
    },
  })
}
