// What the staff of a ward does with an initiative: load, decide, save; the deciding is in shared/initiatives.
import { type DomainEvent, enveloped } from '../../events/envelope.ts'
import * as assess from '../../shared/initiatives/assess.ts'
import * as decide from '../../shared/initiatives/decide.ts'
import type { HandedIn } from '../../shared/initiatives/initiative.ts'
import { presentDossier } from '../../shared/initiatives/present.ts'
import * as operations from '../../shared/initiatives/staff-operations.ts'
import { saveStep } from '../../shared/initiatives/store.ts'
import type { TransitionName } from '../../shared/initiatives/transitions.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { InitiativeId } from '../../shared/kernel/ids.ts'
import { type Decision, refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Write } from '../../shared/table/write.ts'
import { takeFromBudget } from '../../shared/wards/budget-store.ts'
import type { Account } from '../runtime/caller.ts'
import { implement, reply } from '../runtime/http.ts'
import { findToAssess } from './load.ts'

type Request = {
  readonly params: { readonly initiativeId: InitiativeId }
  readonly caller: Account
  readonly ifMatch: number
  readonly now: Instant
}

/** Load → decide → save of one step that changes nothing beside the initiative. */
const take = async <Code extends string>(
  table: Table,
  step: TransitionName,
  { params, caller, ifMatch, now }: Request,
  decideOn: (initiative: HandedIn) => Decision<HandedIn, DomainEvent, Code>,
) => {
  const loaded = await findToAssess(table, params.initiativeId, caller, ifMatch)
  if (loaded.refused) return loaded
  const decision = decideOn(loaded.initiative)
  if (decision.refused) return decision
  const events = decision.events.map((happened) => enveloped(happened, now))
  if ((await saveStep(table, step, decision.value, events)) !== 'saved') return refuse('changed-meanwhile')
  return reply(200, presentDossier(decision.value, now), { version: decision.value.version })
}

/** The money of an award, from the budget of the ward, in the same transaction. */
const moneyOf = ({ wardCode, award }: HandedIn): readonly Write[] =>
  award === undefined || award.decidedBy === 'residents'
    ? []
    : [takeFromBudget({ wardCode, year: award.budgetYear, amountCents: award.amountCents })]

export const assessInitiatives = (table: Table) => ({
  returnInitiative: implement(operations.returnInitiative, (call) =>
    take(table, 'return', call, (it) => assess.returnInitiative(it, call.body.missing, call.caller.id, call.now)),
  ),

  admitInitiative: implement(operations.admitInitiative, (call) =>
    take(table, 'admit', call, (it) => assess.admitInitiative(it, call.caller.id, call.now)),
  ),

  refuseInitiative: implement(operations.refuseInitiative, (call) =>
    take(table, 'refuse', call, (it) => assess.refuseInitiative(it, call.body.reason, call.caller.id, call.now)),
  ),

  extendTerm: implement(operations.extendTerm, (call) =>
    take(table, 'extend', call, (it) => assess.extendTerm(it, call.body, call.caller.id, call.now)),
  ),

  decideInitiative: implement(operations.decideInitiative, async ({ params, body, caller, ifMatch, now }) => {
    const loaded = await findToAssess(table, params.initiativeId, caller, ifMatch)
    if (loaded.refused) return loaded
    const decision = decide.decideInitiative(loaded.initiative, body, caller, now)
    if (decision.refused) return decision
    const events = decision.events.map((happened) => enveloped(happened, now))
    const saved = await saveStep(table, body.outcome, decision.value, events, moneyOf(decision.value))
    if (saved === 'beside-refused') return refuse('budget-exhausted')
    if (saved === 'changed-meanwhile') return refuse('changed-meanwhile')
    return reply(200, presentDossier(decision.value, now), { version: decision.value.version })
  }),

  startInitiative: implement(operations.startInitiative, (call) =>
    take(table, 'start', call, (it) => decide.startInitiative(it, call.caller.id, call.now)),
  ),

  completeInitiative: implement(operations.completeInitiative, (call) =>
    take(table, 'complete', call, (it) => decide.completeInitiative(it, call.caller.id, call.now)),
  ),

  stopInitiative: implement(operations.stopInitiative, (call) =>
    take(table, 'stop', call, (it) => decide.stopInitiative(it, call.body.reason, call.caller.id, call.now)),
  ),
})
