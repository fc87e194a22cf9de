// Who may do what, and to whose things. Every operation names one of these rows; without a row there is no right.
import * as z from 'zod'
import type { LocalDate } from '../kernel/clock.ts'
import type { WardCode } from '../kernel/ids.ts'

/** Roles of offices of the whole city, which a token may carry (`cognito:groups`). */
export const Role = z.enum(['election-office', 'rules-officer', 'moderator']).meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

/**
 * Roles that somebody has in a ward, or in the whole city, for a term. They are rows in the table, looked up at every call:
 * the token says who it is, the row what they may today. A chair is a member, and has both.
 */
export const WardRole = z
  .enum([
    'chair',
    'member',
    'coordinator',
    'ward-manager',
    'ward-networker',
    'adopting-alderman',
    'council-clerk',
    'department',
  ])
  .meta({ id: 'WardRole' })
export type WardRole = z.infer<typeof WardRole>

/** A role as somebody has it: from a day up to, not including, another; in a ward, or in every ward where it names none. */
export type HeldRole = {
  /** The membership or the grant that it comes from. */
  readonly id: string
  readonly role: WardRole
  readonly wardCode: WardCode | null
  readonly from: LocalDate
  readonly until: LocalDate
  /** Of a department: which one. */
  readonly department?: string | undefined
}

/** Scopes that the gateway's authoriser asks for. */
export const scopes = { resident: 'wijk/resident', staff: 'wijk/staff' } as const

/**
 * Whose things a row is about.
 * - `owner`: the thing's own maker. The pipeline loads the thing and compares.
 * - `ward`: things of the caller's ward. The pipeline loads the thing and compares; an operation that makes a thing makes
 *   it in that ward.
 * - `self`: things stored under the caller's own id, so that nothing needs comparing.
 * - `city`: any.
 */
export type Scope = 'owner' | 'ward' | 'self' | 'city'

export type Access =
  /** Anyone, no token: nothing private can be in the answer. */
  | { readonly kind: 'public'; readonly of: 'city' }
  /** Anyone with an account. */
  | { readonly kind: 'signed-in'; readonly of: 'owner' | 'self' }
  /** A resident whose ward and birth date the city has verified. */
  | { readonly kind: 'resident'; readonly of: Scope }
  /** Somebody with one of these roles. */
  | { readonly kind: 'staff'; readonly roles: readonly Role[]; readonly of: 'city' }
  /**
   * Somebody who has one of these roles today, in the ward of the thing; a department for its own things only.
   * `except: 'owner'`: nobody decides about a thing of their own.
   */
  | {
      readonly kind: 'holder'
      readonly roles: readonly WardRole[]
      readonly of: 'ward'
      readonly except?: 'owner'
    }

/** Who assesses initiatives: the ward manager, and the council by its members and its secretary. */
const assessors = ['ward-manager', 'coordinator', 'member'] as const

export const access = {
  public: { kind: 'public', of: 'city' },
  /** The caller's own things, in any ward. */
  owner: { kind: 'signed-in', of: 'owner' },
  self: { kind: 'signed-in', of: 'self' },
  /** A verified resident with a thing of their own. */
  residentOwner: { kind: 'resident', of: 'owner' },
  residentOfWard: { kind: 'resident', of: 'ward' },
  residentSelf: { kind: 'resident', of: 'self' },
  resident: { kind: 'resident', of: 'city' },
  wardManager: { kind: 'holder', roles: ['ward-manager'], of: 'ward' },
  /** A ward manager, and never about a thing of their own. */
  otherWardManager: { kind: 'holder', roles: ['ward-manager'], of: 'ward', except: 'owner' },
  wardAssessor: { kind: 'holder', roles: assessors, of: 'ward' },
  otherWardAssessor: { kind: 'holder', roles: assessors, of: 'ward', except: 'owner' },
  /** The proposers of actions in a ward: its council, and the city. */
  planMaker: { kind: 'holder', roles: ['coordinator', 'member', 'ward-manager'], of: 'ward' },
  /** The people who carry out an action: the ward manager, and the department that owns it. */
  municipality: { kind: 'holder', roles: ['ward-manager', 'department'], of: 'ward' },
  /** Who signs for the three parties of an agreement. */
  agreementParty: {
    kind: 'holder',
    roles: ['chair', 'ward-manager', 'adopting-alderman', 'ward-networker'],
    of: 'ward',
  },
  /** The possible addressees of an alarm. */
  alarmAddressee: {
    kind: 'holder',
    roles: ['ward-manager', 'department', 'adopting-alderman', 'council-clerk'],
    of: 'ward',
  },
  rulesOfficer: { kind: 'staff', roles: ['rules-officer'], of: 'city' },
  /** The people who run the council's meetings: its secretary and its chair. */
  councilTable: { kind: 'holder', roles: ['coordinator', 'chair'], of: 'ward' },
  councilMember: { kind: 'holder', roles: ['member'], of: 'ward' },
  councilOrTable: { kind: 'holder', roles: ['coordinator', 'member'], of: 'ward' },
  coordinator: { kind: 'holder', roles: ['coordinator'], of: 'ward' },
  /** Who may know what is not public of a council and its members. */
  councilFile: { kind: 'holder', roles: ['coordinator', 'chair', 'council-clerk'], of: 'ward' },
  wardOffice: { kind: 'holder', roles: ['coordinator', 'ward-manager'], of: 'ward' },
  electionOffice: { kind: 'staff', roles: ['election-office'], of: 'city' },
} as const satisfies { readonly [name: string]: Access }

/** The scope a token needs at the gateway, if a token is needed at all. */
export const scopeOf = (row: Access): string | undefined => {
  switch (row.kind) {
    case 'public':
      return undefined
    case 'signed-in':
    case 'resident':
    case 'holder':
      return scopes.resident
    case 'staff':
      return scopes.staff
    default:
      return row satisfies never
  }
}
