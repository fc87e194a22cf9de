// Finds one person on a frozen roll: their digest by the roll's key, one small part of the roll, and their corrections.
import type { ElectionId } from '../kernel/ids.ts'
import { memoize } from '../kernel/memory.ts'
import type { Objects } from '../platform/objects.ts'
import type { Table } from '../table/table.ts'
import type { Standing } from './correction.ts'
import { digestOfPerson } from './frozen/person-digest.ts'
import { shardOfDigest } from './frozen/shards.ts'
import { readShard } from './register-store.ts'
import type { RollIn } from './roll.ts'
import { findRollKey, getCorrected, type RollVault } from './store.ts'

export type RollServices = { readonly table: Table; readonly vault: RollVault; readonly objects: Objects }

/** The most recently used keys of rolls. Throws if a roll has none, because it is opened with one. */
export const openRollKeys = ({ table, vault }: Pick<RollServices, 'table' | 'vault'>) => {
  const find = memoize(5, (electionId: ElectionId) => findRollKey(table, vault, electionId))
  return async (electionId: ElectionId): Promise<Uint8Array> => {
    const key = await find(electionId)
    if (key === undefined) throw new Error('The roll has no key')
    return key
  }
}

/** Where a person is on the roll, and under which digest. 1 item and 1 object of about 40 KB. */
export const findPerson = async (
  { table, objects }: Pick<RollServices, 'table' | 'objects'>,
  roll: RollIn<'frozen'>,
  key: Uint8Array,
  person: string,
): Promise<{ readonly digest: string; readonly standing: Standing }> => {
  const digest = digestOfPerson(key, person).toString('hex')
  const [corrected, entries] = await Promise.all([
    getCorrected(table, roll.electionId, digest),
    readShard(objects, roll, shardOfDigest(digest, roll.shards)),
  ])
  const entry = entries.find((each) => each.digest === digest)
  return { digest, standing: corrected ?? { wardCode: entry?.wardCode } }
}
