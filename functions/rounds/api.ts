// Budget rounds, except announcing them: that needs keys and is a separate unit.
import type { Environment } from '../../shared/kernel/environment.ts'
import { openSigner } from '../../shared/platform/signing.ts'
import { ordinaryRoundOperations } from '../../shared/rounds/operations.ts'
import { openTable } from '../../shared/table/table.ts'
import { beaconNetworkOf } from '../../shared/voting/lots/beacon.ts'
import { wardLookup } from '../../shared/wards/store.ts'
import { serve } from '../runtime/http.ts'
import { enterInitiative, removeInitiative } from './enter-initiative.ts'
import { cancelRound, rescheduleRound } from './move-round.ts'
import { changeRound, createRound } from './plan-round.ts'
import { getRound, listRoundEntries, listRounds } from './read-rounds.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    ordinaryRoundOperations,
    {
      createRound: createRound(table),
      changeRound: changeRound(table),
      getRound: getRound(table),
      listRounds: listRounds(table),
      listRoundEntries: listRoundEntries(table),
      enterInitiative: enterInitiative(table),
      removeInitiative: removeInitiative(table),
      rescheduleRound: rescheduleRound(table, openSigner(environment).sign, beaconNetworkOf(environment)),
      cancelRound: cancelRound(table),
    },
    { isWard: wardLookup(table) },
  )
}
