// Whose notices somebody may read, by the roles that they hold.
import type { HeldRole, WardRole } from '../api/access.ts'
import type { NoticeRole, Recipient } from './notice.ts'

/** Whose notices the holder of a role may read; a ward networker reads none. */
const readBy: { readonly [Held in WardRole]: NoticeRole | undefined } = {
  chair: 'ward-council',
  member: 'ward-council',
  coordinator: 'ward-council',
  'ward-manager': 'ward-manager',
  'ward-networker': undefined,
  'adopting-alderman': 'alderman',
  'council-clerk': 'council-clerk',
  department: 'department',
}

/** A list of notices that somebody may read; for a department, which ones in it. */
export type Reading = Recipient & { readonly department?: string | undefined }

/** The lists that the holder of these roles may read. */
export const readingsOf = (held: readonly HeldRole[]): readonly Reading[] =>
  held.flatMap(({ role, wardCode, department }) => {
    const read = readBy[role]
    return read === undefined ? [] : [{ role: read, wardCode: wardCode ?? undefined, department }]
  })
