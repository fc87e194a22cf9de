// A round in preparation: created, and changed while it is in draft.
import type { Instant } from '../kernel/clock.ts'
import type { RoundId, WardCode } from '../kernel/ids.ts'
import { rounds } from './machine.ts'
import { changedPlan, completePlan, objectionToPlan, type PlanBasis, type PlanChange, type PlanInput } from './plan.ts'
import { type Round, registerOf } from './round.ts'

type Origin = { readonly id: RoundId; readonly wardCode: WardCode; readonly requestDigest: string }

/** A round in draft. Refuses if the ward's rules do not provide for a vote of residents. */
export const createRound = (of: Origin, input: PlanInput, basis: PlanBasis, now: Instant) => {
  const plan = completePlan(input, basis)
  const refusal = objectionToPlan(plan, basis, now)
  if (refusal) return refusal
  const register = registerOf(basis.figure)
  return rounds.begin('create', { ...of, ...plan, register, nextEntry: 1, entries: 0, attempt: 1, createdAt: now })
}

/** A round in draft after a change of its plan: absent fields stay. */
export const changeRound = (round: Round, change: PlanChange, basis: PlanBasis, now: Instant) =>
  rounds.take('change', round, (it) => {
    const plan = changedPlan(it, change)
    return objectionToPlan(plan, basis, now) ?? { ...it, ...plan, register: registerOf(basis.figure) }
  })
