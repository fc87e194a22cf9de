// The effects of a decision, in its own transaction: an undecided matter goes on the next formal agenda, a list is adopted, a
// delegation is given or revoked, an objection is settled.
import { settleDelegated } from '../../../shared/councils/delegation/delegated-decision.ts'
import { giveDelegation, revokeDelegation } from '../../../shared/councils/delegation/delegation.ts'
import {
  getDelegated,
  getDelegation,
  keptDelegated,
  keptDelegations,
} from '../../../shared/councils/delegation/store.ts'
import { adoptList } from '../../../shared/councils/lists/decision-list.ts'
import { getList, keptLists } from '../../../shared/councils/lists/store.ts'
import { type Decision, waitingAmong } from '../../../shared/councils/meetings/decision.ts'
import type { Matter } from '../../../shared/councils/meetings/matter.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Stateful, Taken } from '../../../shared/kernel/machine.ts'
import { type Refusal, refuse, unreachable } from '../../../shared/kernel/refusals.ts'
import { type Change, changeOf, type Kept } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { listDrawnUp } from './list-document.ts'
import { onNextAgenda } from './waiting.ts'

type Effect = { readonly refused: false; readonly changes: readonly Change[] }
const nothing: Effect = { refused: false, changes: [] }

/** The change, if the council carried it. A change that cannot be made is refused even if the council rejected it. */
const where = <Thing extends Stateful, Code extends string>(
  isCarried: boolean,
  kept: Kept<Thing>,
  taken: Taken<Thing> | Refusal<Code>,
): Effect | Refusal<Code> => {
  if (taken.refused) return taken
  return isCarried ? { refused: false, changes: [changeOf(kept, taken)] } : nothing
}

type About<Kind> = Extract<Matter, { readonly kind: Kind }>

const adopting = async (table: Table, { meetingId }: About<'decision-list'>, decision: Decision, now: Instant) => {
  const list = await getList(table, meetingId)
  if (list?.wardCode !== decision.wardCode) return refuse('list-not-found')
  const by = { meetingId: decision.meetingId, decisionId: decision.id }
  const adopted = adoptList(list, by, now)
  if (adopted.refused) return adopted
  if (decision.status !== 'adopted') return nothing
  return {
    refused: false as const,
    changes: [changeOf(keptLists, adopted), ...(await listDrawnUp(table, adopted.after, now))],
  }
}

const giving = ({ upToCents, from, until }: About<'delegation'>, { id, wardCode, status }: Decision, now: Instant) =>
  where(status === 'adopted', keptDelegations, giveDelegation({ id, wardCode, upToCents, from, until }, now))

const revoking = async (table: Table, { delegationId }: About<'revocation'>, decision: Decision, now: Instant) => {
  const standing = await getDelegation(table, delegationId)
  if (standing?.wardCode !== decision.wardCode) return refuse('delegation-not-found')
  return where(decision.status === 'adopted', keptDelegations, revokeDelegation(standing, decision.id, now))
}

const settling = async (table: Table, about: About<'delegated-decision'>, { id, wardCode, status }: Decision) => {
  const standing = await getDelegated(table, about.delegatedDecisionId)
  if (standing?.wardCode !== wardCode) return refuse('delegated-decision-not-found')
  const isConfirmed = status === 'adopted'
  return where(isConfirmed || status === 'rejected', keptDelegated, settleDelegated(standing, isConfirmed, id))
}

const effectOf = (table: Table, decision: Decision, now: Instant) => {
  const { about } = decision
  switch (about?.kind) {
    case 'decision-list':
      return adopting(table, about, decision, now)
    case 'delegation':
      return giving(about, decision, now)
    case 'revocation':
      return revoking(table, about, decision, now)
    case 'delegated-decision':
      return settling(table, about, decision)
    case undefined:
    case 'agreement':
    case 'initiative':
    case 'election':
      return nothing
    default:
      return unreachable(about)
  }
}

/** The changes that follow from a decision in its present state, or why it cannot be taken. */
export const effectsOf = async (table: Table, decision: Decision, now: Instant) => {
  const effect = await effectOf(table, decision, now)
  if (effect.refused) return effect
  const awaited = await onNextAgenda(table, waitingAmong([decision]), { wardCode: decision.wardCode, now })
  return { refused: false as const, changes: [...effect.changes, ...awaited] }
}
