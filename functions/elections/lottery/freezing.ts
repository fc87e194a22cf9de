// Freezes the pool of an announced lottery: who stands on the roll of the ward, as corrected, without those who do not want to
// be drawn, and without members and candidates. Any number of times with one result.
import { peopleNotToDraw } from '../../../shared/elections/lottery/do-not-draw-store.ts'
import { type Lottery, postPool, subjectOfLottery } from '../../../shared/elections/lottery/lottery.ts'
import { putPool } from '../../../shared/elections/lottery/objects-store.ts'
import { poolOf } from '../../../shared/elections/lottery/pool.ts'
import { keptLotteries } from '../../../shared/elections/lottery/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { WardCode } from '../../../shared/kernel/ids.ts'
import { openObjects, openRegister } from '../../../shared/platform/objects.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { digestOfPerson } from '../../../shared/roll/frozen/person-digest.ts'
import { openRollKeys } from '../../../shared/roll/lookup-store.ts'
import { readShard } from '../../../shared/roll/register-store.ts'
import type { RollIn } from '../../../shared/roll/roll.ts'
import { getCorrections, getRoll } from '../../../shared/roll/store.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable } from '../../../shared/table/table.ts'
import { beaconNetworkOf } from '../../../shared/voting/lots/beacon.ts'

/** Parts of the roll that are read at a time. */
const readAtOnce = 16

export const openFreezing = (environment: Environment) => {
  const [table, vault] = [openTable(environment), openVault<'roll'>(environment)]
  const register = openRegister(environment)
  const network = beaconNetworkOf(environment)
  const keyOf = openRollKeys({ table, vault })

  /** The digests of everybody who may vote in a ward now. */
  const votersOf = async (roll: RollIn<'frozen'>, wardCode: WardCode): Promise<Set<string>> => {
    const voters = new Set<string>()
    for (let from = 0; from < roll.shards; from += readAtOnce) {
      const places = Array.from({ length: Math.min(readAtOnce, roll.shards - from) }, (_, index) => from + index)
      const parts = await Promise.all(places.map((place) => readShard(register, roll, place)))
      for (const entry of parts.flat()) if (entry.wardCode === wardCode) voters.add(entry.digest)
    }
    for (const { digest, to } of await getCorrections(table, roll.electionId))
      if (to === wardCode) voters.add(digest)
      else voters.delete(digest)
    return voters
  }

  /** False if somebody was quicker. */
  return async (lottery: Lottery, now: Instant): Promise<boolean> => {
    if (lottery.status !== 'announced') return false
    const { electionId, wardCode, without } = lottery
    const roll = await getRoll(table, electionId)
    if (roll?.status !== 'frozen') throw new Error('The frozen roll of the announced lottery was not found')
    const key = await keyOf(electionId)
    const [pool, notToDraw] = await Promise.all([votersOf(roll, wardCode), peopleNotToDraw({ table, vault })])
    for (const person of notToDraw) pool.delete(digestOfPerson(key, person).toString('hex'))
    for (const digest of without) pool.delete(digest)
    const buckets = { register, publication: openObjects(environment) }
    const frozen = await putPool(buckets, lottery, poolOf(key, subjectOfLottery(lottery), pool))
    const posted = postPool(lottery, frozen, network, now)
    return !posted.refused && !(await save(table, now, changeOf(keptLotteries, posted))).refused
  }
}
