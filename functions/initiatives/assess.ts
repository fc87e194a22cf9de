// What the staff of a ward can do with an initiative; the decisions are made in shared/initiatives.
import { decidedOnInitiative } from '../../shared/councils/meetings/matter.ts'
import { getDecision } from '../../shared/councils/store.ts'
import { decideAsCouncilDecided } from '../../shared/initiatives/decision/as-council-decided.ts'
import * as assess from '../../shared/initiatives/decision/assess.ts'
import { lapseAward, restoreAward } from '../../shared/initiatives/decision/award.ts'
import * as decide from '../../shared/initiatives/decision/decide.ts'
import { decideObjection } from '../../shared/initiatives/decision/objection.ts'
import type { HandedIn } from '../../shared/initiatives/initiative.ts'
import { presentDossier } from '../../shared/initiatives/present.ts'
import * as operations from '../../shared/initiatives/staff-operations.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { DecisionId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { giveBackToBudget, takeFromBudget } from '../../shared/wards/budgets/store.ts'
import { change, together } from '../runtime/things.ts'
import { moneyOf } from './award-money.ts'
import { beginningOf, decideByDelegation } from './delegated.ts'
import { assessedInitiatives } from './subjects.ts'

const present = (initiative: HandedIn, { now }: { readonly now: Instant }) => presentDossier(initiative, now)

/** The ward council's decision on an initiative in a formal meeting, if one is named and it is about this initiative. */
const decisionOfCouncil = async (table: Table, initiative: HandedIn, id: DecisionId | undefined) => {
  if (id === undefined) return { refused: false as const, council: undefined }
  const decision = await getDecision(table, id)
  if (decision === undefined) return refuse('decision-not-found')
  return { refused: false as const, council: decidedOnInitiative(decision, initiative) }
}

export const assessInitiatives = (table: Table) => {
  const initiatives = assessedInitiatives(table)
  return {
    returnInitiative: change(
      operations.returnInitiative,
      initiatives,
      ({ thing, body, caller, now }) => assess.returnInitiative(thing, body.missing, caller.id, now),
      present,
    ),
    admitInitiative: change(
      operations.admitInitiative,
      initiatives,
      ({ thing, caller, now }) => assess.admitInitiative(thing, caller.id, now),
      present,
    ),
    refuseInitiative: change(
      operations.refuseInitiative,
      initiatives,
      ({ thing, body, caller, now }) => assess.refuseInitiative(thing, body.reason, caller.id, now),
      present,
    ),
    extendTerm: change(
      operations.extendTerm,
      initiatives,
      ({ thing, body, caller, now }) => assess.extendTerm(thing, body, caller.id, now),
      present,
    ),
    decideInitiative: change(
      operations.decideInitiative,
      initiatives,
      async ({ thing, body, caller, held, now }) => {
        const named = await decisionOfCouncil(table, thing, body.decisionId)
        if (named.refused) return named
        const by = { id: caller.id, roles: held.map(({ role }) => role) }
        const decided = decideAsCouncilDecided(thing, body, named.council, by, now)
        if (decided.refused || decided.after.status !== 'awarded') return decided
        const { wardCode, award } = decided.after
        if (award.decidedBy === 'residents') return decided
        return together(decided, takeFromBudget({ wardCode, year: award.budgetYear, amountCents: award.amountCents }))
      },
      present,
    ),
    decideByDelegation: decideByDelegation(table),
    decideObjection: change(
      operations.decideObjection,
      initiatives,
      ({ thing, body, caller, now }) => decideObjection(thing, body, caller.id, now),
      present,
    ),
    lapseAward: change(
      operations.lapseAward,
      initiatives,
      async ({ thing, body, caller, now }) => {
        const { objection, unchanged } = await beginningOf(table, thing)
        const mayNotBegin = objection?.code === 'disapproved-by-council'
        const lapsed = lapseAward(thing, body.reason, caller.id, now, mayNotBegin)
        if (lapsed.refused) return lapsed
        return together(lapsed, giveBackToBudget(await moneyOf(table, lapsed.after)), ...unchanged)
      },
      present,
    ),
    restoreAward: change(
      operations.restoreAward,
      initiatives,
      async ({ thing, caller, now }) => {
        const restored = restoreAward(thing, caller.id, now)
        return restored.refused ? restored : together(restored, takeFromBudget(await moneyOf(table, restored.after)))
      },
      present,
    ),
    startInitiative: change(
      operations.startInitiative,
      initiatives,
      async ({ thing, caller, now }) => {
        const started = decide.startInitiative(thing, caller.id, now)
        if (started.refused) return started
        const { objection, unchanged } = await beginningOf(table, thing)
        return objection ?? together(started, ...unchanged)
      },
      present,
    ),
    completeInitiative: change(
      operations.completeInitiative,
      initiatives,
      ({ thing, caller, now }) => decide.completeInitiative(thing, caller.id, now),
      present,
    ),
    stopInitiative: change(
      operations.stopInitiative,
      initiatives,
      ({ thing, body, caller, now }) => decide.stopInitiative(thing, body.reason, caller.id, now),
      present,
    ),
  }
}
