// The only thing that agreements read from councils: a decision, by its id.
import type { Decided } from '../../shared/agreements/agreement/agreement.ts'
import { getDecision } from '../../shared/councils/store.ts'
import type { DecisionId } from '../../shared/kernel/ids.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'

/** A decision of a council, or a refusal. The agreement checks whether the decision supports the step. */
export const findDecision = async (
  table: Table,
  id: DecisionId,
): Promise<{ readonly refused: false; readonly decision: Decided } | Refusal<'decision-not-found'>> => {
  const decision = await getDecision(table, id)
  return decision === undefined ? refuse('decision-not-found') : { refused: false, decision }
}
