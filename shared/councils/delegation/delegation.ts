// A delegation: the ward manager decides about small initiatives on behalf of the council. Given by a decision of a formal
// meeting, with its limits, and revoked by another.
import * as z from 'zod'
import { dateInCity, Instant, LocalDate } from '../../kernel/clock.ts'
import { DecisionId, WardCode } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { refuse } from '../../kernel/refusals.ts'
import { delegations } from '../machine.ts'

const fields = {
  /** The decision that gave it. */
  id: DecisionId,
  wardCode: WardCode,
  version: z.int().min(1),
  /** The largest amount, in cents, that an initiative may ask if the ward manager is to decide. */
  upToCents: Cents,
  from: LocalDate,
  /** The first day after the delegation. */
  until: LocalDate,
}
export const Delegation = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('given') }),
  z.object({ ...fields, status: z.literal('revoked'), revokedBy: DecisionId, revokedAt: Instant }),
])
export type Delegation = z.infer<typeof Delegation>

type Given = Pick<Delegation, 'id' | 'wardCode' | 'upToCents' | 'until'> & { readonly from?: LocalDate | undefined }

/** Gives a delegation: from the day of the decision, unless a later day is named. */
export const giveDelegation = ({ from, ...given }: Given, now: Instant) => {
  const today = dateInCity(now)
  const begins = from === undefined || from < today ? today : from
  return given.until <= begins
    ? refuse('delegation-without-days', { from: begins, until: given.until })
    : delegations.begin('give', { ...given, from: begins })
}

/** Revokes a delegation at once: decisions that were taken under it stay valid. */
export const revokeDelegation = (delegation: Delegation, revokedBy: DecisionId, now: Instant) =>
  delegations.take('revoke', delegation, (it) => ({ ...it, revokedBy, revokedAt: now }))

/** Refuses a case outside the delegation: revoked, outside its days, above its amount. The facts name the limit. */
export const objectionToDelegated = (delegation: Delegation, amountCents: number, now: Instant) => {
  const { id, from, until, upToCents, status } = delegation
  if (status === 'revoked') return refuse('delegation-revoked', { delegationId: id, status })
  const today = dateInCity(now)
  if (today < from || today >= until) return refuse('delegation-not-in-force', { delegationId: id, from, until })
  return amountCents > upToCents ? refuse('above-delegation', { delegationId: id, upToCents }) : undefined
}
