// What touches the pool of a lottery among residents, or who stands in it: announcing one, reading its pool, asking the next who
// was drawn. Knows persons only as digests.
import { peopleNotToDraw } from '../../../shared/elections/lottery/do-not-draw-store.ts'
import * as decide from '../../../shared/elections/lottery/lottery.ts'
import { isUsedUp, type Lottery, type LotteryIn, type Turn } from '../../../shared/elections/lottery/lottery.ts'
import { publishedPool, readDrawn } from '../../../shared/elections/lottery/objects-store.ts'
import { poolLotteryOperations as operations } from '../../../shared/elections/lottery/operations.ts'
import { presentLottery } from '../../../shared/elections/lottery/present.ts'
import { getLotteries, keptLotteries } from '../../../shared/elections/lottery/store.ts'
import * as byLottery from '../../../shared/elections/seating/by-lottery.ts'
import { presentSeat } from '../../../shared/elections/seating/present.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import { getSeats } from '../../../shared/elections/seating/store.ts'
import { getContest, getElection } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { ElectionId } from '../../../shared/kernel/ids.ts'
import { memoize } from '../../../shared/kernel/memory.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { addressOf } from '../../../shared/platform/object-address.ts'
import { type Objects, openObjects, openRegister } from '../../../shared/platform/objects.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { digestOfPerson } from '../../../shared/roll/frozen/person-digest.ts'
import { openRollKeys } from '../../../shared/roll/lookup-store.ts'
import { electorateIn } from '../../../shared/roll/roll.ts'
import { getCorrected, getRoll, type RollVault } from '../../../shared/roll/store.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { about, change, together } from '../../runtime/things.ts'
import { seatsIn } from '../subjects.ts'
import { lotteriesIn } from './lotteries.ts'

type Services = {
  readonly table: Table
  readonly vault: RollVault
  readonly register: Objects
  readonly keyOf: ReturnType<typeof openRollKeys>
}
const locationOf = ({ electionId, wardCode, number }: Lottery) =>
  `/elections/${electionId}/contests/${wardCode}/lotteries/${number}`

const announcing = ({ table, keyOf }: Services) =>
  implement(operations.announceLottery, async ({ params, body, createdId, now }) => {
    const { electionId, wardCode } = params
    const [contest, roll, seats, earlier] = await Promise.all([
      getContest(table, electionId, wardCode),
      getRoll(table, electionId),
      getSeats(table, electionId, wardCode),
      getLotteries(table, electionId, wardCode),
    ])
    if (contest === undefined) return refuse('contest-not-found')
    if (electorateIn(roll, wardCode) === undefined) return refuse('lottery-needs-roll')
    const key = await keyOf(electionId)
    const without = body.without.map((person) => digestOfPerson(key, person).toString('hex'))
    // Not the digest of the request: that would be one of pseudonyms, without a key.
    const requestDigest = digestOf({ source: body.source, without })
    const answer = (it: Lottery) => reply(201, presentLottery(it), { version: it.version, location: locationOf(it) })
    const standing = earlier.find(({ requestId }) => requestId === createdId)
    if (standing !== undefined)
      return standing.requestDigest === requestDigest ? answer(standing) : refuse('idempotency-key-reused')
    const announcement = { ...params, source: body.source, without, requestId: createdId, requestDigest }
    const announced = decide.announceLottery(announcement, { seats, earlier }, now)
    if (announced.refused) return announced
    const saved = await save(table, now, changeOf(keptLotteries, announced))
    return saved.refused ? refuse('changed-meanwhile') : answer(announced.after)
  })

/** Places that are looked up at a time: nearly always the first one is asked. */
const lookedUpAtOnce = 25

/** Why somebody is not asked who was in the pool when it was frozen, if there is a reason. */
type Look = (lottery: LotteryIn<'drawn'>, digest: string) => Promise<Turn['because']>

/** What the roll and the register say about somebody now. The register is read once for each request that asks. */
const looking = (services: Services): (() => Look) => {
  const { table, keyOf } = services
  return () => {
    const digests = memoize(1, async (electionId: ElectionId) => {
      const [key, people] = await Promise.all([keyOf(electionId), peopleNotToDraw(services)])
      return new Set(people.map((person) => digestOfPerson(key, person).toString('hex')))
    })
    return async ({ electionId, wardCode }, digest) => {
      const corrected = await getCorrected(table, electionId, digest)
      if (corrected !== undefined && corrected.wardCode !== wardCode)
        return corrected.wardCode === undefined ? 'struck-from-roll' : 'moved-by-correction'
      return (await digests(electionId))?.has(digest) === true ? 'do-not-draw' : undefined
    }
  }
}

const asking = ({ table, register, ...services }: Services) => {
  const lookingNow = looking({ table, register, ...services })
  /** The places after the last turn, up to the first who can be asked. */
  const nextOf = async (lottery: LotteryIn<'drawn'>): Promise<readonly byLottery.Drawn[]> => {
    const look = lookingNow()
    const next: byLottery.Drawn[] = []
    let from = (lottery.turns.at(-1)?.place ?? 0) + 1
    while (from <= lottery.entries) {
      for (const { place, entry, digest } of await readDrawn(register, lottery, { from, count: lookedUpAtOnce })) {
        const passed = await look(lottery, digest)
        next.push(passed === undefined ? { place, entry } : { place, entry, passed })
        if (passed === undefined) return next
      }
      from += lookedUpAtOnce
    }
    return next
  }

  return change(
    operations.askDrawn,
    seatsIn(table),
    async ({ thing, now }) => {
      const { electionId, wardCode } = thing
      const [election, all] = await Promise.all([
        getElection(table, electionId),
        getLotteries(table, electionId, wardCode),
      ])
      if (election === undefined) return refuse('election-not-found')
      const objection = byLottery.objectionToAsk(thing, now)
      if (objection) return objection
      const found = byLottery.drawnLottery(all)
      if (found.refused) return found
      const next = isUsedUp(found.lottery) ? [] : await nextOf(found.lottery)
      const asked = byLottery.askNext(thing, found.lottery, next, election.rules.lottery, now)
      if (asked.refused) return asked
      return together(asked.seat, ...(asked.lottery === undefined ? [] : [changeOf(keptLotteries, asked.lottery)]))
    },
    (seat: Seat, { now }: { readonly now: Instant }) => presentSeat(seat, now),
  )
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const vault = openVault<'roll'>(environment)
  const services = { table, vault, register: openRegister(environment), keyOf: openRollKeys({ table, vault }) }
  const publication = openObjects(environment)
  const lotteries = lotteriesIn(table)
  return serve(operations, {
    announceLottery: announcing(services),

    getLottery: about(operations.getLottery, lotteries, async ({ thing, now }) => {
      const isPosted = thing.status === 'posted' || thing.status === 'drawn'
      const pool = isPosted ? await addressOf(publication, publishedPool(thing), now) : undefined
      return reply(200, { ...presentLottery(thing), pool }, { version: thing.version })
    }),

    askDrawn: asking(services),
  })
}
