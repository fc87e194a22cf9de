// A budget round: which initiatives take part, its poll, the award. Open or closed by its window, never by a status.
import * as z from 'zod'
import { type DomainEvent, event } from '../../events/envelope.ts'
import * as events from '../../events/rounds.ts'
import { dateInCity, daysBetween, epochMilliseconds, Instant, type Window } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { PollId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { accept, type Decision, type Objection, refuse, unreachable } from '../kernel/refusals.ts'
import { LotSource } from '../voting/lots/lots.ts'
import { BallotForm } from '../voting/poll/ballot-form.ts'
import { methodProblems } from '../voting/poll/poll-problems.ts'
import { RuleConfiguration } from '../voting/rules/configuration.ts'
import type { InitiativeRules } from '../wards/initiative-rules.ts'

/** Longest window, in days. ASSUMED: the rounds of 2022 took two weeks. */
const longestWindowDays = 92
export const maximumEntries = 200

/** What a ward manager decides about a round. `electorateSize`: how many residents may vote, as the register says. */
export const RoundPlan = z.object({
  title: z.strictObject({ nl: z.string().min(3).max(200), en: z.string().min(3).max(200) }),
  budgetCents: Cents,
  opensAt: Instant,
  closesAt: Instant,
  ballotForm: BallotForm,
  rule: RuleConfiguration,
  /** What decides between initiatives that are equal by the rule. */
  lots: LotSource,
  electorateSize: z.int().min(1).max(1_000_000),
})
export type RoundPlan = z.infer<typeof RoundPlan>

export const RoundStatus = z.enum(['draft', 'announced', 'cancelled', 'awarded'])

export const Round = z.object({
  ...RoundPlan.shape,
  id: RoundId,
  wardCode: WardCode,
  status: RoundStatus,
  /** Number of the next entry; numbers are not used again. */
  nextEntry: z.int().min(1),
  /** How many initiatives take part. */
  entries: z.int().min(0),
  createdAt: Instant,
  requestDigest: Sha256,
  version: z.int().min(1),
  /** Of an announced round. */
  pollId: PollId.optional(),
  configurationHash: Sha256.optional(),
  /** Of an awarded round. */
  awardedCents: Cents.optional(),
})
export type Round = z.infer<typeof Round>

/** What a round is at a moment. Computed, never stored. */
export const RoundPhase = z.enum(['draft', 'announced', 'open', 'counting', 'awarded', 'cancelled'])
export const phaseOf = (round: Round, t: Instant): z.infer<typeof RoundPhase> => {
  switch (round.status) {
    case 'draft':
    case 'cancelled':
    case 'awarded':
      return round.status
    case 'announced':
      if (t < round.opensAt) return 'announced'
      return t < round.closesAt ? 'open' : 'counting'
    default:
      return unreachable(round.status)
  }
}

type PlanRefusal = 'window-in-the-past' | 'window-not-valid' | 'voting-not-in-rules' | 'plan-beyond-rules'

/** What a plan leaves out, from the ward's rules: so many votes a person, most votes within the budget, lots by a beacon. */
export const completePlan = (
  plan: Omit<RoundPlan, 'ballotForm' | 'rule' | 'lots'> & {
    readonly ballotForm?: BallotForm | undefined
    readonly rule?: RuleConfiguration | undefined
    readonly lots?: LotSource | undefined
  },
  rules: InitiativeRules,
): RoundPlan => {
  const max = rules.voting.isOn ? rules.voting.votesPerPerson : 1
  const votes = rules.voting.isOn ? rules.voting.minimumVotes : 0
  return {
    ...plan,
    ballotForm: plan.ballotForm ?? { kind: 'approval', min: 1, max, isBlankAllowed: true },
    rule:
      plan.rule ?? RuleConfiguration.parse({ rule: 'greedy_score', budget: plan.budgetCents, thresholds: { votes } }),
    lots: plan.lots ?? 'drand',
  }
}

const wrongBudget = {
  nl: 'Het budget van de telregel is niet het budget van de ronde.',
  en: 'The budget of the counting rule is not the budget of the round.',
} as const
const tooManyVotes = {
  nl: 'Volgens de regels van de wijk mag niemand zoveel stemmen uitbrengen.',
  en: 'By the rules of the ward nobody may give so many votes.',
} as const
const tooFewVotes = {
  nl: 'De regels van de wijk vragen een hoger minimum aantal stemmen.',
  en: 'The rules of the ward ask for a higher minimum of votes.',
} as const

const noBudget = {
  nl: 'Deze telregel verdeelt geen geld: een ronde vraagt een regel met een budget.',
  en: 'This counting rule spends no money: a round asks for a rule with a budget.',
} as const

const planObjections = (plan: RoundPlan, rules: InitiativeRules): readonly Objection[] => {
  if (!rules.voting.isOn) return []
  const { ballotForm, rule, budgetCents } = plan
  return [
    ...methodProblems(plan),
    ...('budget' in rule ? [] : [{ pointer: '/rule/rule', rule: noBudget }]),
    ...('budget' in rule && rule.budget !== budgetCents ? [{ pointer: '/rule/budget', rule: wrongBudget }] : []),
    ...(ballotForm.kind === 'approval' && ballotForm.max > rules.voting.votesPerPerson
      ? [{ pointer: '/ballotForm/max', rule: tooManyVotes }]
      : []),
    ...((rule.thresholds.votes ?? 0) < rules.voting.minimumVotes
      ? [{ pointer: '/rule/thresholds/votes', rule: tooFewVotes }]
      : []),
  ]
}

/** Ends after it begins, on whole minutes (schedules know no finer), and is not too long. */
export const isProperWindow = ({ opensAt, closesAt }: Window): boolean =>
  [opensAt, closesAt].every((each) => epochMilliseconds(each) % 60_000 === 0) &&
  opensAt < closesAt &&
  daysBetween(dateInCity(opensAt), dateInCity(closesAt)) <= longestWindowDays

/** Whether the ward's rules allow this plan now. */
const allow = (plan: RoundPlan, rules: InitiativeRules, now: Instant): Decision<RoundPlan, never, PlanRefusal> => {
  if (!rules.voting.isOn) return refuse('voting-not-in-rules', { regime: rules.regime })
  if (plan.opensAt <= now) return refuse('window-in-the-past')
  if (!isProperWindow(plan)) return refuse('window-not-valid', { longestWindowDays })
  const objections = planObjections(plan, rules)
  return objections.length > 0 ? refuse('plan-beyond-rules', {}, objections) : accept(plan)
}

const subject = (id: RoundId) => `rounds/${id}`
const facts = ({ id, wardCode }: Pick<Round, 'id' | 'wardCode'>) => ({ roundId: id, wardCode })

/** A round in draft. Refuses where the ward's rules have no vote of residents. */
export const createRound = (
  of: { readonly id: RoundId; readonly wardCode: WardCode; readonly requestDigest: string },
  plan: RoundPlan,
  rules: InitiativeRules,
  now: Instant,
): Decision<Round, DomainEvent, PlanRefusal> => {
  const allowed = allow(plan, rules, now)
  if (allowed.refused) return allowed
  const round: Round = { ...of, ...plan, status: 'draft', nextEntry: 1, entries: 0, createdAt: now, version: 1 }
  return accept(round, event(events.roundCreated, subject(of.id), { ...facts(of), budgetCents: plan.budgetCents }))
}

/** A round in draft, planned anew. */
export const changeRound = (
  round: Round,
  plan: RoundPlan,
  rules: InitiativeRules,
  now: Instant,
): Decision<Round, DomainEvent, PlanRefusal | 'round-not-in-draft'> => {
  if (round.status !== 'draft') return refuse('round-not-in-draft')
  const allowed = allow(plan, rules, now)
  if (allowed.refused) return allowed
  const changed: Round = { ...round, ...plan, version: round.version + 1 }
  return accept(
    changed,
    event(events.roundChanged, subject(round.id), { ...facts(round), budgetCents: plan.budgetCents }),
  )
}
