// Decisions of the ward manager on behalf of the ward council, stored for the council beside the initiative.
import { keepDelegated, objectionToBeginning } from '../../shared/councils/delegation/delegated-decision.ts'
import { objectionToDelegated } from '../../shared/councils/delegation/delegation.ts'
import * as councils from '../../shared/councils/delegation/store.ts'
import { meetingRulesOn } from '../../shared/councils/rules/store.ts'
import { decideInitiative } from '../../shared/initiatives/decision/decide.ts'
import { decisionOf, type HandedIn, type Initiative } from '../../shared/initiatives/initiative.ts'
import { presentDossier } from '../../shared/initiatives/present.ts'
import * as operations from '../../shared/initiatives/staff-operations.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { DelegatedDecisionId } from '../../shared/kernel/ids.ts'
import type { Taken } from '../../shared/kernel/machine.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { takeFromBudget } from '../../shared/wards/budgets/store.ts'
import { change, together } from '../runtime/things.ts'
import { assessedInitiatives } from './subjects.ts'

export const decideByDelegation = (table: Table) =>
  change(
    operations.decideByDelegation,
    assessedInitiatives(table),
    async ({ thing, body: { delegationId, ...verdict }, caller, now }) => {
      const { id, version, wardCode, content } = thing
      const delegatedDecisionId = DelegatedDecisionId.parse(derivedId(id, 'delegated', String(version)))
      const decided = decideInitiative(thing, verdict, { id: caller.id, roles: [] }, now, {
        delegationId,
        delegatedDecisionId,
      })
      if (decided.refused) return decided
      const delegation = await councils.getDelegation(table, delegationId)
      if (delegation?.wardCode !== wardCode) return refuse('delegation-not-found')
      const objection = objectionToDelegated(delegation, content.amountCents, now)
      if (objection !== undefined) return objection
      const taken: Taken<Initiative, string, HandedIn> = decided
      const award = decided.after.status === 'awarded' ? decided.after.award : undefined
      const rules = await meetingRulesOn(table, wardCode, dateInCity(now))
      const { outcome } = verdict
      const kept = keepDelegated(
        {
          ...{ id: delegatedDecisionId, wardCode, delegationId, initiativeId: id, title: content.title, outcome },
          ...(award === undefined ? {} : { amountCents: award.amountCents }),
        },
        rules,
        now,
      )
      if (kept.refused) return kept
      const beside = [councils.delegationUnchanged(delegation), changeOf(councils.keptDelegated, kept)]
      if (award === undefined || award.decidedBy === 'residents') return together(taken, ...beside)
      const money = takeFromBudget({ wardCode, year: award.budgetYear, amountCents: award.amountCents })
      return together(taken, money, ...beside)
    },
    (initiative, { now }) => presentDossier(initiative, now),
  )

/** Whether an awarded initiative may begin, if the ward manager decided for the council; with a check that this still holds. */
export const beginningOf = async (table: Table, initiative: HandedIn) => {
  const decision = decisionOf(initiative)
  const delegation = decision === undefined || decision.decidedBy === 'residents' ? undefined : decision.delegation
  if (delegation === undefined) return { objection: undefined, unchanged: [] }
  const kept = await councils.getDelegated(table, delegation.delegatedDecisionId)
  if (kept === undefined) throw new Error('The decision on behalf of the council was not found')
  return { objection: objectionToBeginning(kept), unchanged: [councils.delegatedUnchanged(kept)] }
}
