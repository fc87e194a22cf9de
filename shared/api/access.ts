// Who may do what: every operation names one of these rows. There is no right without a row.
import * as z from 'zod'

/** Roles that a token may carry (`cognito:groups`). */
export const Role = z.enum(['ward-manager', 'ward-council', 'election-office', 'rules-officer', 'moderator'])
export type Role = z.infer<typeof Role>

/** Scopes that the gateway's authoriser asks for. */
export const scopes = { resident: 'wijk/resident', staff: 'wijk/staff' } as const

export type Access =
  /** Anyone, no token: nothing private can be in the answer. */
  | { readonly kind: 'public' }
  /** Anyone with an account. */
  | { readonly kind: 'signed-in' }
  /** A resident whose ward and birth date the city has verified. */
  | { readonly kind: 'resident' }
  /** Somebody with one of these roles; where the thing belongs to a ward, that ward's. */
  | { readonly kind: 'staff'; readonly roles: readonly Role[] }

export const access = {
  public: { kind: 'public' },
  signedIn: { kind: 'signed-in' },
  resident: { kind: 'resident' },
  wardManager: { kind: 'staff', roles: ['ward-manager'] },
  wardAssessor: { kind: 'staff', roles: ['ward-manager', 'ward-council'] },
  rulesOfficer: { kind: 'staff', roles: ['rules-officer'] },
  electionOffice: { kind: 'staff', roles: ['election-office'] },
} as const satisfies { readonly [name: string]: Access }

/** The scope a token needs at the gateway, if a token is needed at all. */
export const scopeOf = (row: Access): string | undefined => {
  switch (row.kind) {
    case 'public':
      return undefined
    case 'signed-in':
    case 'resident':
      return scopes.resident
    case 'staff':
      return scopes.staff
    default:
      return row satisfies never
  }
}
