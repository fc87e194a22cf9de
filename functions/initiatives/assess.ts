// What the staff of a ward does with an initiative; the deciding is in shared/initiatives.
import * as assess from '../../shared/initiatives/assess.ts'
import { lapseAward, restoreAward } from '../../shared/initiatives/award.ts'
import * as decide from '../../shared/initiatives/decide.ts'
import type { HandedIn } from '../../shared/initiatives/initiative.ts'
import { decideObjection } from '../../shared/initiatives/objection.ts'
import { presentDossier } from '../../shared/initiatives/present.ts'
import * as operations from '../../shared/initiatives/staff-operations.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { Table } from '../../shared/table/table.ts'
import { giveBackToBudget, takeFromBudget } from '../../shared/wards/budget-store.ts'
import { change, together } from '../runtime/things.ts'
import { moneyOf } from './award-money.ts'
import { publicInitiatives } from './subjects.ts'

const present = (initiative: HandedIn, { now }: { readonly now: Instant }) => presentDossier(initiative, now)

export const assessInitiatives = (table: Table) => {
  const initiatives = publicInitiatives(table)
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
      ({ thing, body, caller, now }) => {
        const decided = decide.decideInitiative(thing, body, caller, now)
        if (decided.refused || decided.after.status !== 'awarded') return decided
        const { wardCode, award } = decided.after
        if (award.decidedBy === 'residents') return decided
        return together(decided, takeFromBudget({ wardCode, year: award.budgetYear, amountCents: award.amountCents }))
      },
      present,
    ),
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
        const lapsed = lapseAward(thing, body.reason, caller.id, now)
        return lapsed.refused ? lapsed : together(lapsed, giveBackToBudget(await moneyOf(table, lapsed.after)))
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
      ({ thing, caller, now }) => decide.startInitiative(thing, caller.id, now),
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
