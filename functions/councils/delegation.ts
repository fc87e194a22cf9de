// Decisions that the ward manager takes on behalf of a ward council, and the council's response.
import { objectedWaiting, objectToDelegated } from '../../shared/councils/delegation/delegated-decision.ts'
import { presentDelegated, presentDelegation } from '../../shared/councils/delegation/present.ts'
import * as store from '../../shared/councils/delegation/store.ts'
import { councilsOperations as operations } from '../../shared/councils/operations.ts'
import type { Table } from '../../shared/table/table.ts'
import { change, list, read, together } from '../runtime/things.ts'
import { onNextAgenda } from './meetings/waiting.ts'
import { delegatedIn } from './subjects.ts'

export const delegation = (table: Table) => {
  const decisions = delegatedIn(table)
  return {
    listDelegations: list(
      operations.listDelegations,
      ({ query: { wardCode, ...page } }) => store.listDelegations(table, wardCode, page),
      presentDelegation,
    ),
    listDelegatedDecisions: list(
      operations.listDelegatedDecisions,
      ({ query: { wardCode, ...page } }) => store.listDelegated(table, wardCode, page),
      presentDelegated,
    ),
    getDelegatedDecision: read(operations.getDelegatedDecision, decisions, presentDelegated),
    objectToDelegatedDecision: change(
      operations.objectToDelegatedDecision,
      decisions,
      async ({ thing, body, held, now }) => {
        const by = held.map(({ id }) => id).join(' ')
        const objected = objectToDelegated(thing, { reason: body.reason, by }, now)
        if (objected.refused) return objected
        const { wardCode } = thing
        const follows = await onNextAgenda(table, objectedWaiting([objected.after]), { wardCode, now })
        return together(objected, ...follows)
      },
      presentDelegated,
    ),
  }
}
