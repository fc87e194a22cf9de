// Notices: each role reads its own.
import type { HeldRole } from '../../shared/api/access.ts'
import { heldRolesOf } from '../../shared/councils/members/store.ts'
import { dateInCity, type LocalDate } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import { noticesOperations as operations } from '../../shared/notices/operations.ts'
import { presentNotice } from '../../shared/notices/present.ts'
import { type Reading, readingsOf } from '../../shared/notices/reading.ts'
import { listNotices } from '../../shared/notices/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { wardLookup } from '../../shared/wards/store.ts'
import { implement, reply, serve } from '../runtime/http.ts'

/** The list that is asked for among those that somebody may read today; of several the first one. */
const readingOf = (
  held: readonly HeldRole[],
  { role, wardCode }: { readonly role?: string | undefined; readonly wardCode?: string | undefined },
  on: LocalDate,
): Reading | Refusal<'no-notices-for-you' | 'not-your-ward' | 'role-not-in-force'> => {
  const isMeant = (each: Reading) =>
    (role === undefined || each.role === role) &&
    (wardCode === undefined || each.wardCode === undefined || each.wardCode === wardCode)
  const ofRole = readingsOf(held).filter((each) => role === undefined || each.role === role)
  if (ofRole.length === 0) return refuse('no-notices-for-you')
  if (!ofRole.some(isMeant)) return refuse('not-your-ward')
  const inForce = readingsOf(held.filter(({ from, until }) => from <= on && on < until))
  return inForce.find(isMeant) ?? refuse('role-not-in-force')
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    operations,
    {
      listNotices: implement(operations.listNotices, async ({ query: { role, wardCode, ...page }, caller, now }) => {
        const reading = readingOf(await heldRolesOf(table, caller.id), { role, wardCode }, dateInCity(now))
        if ('refused' in reading) return reading
        const listing = await listNotices(table, reading, page)
        return listing === 'invalid-cursor'
          ? refuse('invalid-cursor')
          : reply(200, { ...listing, items: listing.items.map(presentNotice) })
      }),
    },
    { isWard: wardLookup(table) },
  )
}
