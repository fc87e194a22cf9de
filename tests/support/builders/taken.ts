import type { Refusal } from '../../../shared/kernel/refusals.ts'

/** The value of an accepted decision. A refusal fails the test. */
export const yes = <After>(decision: Refusal | { readonly refused: false; readonly after: After }): After => {
  if (decision.refused) throw new Error(`Refused: ${decision.code} ${JSON.stringify(decision.facts)}`)
  return decision.after
}
