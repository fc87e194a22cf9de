// Budget rounds, but for announcing them: that needs keys and is a unit of its own.
import { ordinaryRoundOperations } from '../../shared/rounds/operations.ts'
import { openTable } from '../../shared/table/table.ts'
import { serve } from '../runtime/http.ts'
import { enterInitiative, removeInitiative } from './enter-initiative.ts'
import { cancelRound, rescheduleRound } from './move-round.ts'
import { changeRound, createRound } from './plan-round.ts'
import { getRound, listRoundEntries, listRounds } from './read-rounds.ts'

const table = openTable(process.env)

export const handler = serve(ordinaryRoundOperations, {
  createRound: createRound(table),
  changeRound: changeRound(table),
  getRound: getRound(table),
  listRounds: listRounds(table),
  listRoundEntries: listRoundEntries(table),
  enterInitiative: enterInitiative(table),
  removeInitiative: removeInitiative(table),
  rescheduleRound: rescheduleRound(table),
  cancelRound: cancelRound(table),
})
