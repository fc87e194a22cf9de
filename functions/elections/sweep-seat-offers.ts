// Every fifteen minutes: ends offers of seats that were not answered in time. Silence is refusal; the clock says so before this
// does, for no answer is taken any more.

import { keptSeats, listOffersLapsed, seatedNoMore } from '../../shared/elections/seat-store.ts'
import { lapseOffer } from '../../shared/elections/seating/fill.ts'
import { getElection } from '../../shared/elections/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { openTable } from '../../shared/table/table.ts'
import { sweep } from '../runtime/sweeper.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-seat-offers',
    listDue: (now) => listOffersLapsed(table, now),
    act: async (seat, now) => {
      const election = await getElection(table, seat.electionId)
      if (election === undefined || seat.status !== 'offered') return false
      const lapsed = lapseOffer(seat, election.rules.succession, now)
      if (lapsed.refused) return false
      const saved = await save(table, now, changeOf(keptSeats, lapsed), seatedNoMore(seat))
      return !saved.refused
    },
    facts: ({ electionId, wardCode }) => ({ electionId, wardCode }),
  })
}
