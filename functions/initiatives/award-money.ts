import type { Award, HandedIn } from '../../shared/initiatives/initiative.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { getRound } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Money } from '../../shared/wards/budgets/store.ts'

/** The budget year. Older awards by vote do not store it: theirs is the year in which the vote opened. */
const yearOf = async (table: Table, award: Award): Promise<number> => {
  if (award.decidedBy !== 'residents' || award.budgetYear !== undefined) return Number(award.budgetYear)
  const round = await getRound(table, award.roundId)
  if (round === undefined) throw new Error('The round of the award was not found')
  return Number(dateInCity(round.opensAt).slice(0, 4))
}

/** The money of an award, and the budget from which it came. */
export const moneyOf = async (
  table: Table,
  { wardCode, award }: Pick<HandedIn, 'wardCode'> & { readonly award: Award },
): Promise<Money> => ({ wardCode, year: await yearOf(table, award), amountCents: award.amountCents })
