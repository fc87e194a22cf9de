// Opens the roll of an election with a key of its own. A unit of its own, because it wraps that key.
import { getContests, getElection } from '../../shared/elections/store.ts'
import { byCodeUnits } from '../../shared/kernel/digest.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { freshBytes } from '../../shared/kernel/random.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openVault } from '../../shared/platform/vault.ts'
import { openRoll } from '../../shared/roll/operations.ts'
import { presentImport } from '../../shared/roll/present.ts'
import { openRoll as open } from '../../shared/roll/roll.ts'
import { type RollVault, rollKeyKept, wrapRollKey } from '../../shared/roll/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { serve } from '../runtime/http.ts'
import { create, together } from '../runtime/things.ts'
import { rollsIn } from './subjects.ts'

const opening = (table: Table, vault: RollVault) =>
  create(
    openRoll,
    rollsIn(table),
    async ({ params: { electionId }, requestDigest, now }) => {
      const [election, contests] = await Promise.all([getElection(table, electionId), getContests(table, electionId)])
      if (election === undefined) return refuse('roll-not-found')
      if (election.status === 'cancelled') return refuse('election-called-off')
      const { residencyOn, pollingOn, pollingOpensAt, pollingClosesAt } = election.calendar
      const wards = contests
        .filter(({ status }) => status !== 'cancelled')
        .map(({ wardCode }) => wardCode)
        .toSorted(byCodeUnits)
      const { voterAge, unknownBirthDay } = election.rules
      const facts = { electionId, wards, residencyOn, pollingOn, pollingOpensAt, pollingClosesAt }
      const opened = open({ ...facts, voterAge, unknownBirthDay }, requestDigest, now)
      if (opened.refused) return opened
      return together(opened, rollKeyKept(electionId, await wrapRollKey(vault, electionId, freshBytes(32))))
    },
    (roll) => presentImport(roll),
    ({ electionId }) => `/elections/${electionId}/roll/import`,
  )

export const start = (environment: Environment) =>
  serve({ openRoll }, { openRoll: opening(openTable(environment), openVault<'roll'>(environment)) })
