// Step 3 of import-roll: writes the entries in parts of the roll, each once, and fixes their root. Then it deletes the file
// and the sorted parts.
import type { Environment } from '../../shared/kernel/environment.ts'
import { type Objects, openRegister } from '../../shared/platform/objects.ts'
import { entryText, rollRoot, shardOfDigest, shardRoot, shardsFor } from '../../shared/roll/frozen/shards.ts'
import { sortedPersons } from '../../shared/roll/frozen/sorting.ts'
import {
  type Attempt,
  deleteImportFiles,
  putRoots,
  putShard,
  readSortedParts,
} from '../../shared/roll/register-store.ts'
import { freezeRoll, type RollIn } from '../../shared/roll/roll.ts'
import { keptRolls, noteProgress } from '../../shared/roll/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { openTable } from '../../shared/table/table.ts'
import type { Hash } from '../../shared/voting/evidence/merkle.ts'
import { task } from '../runtime/task.ts'
import { CheckedStep, ImportStep, importing } from './steps.ts'

/** The number of parts written at a time. */
const writtenAtOnce = 16

/** Writes parts in their order, some at a time, and gathers their roots. */
const shardWriter = (objects: Objects, of: Attempt) => {
  const roots: Hash[] = []
  let writing: Promise<unknown>[] = []
  return {
    put: async (entries: readonly string[]): Promise<void> => {
      writing.push(putShard(objects, of, roots.length, entries))
      roots.push(shardRoot(entries))
      if (writing.length < writtenAtOnce) return
      await Promise.all(writing)
      writing = []
    },
    end: async (): Promise<readonly Hash[]> => {
      await Promise.all(writing)
      await putRoots(objects, of, roots)
      return roots
    },
  }
}

/** Writes the whole roll. Returns its root and the number of voters in each ward. */
const writeRoll = async (objects: Objects, roll: RollIn<'importing'>, parts: number, shards: number) => {
  const writer = shardWriter(objects, roll)
  const voters = roll.wards.map(() => 0)
  let [entries, written]: [string[], number] = [[], 0]
  for await (const { voter } of sortedPersons(readSortedParts(objects, roll, parts))) {
    if (voter === undefined) continue
    const digest = voter.digest.toString('hex')
    const wardCode = roll.wards[voter.wardIndex]
    if (wardCode === undefined) throw new RangeError('A line names a ward that the roll does not have')
    for (const shard = shardOfDigest(digest, shards); written < shard; written += 1) {
      await writer.put(entries)
      entries = []
    }
    entries.push(entryText(digest, wardCode))
    voters[voter.wardIndex] = (voters[voter.wardIndex] ?? 0) + 1
  }
  for (; written < shards; written += 1) {
    await writer.put(entries)
    entries = []
  }
  return { voters, root: Buffer.from(rollRoot(await writer.end())).toString('hex') }
}

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openRegister(environment)]
  return task({
    name: 'freeze-roll',
    input: CheckedStep,
    output: ImportStep,
    facts: ({ electionId }) => ({ electionId }),
    run: async ({ electionId, attempt, parts, problems, voters }, now) => {
      const ids = { electionId, attempt }
      const roll = await importing(table, ids)
      if (roll !== undefined) {
        const progress = { step: 'freezing' as const, lines: voters, bytes: roll.file.bytes, attempt, at: now }
        await noteProgress(table, electionId, progress)
        const shards = shardsFor(voters)
        const written = await writeRoll(objects, roll, parts, shards)
        const taken = freezeRoll(roll, { ...written, shards, problems }, now)
        if (taken.refused) throw new Error(taken.code)
        // Another execution may have been quicker; the same file gives the same roll.
        await save(table, now, changeOf(keptRolls, taken))
      }
      await deleteImportFiles(objects, ids)
      return ids
    },
  })
}
