// In which agreements actions can be planned, and how many.
import { refuse } from '../../kernel/refusals.ts'
import type { Agreement } from '../agreement/agreement.ts'
import type { Action } from './action.ts'

/** Actions can be planned while an agreement is drafted, and after publication for the plans of its later years. */
export const plannable = ['draft', 'in-consultation', 'in-costing', 'published', 'in-force'] as const
/** All actions of a year are in one report, which is one item of the table. Five times what a ward agrees on. */
const maximumActionsOfYear = 200

const objectionToPlan = ({ status }: Agreement) =>
  plannable.some((each) => each === status) ? undefined : refuse('plan-not-open', { status })

/** Whether another action can be proposed for a year that has so many already. */
export const objectionToProposing = (agreement: Agreement, ofYear: number) =>
  objectionToPlan(agreement) ??
  (ofYear < maximumActionsOfYear ? undefined : refuse('too-many-actions', { most: maximumActionsOfYear }))

/** The agreement in which an action continues: of the same ward, and open for planning. */
export const continuedIn = (action: Action, into: Agreement | undefined) => {
  if (into === undefined || into.wardCode !== action.wardCode) return refuse('agreement-not-found')
  return objectionToPlan(into) ?? { refused: false as const, into }
}
