// How the wait of a posted lottery ends: it is drawn, or called off. A function of its own, because only here the library is
// needed that tells a genuine beacon.
import * as decide from '../../../shared/elections/lottery/lottery.ts'
import { presentLottery } from '../../../shared/elections/lottery/present.ts'
import { concludingLotteryOperations as operations } from '../../../shared/elections/lottery-operations.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openTable } from '../../../shared/table/table.ts'
import { type BeaconNetwork, beaconNetworkOf, beaconRandomness } from '../../../shared/voting/lots/beacon.ts'
import type { LotEvidence, SessionEvidence } from '../../../shared/voting/lots/lots.ts'
import { isGenuine } from '../../../shared/voting/lots/published-draw.ts'
import { serve } from '../../runtime/http.ts'
import { change } from '../../runtime/things.ts'
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
  const lotteries = lotteriesIn(openTable(environment))
  const network = beaconNetworkOf(environment)
  return serve(operations, {
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
  })
}
