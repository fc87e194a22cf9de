// Reading initiatives: for everyone, for their applicant, for the staff of their ward.

import * as operations from '../../shared/initiatives/operations.ts'
import { presentDossier, presentOwn, presentPublic } from '../../shared/initiatives/present.ts'
import * as staff from '../../shared/initiatives/staff-operations.ts'
import * as store from '../../shared/initiatives/store.ts'
import * as supports from '../../shared/initiatives/support-store.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { implement, reply } from '../runtime/http.ts'
import { findForStaff, findPublic } from './load.ts'

export const readInitiatives = (table: Table) => ({
  listInitiatives: implement(operations.listInitiatives, async ({ query: { wardCode, status, ...page }, now }) => {
    const listing = await store.listInitiatives(table, { wardCode, status }, page)
    if (listing === 'invalid-cursor') return refuse('invalid-cursor')
    return reply(200, { ...listing, items: listing.items.map((each) => presentPublic(each, now)) })
  }),

  getInitiative: implement(operations.getInitiative, async ({ params, now }) => {
    const loaded = await findPublic(table, params.initiativeId)
    if (loaded.refused) return loaded
    return reply(200, presentPublic(loaded.initiative, now), { version: loaded.initiative.version })
  }),

  listMyInitiatives: implement(operations.listMyInitiatives, async ({ caller, query }) => {
    const listing = await store.listOwnInitiatives(table, caller.id, query)
    if (listing === 'invalid-cursor') return refuse('invalid-cursor')
    return reply(200, { ...listing, items: listing.items.map(presentOwn) })
  }),

  getMyInitiative: implement(operations.getMyInitiative, async ({ params, caller }) => {
    const initiative = await store.getInitiative(table, params.initiativeId)
    if (initiative?.applicantId !== caller.id) return refuse('initiative-not-found')
    return reply(200, presentOwn(initiative), { version: initiative.version })
  }),

  getInitiativeDossier: implement(staff.getInitiativeDossier, async ({ params, caller, now }) => {
    const loaded = await findForStaff(table, params.initiativeId, caller)
    if (loaded.refused) return loaded
    return reply(200, presentDossier(loaded.initiative, now), { version: loaded.initiative.version })
  }),

  listSupports: implement(staff.listSupports, async ({ params, query, caller }) => {
    const loaded = await findForStaff(table, params.initiativeId, caller)
    if (loaded.refused) return loaded
    const listing = await supports.listSupports(table, params.initiativeId, query)
    if (listing === 'invalid-cursor') return refuse('invalid-cursor')
    return reply(200, { ...listing, items: listing.items.map(({ name, supportedAt }) => ({ name, supportedAt })) })
  }),
})
