// A roll as if it had been imported: takes the steps of its state machine without a file.
import { Instant, LocalDate } from '../../../../shared/kernel/clock.ts'
import { ElectionId, WardCode } from '../../../../shared/kernel/ids.ts'
import { announceFile, freezeRoll, openRoll, startImport } from '../../../../shared/roll/roll.ts'
import { keptRolls } from '../../../../shared/roll/store.ts'
import { changeOf, save } from '../../../../shared/table/save.ts'
import type { Table } from '../../../../shared/table/table.ts'

const now = Instant.parse('2026-02-03T09:00:00.000Z')
const digest = 'a'.repeat(64)

/** Freezes a roll of the election of 18 March 2026 with this many voters in one ward. */
export const freezeRollOf = async (table: Table, electionId: string, wardCode: string, voters: number) => {
  const facts = {
    electionId: ElectionId.parse(electionId),
    wards: [WardCode.parse(wardCode)],
    residencyOn: LocalDate.parse('2026-02-02'),
    pollingOn: LocalDate.parse('2026-03-18'),
    pollingOpensAt: Instant.parse('2026-03-18T06:30:00.000Z'),
    pollingClosesAt: Instant.parse('2026-03-18T20:00:00.000Z'),
    voterAge: 16,
  }
  const opened = openRoll(facts, digest, now)
  if (opened.refused) throw new Error(opened.code)
  const announced = announceFile(opened.after, { sha256: digest, bytes: 1 }, now)
  if (announced.refused) throw new Error(announced.code)
  const importing = startImport(announced.after, false, now)
  if (importing.refused) throw new Error(importing.code)
  const outcome = { root: digest, shards: 1, problems: { total: 0, listed: [] }, voters: [voters] }
  const frozen = freezeRoll(importing.after, outcome, now)
  if (frozen.refused) throw new Error(frozen.code)
  for (const taken of [opened, announced, importing, frozen]) await save(table, now, changeOf(keptRolls, taken))
}
