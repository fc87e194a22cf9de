// Lotteries among residents, as far as the table eventFor: which there are, how the wait of a posted one ends, and whose turn it was.
import * as decide from '../../../shared/elections/lottery/lottery.ts'
import { officeLotteryOperations as operations } from '../../../shared/elections/lottery/operations.ts'
import { presentLottery } from '../../../shared/elections/lottery/present.ts'
import { getLotteries, keptLotteries } from '../../../shared/elections/lottery/store.ts'
import * as byLottery from '../../../shared/elections/seating/by-lottery.ts'
import { presentSeat } from '../../../shared/elections/seating/present.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf } from '../../../shared/table/save.ts'
import { openTable } from '../../../shared/table/table.ts'
import { type BeaconNetwork, beaconNetworkOf, beaconRandomness } from '../../../shared/voting/lots/beacon.ts'
import type { LotEvidence, SessionEvidence } from '../../../shared/voting/lots/lots.ts'
import { isGenuine } from '../../../shared/voting/lots/published-draw.ts'
import { reply, serve } from '../../runtime/http.ts'
import { about, change, read, together } from '../../runtime/things.ts'
import { contestsIn, seatsIn } from '../subjects.ts'
import { lotteriesIn } from './lotteries.ts'

type Handed = SessionEvidence | { readonly source: 'drand'; readonly round: number; readonly signature: string }

/** The evidence that was handed in; undefined for a beacon that the network did not sign. */
const evidenceOf = (handed: Handed, network: BeaconNetwork): LotEvidence | undefined => {
  if (handed.source === 'public-session') return handed
  const randomness = Buffer.from(beaconRandomness(Buffer.from(handed.signature, 'hex'))).toString('hex')
  const evidence = { ...handed, chainHash: network.chainHash, randomness }
  return isGenuine(evidence, network) ? evidence : undefined
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const lotteries = lotteriesIn(table)
  const network = beaconNetworkOf(environment)
  return serve(operations, {
    listLotteries: about(operations.listLotteries, contestsIn(table), async ({ thing: { electionId, wardCode } }) =>
      reply(200, { items: (await getLotteries(table, electionId, wardCode)).map(presentLottery) }),
    ),

    drawLottery: change(
      operations.drawLottery,
      lotteries,
      ({ thing, body, now }) => {
        const evidence = evidenceOf(body, network)
        return evidence === undefined ? refuse('beacon-not-genuine') : decide.drawLottery(thing, evidence, now)
      },
      presentLottery,
    ),

    voidLottery: change(
      operations.voidLottery,
      lotteries,
      ({ thing, body, now }) => decide.voidLottery(thing, body.reason, now),
      presentLottery,
    ),

    listLotteryTurns: read(operations.listLotteryTurns, lotteries, (it) => ({
      items: it.status === 'drawn' ? [...it.turns] : [],
    })),

    passOverDrawn: change(
      operations.passOverDrawn,
      seatsIn(table),
      async ({ thing, body, now }) => {
        const found = byLottery.lotteryAsking(thing, await getLotteries(table, thing.electionId, thing.wardCode))
        if (found.refused) return found
        const passed = byLottery.passOver(thing, found.lottery, body.reason, now)
        return passed.refused ? passed : together(passed.seat, changeOf(keptLotteries, passed.lottery))
      },
      (seat: Seat, { now }: { readonly now: Instant }) => presentSeat(seat, now),
    ),
  })
}
