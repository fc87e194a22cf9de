// Storage of the yearly budgets of wards. The remainder is stored, not computed: a condition cannot add.
import type { DomainEvent } from '../../../events/envelope.ts'
import type { WardCode } from '../../kernel/ids.ts'
import type { Cents } from '../../kernel/money.ts'
import { getItem, type Key } from '../../table/read.ts'
import { type Change, change } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { putVersion } from '../../table/write.ts'
import { wardKeys } from '../keys.ts'
import { type BudgetYear, WardBudget } from './budget.ts'

const budgetKey = (code: WardCode, year: BudgetYear): Key => ({
  pk: wardKeys.ofWard(code),
  sk: `BUDGET#${year}`,
})

/** The budget of a ward for a year. Table, strong, 1 RCU. */
export const getBudget = (table: Table, code: WardCode, year: BudgetYear): Promise<WardBudget | undefined> =>
  getItem(table, budgetKey(code, year), WardBudget)

/** Sets or changes a budget, if it is still the previous version. 1 item of a transaction, 4 WCU with its event. */
export const budgetChange = (budget: WardBudget, events: readonly DomainEvent[]): Change<'changed-meanwhile'> =>
  change([putVersion({ ...budgetKey(budget.wardCode, budget.year), ...budget })], events, 'changed-meanwhile')

export type Money = { readonly wardCode: WardCode; readonly year: BudgetYear; readonly amountCents: Cents }

/** Takes money from a budget, if enough is left. For the transaction of its use: an award, a round. 2 WCU. */
export const takeFromBudget = ({ wardCode, year, amountCents }: Money): Change<'budget-exhausted'> =>
  change(
    [
      {
        update: budgetKey(wardCode, year),
        expression: 'SET remainingCents = remainingCents - :amount, version = version + :one',
        condition: 'remainingCents >= :amount',
        values: { ':amount': amountCents, ':one': 1 },
      },
    ],
    [],
    'budget-exhausted',
  )

/** Returns money to a budget. For the transaction that ends its use, so that it is returned once. 2 WCU. */
export const giveBackToBudget = ({ wardCode, year, amountCents }: Money): Change<'changed-meanwhile'> =>
  change(
    [
      {
        update: budgetKey(wardCode, year),
        expression: 'SET remainingCents = remainingCents + :amount, version = version + :one',
        condition: 'attribute_exists(pk)',
        values: { ':amount': amountCents, ':one': 1 },
      },
    ],
    [],
    'changed-meanwhile',
  )
