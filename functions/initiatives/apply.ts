// What an applicant does with an initiative of their own.
import { enveloped } from '../../events/envelope.ts'
import { draftInitiative, editInitiative, withdrawInitiative } from '../../shared/initiatives/draft.ts'
import * as operations from '../../shared/initiatives/operations.ts'
import { presentOwn } from '../../shared/initiatives/present.ts'
import { saveDraft, saveStep } from '../../shared/initiatives/store.ts'
import { submitInitiative } from '../../shared/initiatives/submit.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { InitiativeId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { getRulesOn } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'
import { leavingDraftRound } from './leaving-draft-round.ts'
import { findOwn } from './load.ts'

export const applyForInitiatives = (table: Table) => ({
  createInitiative: implement(
    operations.createInitiative,
    async ({ body, caller: { id: applicantId, wardCode }, createdId, requestDigest, now }) => {
      const id = InitiativeId.parse(createdId)
      const decision = draftInitiative({ id, wardCode, applicantId, requestDigest }, body, now)
      const events = decision.events.map((happened) => enveloped(happened, now))
      const { initiative, isOurs } = await saveDraft(table, decision.value, events)
      if (!isOurs) return refuse('idempotency-key-reused')
      const location = `/me/initiatives/${id}`
      return reply(201, presentOwn(initiative), { version: initiative.version, location })
    },
  ),

  editInitiative: implement(operations.editInitiative, async ({ params, body, caller, ifMatch, now }) => {
    const loaded = await findOwn(table, params.initiativeId, caller.id, ifMatch)
    if (loaded.refused) return loaded
    const decision = editInitiative(loaded.initiative, body)
    if (decision.refused) return decision
    const events = decision.events.map((happened) => enveloped(happened, now))
    const saved = await saveStep(table, 'edit', decision.value, events)
    if (saved !== 'saved') return refuse('changed-meanwhile')
    return reply(200, presentOwn(decision.value), { version: decision.value.version })
  }),

  submitInitiative: implement(operations.submitInitiative, async ({ params, caller, ifMatch, now }) => {
    const loaded = await findOwn(table, params.initiativeId, caller.id, ifMatch)
    if (loaded.refused) return loaded
    if (loaded.initiative.wardCode !== caller.wardCode) return refuse('not-your-ward')
    const rules = await getRulesOn(table, loaded.initiative.wardCode, dateInCity(now))
    const decision = submitInitiative(loaded.initiative, rules, now)
    if (decision.refused) return decision
    const events = decision.events.map((happened) => enveloped(happened, now))
    const saved = await saveStep(table, 'submit', decision.value, events)
    if (saved !== 'saved') return refuse('changed-meanwhile')
    return reply(200, presentOwn(decision.value), { version: decision.value.version })
  }),

  withdrawInitiative: implement(operations.withdrawInitiative, async ({ params, caller, ifMatch, now }) => {
    const loaded = await findOwn(table, params.initiativeId, caller.id, ifMatch)
    if (loaded.refused) return loaded
    const decision = withdrawInitiative(loaded.initiative, caller.id, now)
    if (decision.refused) return decision
    const leaving = await leavingDraftRound(table, loaded.initiative)
    const events = [...decision.events, ...leaving.events].map((happened) => enveloped(happened, now))
    const saved = await saveStep(table, 'withdraw', decision.value, events, leaving.writes)
    if (saved !== 'saved') return refuse('changed-meanwhile')
    return reply(200, presentOwn(decision.value), { version: decision.value.version })
  }),
})
