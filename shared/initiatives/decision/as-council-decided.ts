// Where the ward council decides, its formal meeting has decided: an award or a refusal carries out that decision.
import type { Instant } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/refusals.ts'
import { type HandedIn, rulesFor } from '../initiative.ts'
import { decideInitiative, type Staff, type Verdict } from './decide.ts'

/** The decision of the ward council on an initiative in a formal meeting. Without an amount it is the amount asked. */
export type CouncilDecision =
  | { readonly outcome: 'award'; readonly amountCents: number | undefined }
  | { readonly outcome: 'decline' }

/** The verdict. If it names no amount, it takes the amount that the council decided. */
const inFull = (verdict: Verdict, council: CouncilDecision | undefined): Verdict =>
  verdict.outcome === 'award' && council?.outcome === 'award'
    ? { ...verdict, amountCents: verdict.amountCents ?? council.amountCents }
    : verdict

/** Outcome and amount must be those of the council's decision, if the rules of this initiative let the council decide. */
const objectionToVerdict = (initiative: HandedIn, verdict: Verdict, council: CouncilDecision | undefined) => {
  if (rulesFor(initiative).decidedBy !== 'ward-council') return undefined
  if (council === undefined) return refuse('council-decision-needed')
  if (council.outcome !== verdict.outcome) return refuse('not-as-decided')
  if (verdict.outcome === 'decline' || council.outcome === 'decline') return undefined
  const decided = council.amountCents ?? initiative.content.amountCents
  return (verdict.amountCents ?? decided) === decided ? undefined : refuse('not-as-decided', { amountCents: decided })
}

/** Awards or declines, by the rules and as the council decided where it decides. */
export const decideAsCouncilDecided = (
  initiative: HandedIn,
  verdict: Verdict,
  council: CouncilDecision | undefined,
  by: Staff,
  now: Instant,
) => {
  const decided = decideInitiative(initiative, inFull(verdict, council), by, now)
  return decided.refused ? decided : (objectionToVerdict(initiative, verdict, council) ?? decided)
}
