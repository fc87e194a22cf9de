// Reading initiatives: by everyone, by their applicant, by the staff of their ward.
import type { PublicHalf } from '../../shared/initiatives/initiative.ts'
import * as operations from '../../shared/initiatives/operations.ts'
import { presentDossier, presentOwn, presentPublic } from '../../shared/initiatives/present.ts'
import * as staff from '../../shared/initiatives/staff-operations.ts'
import * as store from '../../shared/initiatives/store.ts'
import {
  presentOwnSupport,
  presentSupported,
  presentTextVersion,
} from '../../shared/initiatives/support/present-supports.ts'
import { getSupport, listOwnSupports, listSupports } from '../../shared/initiatives/support-store.ts'
import { searchInitiatives } from '../../shared/initiatives/word-store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { wardFinder } from '../../shared/wards/store.ts'
import { type Call, implement, reply } from '../runtime/http.ts'
import { list, listOf, read } from '../runtime/things.ts'
import { assessedInitiatives, ownInitiatives, publicInitiatives } from './subjects.ts'

const present = (initiative: PublicHalf, { now }: { readonly now: Instant }) => presentPublic(initiative, now)

/** The list of a ward, an area or the city; a search for words uses the index of words. */
const listing = (table: Table) => {
  const wardsOf = wardFinder(table)
  return async ({ query, now }: Call<typeof operations.listInitiatives>) => {
    const { wardCode, area, status, since, q: text, ...page } = query
    const isEverywhere = wardCode === undefined && area === undefined
    const wardCodes = isEverywhere && text !== undefined ? [] : await wardsOf({ wardCode, area }, now)
    if (text === undefined) return store.listInitiatives(table, { wardCodes, status, since }, page)
    const wanted = { text, since, wardCodes: isEverywhere ? undefined : new Set(wardCodes) }
    return searchInitiatives(table, wanted, page, (it) => status === undefined || it.status === status)
  }
}

export const readInitiatives = (table: Table) => ({
  listInitiatives: list(operations.listInitiatives, listing(table), present),
  getInitiative: read(operations.getInitiative, publicInitiatives(table), present),
  listInitiativeVersions: listOf(
    operations.listInitiativeVersions,
    publicInitiatives(table),
    ({ thing, query }) => store.listTextVersions(table, thing.id, query),
    presentTextVersion,
  ),
  listMySupports: list(
    operations.listMySupports,
    ({ caller, query }) => listOwnSupports(table, caller.id, query),
    (supported, { now }) => presentSupported(supported, now),
  ),
  getMySupport: implement(operations.getMySupport, async ({ params: { initiativeId }, caller }) => {
    const [initiative, support] = await Promise.all([
      publicInitiatives(table).find({ initiativeId }),
      getSupport(table, { initiativeId, residentId: caller.id }),
    ])
    if (initiative === undefined) return refuse('initiative-not-found')
    return support === undefined ? refuse('support-not-found') : reply(200, presentOwnSupport(support, initiative))
  }),
  listMyInitiatives: list(
    operations.listMyInitiatives,
    ({ caller, query }) => store.listOwnInitiatives(table, caller.id, query),
    presentOwn,
  ),
  getMyInitiative: read(operations.getMyInitiative, ownInitiatives(table), presentOwn),
  getInitiativeDossier: read(staff.getInitiativeDossier, assessedInitiatives(table), (initiative, { now }) =>
    presentDossier(initiative, now),
  ),
  listSupports: listOf(
    staff.listSupports,
    assessedInitiatives(table),
    ({ thing, query }) => listSupports(table, thing, query),
    ({ name, supportedAt }) => ({ name, supportedAt }),
  ),
})
