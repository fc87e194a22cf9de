// The caller, from the verified token.
import * as z from 'zod'
import { type Access, Role } from '../../shared/api/access.ts'
import { ageOn, dateInCity, type Instant, LocalDate } from '../../shared/kernel/clock.ts'
import { ResidentId, WardCode } from '../../shared/kernel/ids.ts'

const rolesClaim = z
  .union([z.array(z.string()), z.string()])
  .default([])
  // HTTP APIs pass a list claim as `[a b]`.
  .transform((claim) => (Array.isArray(claim) ? claim : claim.replace(/^\[|\]$/g, '').split(/[\s,]/)))
  .transform((names) => names.flatMap((name) => Role.safeParse(name).data ?? []))

/** A claim that is a short text; anything else is treated as absent. */
const TextClaim = z.string().trim().min(1).max(200).optional().catch(undefined)

const Claims = z.object({
  sub: ResidentId,
  ward: WardCode.optional().catch(undefined),
  birthDate: LocalDate.optional().catch(undefined),
  'cognito:groups': rolesClaim,
})

/** An account. Ward and birth date are present only if the city has verified them. */
export type Account = {
  readonly id: ResidentId
  readonly wardCode: WardCode | undefined
  readonly birthDate: LocalDate | undefined
  /** Another claim as text: the one that identifies the person, under the name that the stage gives it. */
  readonly claim: (name: string) => string | undefined
  readonly roles: readonly Role[]
}
/** An account with a verified ward and birth date. */
export type Resident = Account & { readonly wardCode: WardCode; readonly birthDate: LocalDate }

/** The caller that an operation's handler gets, by its row of the permission table. */
export type CallerOf<Row extends Access> = Row extends { readonly kind: 'public' }
  ? undefined
  : Row extends { readonly kind: 'resident' }
    ? Resident
    : Account

/** The oldest age ever reached. A higher age, or a future birth date, is an error in the register and verifies nobody. */
const oldestAge = 130

const plausible = (birthDate: LocalDate | undefined, now: Instant): LocalDate | undefined => {
  if (birthDate === undefined) return undefined
  const age = ageOn(birthDate, dateInCity(now))
  return age >= 0 && age <= oldestAge ? birthDate : undefined
}

/** The account in the claims that the gateway's authoriser has verified, if any, at the moment of the request. */
export const accountOf = (claims: Record<string, unknown> | undefined, now: Instant): Account | undefined => {
  const parsed = Claims.safeParse(claims)
  if (!parsed.success) return undefined
  const { sub, ward, birthDate } = parsed.data
  const claim = (name: string) => TextClaim.parse(claims?.[name])
  const roles = parsed.data['cognito:groups']
  return { id: sub, wardCode: ward, birthDate: plausible(birthDate, now), claim, roles }
}

export const isResident = (account: Account): account is Resident =>
  account.wardCode !== undefined && account.birthDate !== undefined

type Admission<Row extends Access> =
  | { readonly in: true; readonly caller: CallerOf<Row>; readonly account: Account | undefined }
  | { readonly in: false; readonly code: 'unauthorized' | 'forbidden' | 'residence-not-verified' }

const objection = (row: Access, account: Account | undefined) => {
  if (row.kind === 'public') return undefined
  if (account === undefined) return 'unauthorized'
  switch (row.kind) {
    case 'signed-in':
    // Roles by ward and term are looked up with the thing (things.ts): the token does not contain them.
    case 'holder':
      return undefined
    case 'resident':
      return isResident(account) ? undefined : 'residence-not-verified'
    case 'staff':
      return row.roles.some((role) => account.roles.includes(role)) ? undefined : 'forbidden'
    default:
      return row satisfies never
  }
}

/** Admits the account by this row of the permission table, or gives the code of the refusal. */
export const admit = <Row extends Access>(row: Row, account: Account | undefined): Admission<Row> => {
  const code = objection(row, account)
  // The only place where a checked row becomes a type: `objection` has just checked what CallerOf states.
  return code === undefined ? { in: true, caller: account as CallerOf<Row>, account } : { in: false, code }
}
