// The plan of a round: what a ward manager decides, what the ward's rules allow, and the defaults they give.
import * as z from 'zod'
import { dateInCity, daysBetween, epochMilliseconds, Instant, lastDayOf, type Window } from '../kernel/clock.ts'
import { Cents } from '../kernel/money.ts'
import { type Objection, type Refusal, refuse, unreachable } from '../kernel/refusals.ts'
import { Line } from '../kernel/text.ts'
import { LotSource } from '../voting/lots/lots.ts'
import { BallotForm } from '../voting/poll/ballot-form.ts'
import { methodProblems } from '../voting/poll/poll-problems.ts'
import { RuleConfiguration } from '../voting/rules/configuration.ts'
import type { RegisterFigure } from '../wards/register/register-figure.ts'
import type { InitiativeRules } from '../wards/rules/initiative-rules.ts'

/** Longest window, in days. ASSUMED: the rounds of 2022 took two weeks. */
export const longestWindowDays = 92

/** The ward manager's choices about a round. `electorateSize`: how many residents may vote. */
export const RoundPlan = z.object({
  title: z.strictObject({ nl: Line(200, 3), en: Line(200, 3) }).meta({ id: 'RoundTitle' }),
  budgetCents: Cents,
  opensAt: Instant,
  closesAt: Instant,
  ballotForm: BallotForm,
  rule: RuleConfiguration,
  /** The tie-break between initiatives that are equal by the rule. */
  lots: LotSource,
  electorateSize: z.int().min(1).max(1_000_000),
  /** With fewer ballots than this, but more than none, the result is withheld: it would reveal individual votes. */
  smallestGroup: z.int().min(1).max(1_000).optional(),
})
export type RoundPlan = z.infer<typeof RoundPlan>

/** The ward's conditions for a plan on a day: its rules, and the register figure, if there is one. */
export type PlanBasis = { readonly rules: InitiativeRules; readonly figure: RegisterFigure | undefined }

export type PlanRefusal =
  | 'window-in-the-past'
  | 'window-not-valid'
  | 'window-too-short'
  | 'voting-not-in-rules'
  | 'plan-beyond-rules'
  | 'no-register-figure'
  | 'electorate-beyond-register'

type Optional = 'ballotForm' | 'rule' | 'lots' | 'electorateSize'
/** A plan as a ward manager writes it: absent fields follow from the ward's rules and its register figure. */
export type PlanInput = Omit<RoundPlan, Optional> & { readonly [Field in Optional]?: RoundPlan[Field] | undefined }
/** A change of a plan: absent fields stay. */
export type PlanChange = { readonly [Field in keyof RoundPlan]?: RoundPlan[Field] | undefined }

/**
 * Defaults of a plan, from the ward's rules: the number of votes per person, most votes within the budget, lots by a
 * beacon. And from the register: all residents of the ward, if the plan does not give the size of the electorate.
 */
export const completePlan = (plan: PlanInput, { rules, figure }: PlanBasis): RoundPlan => {
  const max = rules.voting.isOn ? rules.voting.votesPerPerson : 1
  const votes = rules.voting.isOn ? rules.voting.minimumVotes : 0
  return {
    ...plan,
    ballotForm: plan.ballotForm ?? { kind: 'approval', min: 1, max, isBlankAllowed: true },
    rule:
      plan.rule ?? RuleConfiguration.parse({ rule: 'greedy_score', budget: plan.budgetCents, thresholds: { votes } }),
    lots: plan.lots ?? 'drand',
    // Placeholder: without a figure the plan is refused.
    electorateSize: plan.electorateSize ?? figure?.residents ?? 1,
  }
}

/** A plan after a change. An unchanged counting rule follows a changed budget. */
export const changedPlan = (plan: RoundPlan, change: PlanChange): RoundPlan => {
  const budgetCents = change.budgetCents ?? plan.budgetCents
  const followed = 'budget' in plan.rule ? { ...plan.rule, budget: budgetCents } : plan.rule
  return {
    title: change.title ?? plan.title,
    budgetCents,
    opensAt: change.opensAt ?? plan.opensAt,
    closesAt: change.closesAt ?? plan.closesAt,
    ballotForm: change.ballotForm ?? plan.ballotForm,
    rule: change.rule ?? followed,
    lots: change.lots ?? plan.lots,
    electorateSize: change.electorateSize ?? plan.electorateSize,
    smallestGroup: change.smallestGroup ?? plan.smallestGroup,
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

const knapsackAboveBudget = {
  nl: 'Een stembiljet mag niet meer geld verdelen dan het budget van de ronde.',
  en: 'A ballot may not spend more money than the budget of the round.',
} as const

/** How many of these fit within the budget together. */
const maximumWithin = (budgetCents: number, costs: readonly number[]): number => {
  let spent = 0
  let count = 0
  for (const cost of costs.toSorted((a, b) => a - b)) {
    spent += cost
    if (spent > budgetCents) break
    count += 1
  }
  return count
}

/** The field with the number of votes of a form, and its maximum with these initiatives on the ballot. */
const maximumVotes = (
  form: BallotForm,
  costs: readonly number[],
): { readonly pointer: string; readonly votes: number } => {
  switch (form.kind) {
    case 'one-choice':
    case 'yes-no-abstain':
      return { pointer: '/ballotForm/kind', votes: 1 }
    case 'approval':
      return { pointer: '/ballotForm/max', votes: form.max }
    case 'ranking':
      return { pointer: '/ballotForm/weights', votes: form.weights.length }
    case 'points':
      return { pointer: '/ballotForm/sum', votes: form.sum }
    case 'knapsack':
      return { pointer: '/ballotForm/budgetCents', votes: maximumWithin(form.budgetCents, costs) }
    default:
      return unreachable(form)
  }
}

/** The objections of the ward's rules to a form and a rule, by JSON pointer; `costs` of the participating initiatives. */
const planObjections = (plan: RoundPlan, rules: InitiativeRules, costs: readonly number[]): readonly Objection[] => {
  if (!rules.voting.isOn) return []
  const { ballotForm, rule, budgetCents } = plan
  const { votesPerPerson, minimumVotes } = rules.voting
  const { pointer, votes } = maximumVotes(ballotForm, costs)
  const found: readonly (Objection | false)[] = [
    ...methodProblems(plan),
    !('budget' in rule) && { pointer: '/rule/rule', rule: noBudget },
    'budget' in rule && rule.budget !== budgetCents && { pointer: '/rule/budget', rule: wrongBudget },
    votes > votesPerPerson && { pointer, rule: tooManyVotes },
    ballotForm.kind === 'knapsack' &&
      ballotForm.budgetCents > budgetCents && { pointer: '/ballotForm/budgetCents', rule: knapsackAboveBudget },
    (rule.thresholds.votes ?? 0) < minimumVotes && { pointer: '/rule/thresholds/votes', rule: tooFewVotes },
  ]
  return found.filter((each) => each !== false)
}

const notOnTheMinute = {
  nl: 'Kies een tijd op een hele minuut.',
  en: 'Choose a time on a whole minute.',
} as const
const closesBeforeItOpens = {
  nl: 'De stemming sluit voordat zij opengaat. Kies een latere tijd.',
  en: 'Voting closes before it opens. Choose a later time.',
} as const
const takesTooLong = {
  nl: `De stemming duurt te lang. Zij mag hoogstens ${longestWindowDays} dagen duren.`,
  en: `Voting takes too long. It may take at most ${longestWindowDays} days.`,
} as const

/** The faults of a window, one by one: it has whole minutes, because of the scheduler, and a maximum length. */
const windowObjections = (window: Window): readonly Objection[] => {
  const fine = (['opensAt', 'closesAt'] as const).filter((name) => epochMilliseconds(window[name]) % 60_000 !== 0)
  const isBackwards = window.closesAt <= window.opensAt
  const found: readonly (Objection | false)[] = [
    ...fine.map((name) => ({ pointer: `/${name}`, rule: notOnTheMinute })),
    isBackwards && { pointer: '/closesAt', rule: closesBeforeItOpens },
    !isBackwards &&
      daysBetween(dateInCity(window.opensAt), lastDayOf(window)) > longestWindowDays && {
        pointer: '/closesAt',
        rule: takesTooLong,
      },
  ]
  return found.filter((each) => each !== false)
}

const hourMilliseconds = 3_600_000
export const hoursOf = ({ opensAt, closesAt }: Window): number =>
  (epochMilliseconds(closesAt) - epochMilliseconds(opensAt)) / hourMilliseconds

/** Why the rules of the ward require a longer vote; undefined if it is long enough or they have no minimum. */
const objectionToLength = (
  window: Window,
  { voting }: Pick<InitiativeRules, 'voting'>,
): Refusal<'window-too-short'> | undefined => {
  const shortest = voting.isOn ? voting.shortestWindowHours : undefined
  if (shortest === undefined || hoursOf(window) >= shortest) return undefined
  const rule = {
    nl: `Volgens de regels van de wijk duurt een stemming ten minste ${shortest} uur.`,
    en: `By the rules of the ward a vote takes ${shortest} hours at least.`,
  }
  return refuse('window-too-short', { shortestWindowHours: shortest }, [{ pointer: '/closesAt', rule }])
}

/** Why nobody can vote in this window; undefined if they can. */
export const objectionToWindow = (
  window: Window,
  now: Instant,
  rules: Pick<InitiativeRules, 'voting'>,
): Refusal<'window-in-the-past' | 'window-not-valid' | 'window-too-short'> | undefined => {
  if (window.opensAt <= now) return refuse('window-in-the-past')
  const objections = windowObjections(window)
  return objections.length === 0
    ? objectionToLength(window, rules)
    : refuse('window-not-valid', { longestWindowDays }, objections)
}

const beyondRegister = ({ residents, date }: RegisterFigure): Objection => ({
  pointer: '/electorateSize',
  rule: {
    nl: `Op ${date} telde de wijk ${residents} inwoners. Geef een getal van ${residents} of minder.`,
    en: `On ${date} the ward had ${residents} residents. Give a number of ${residents} or less.`,
  },
})

/** Why a poll cannot have an electorate of this size here; undefined if it can. */
const objectionToSize = (
  { electorateSize }: Pick<RoundPlan, 'electorateSize'>,
  figure: RegisterFigure | undefined,
): Refusal<'no-register-figure' | 'electorate-beyond-register'> | undefined => {
  if (figure === undefined) return refuse('no-register-figure')
  const { residents, date } = figure
  return electorateSize > residents
    ? refuse('electorate-beyond-register', { residents, date }, [beyondRegister(figure)])
    : undefined
}

/**
 * Why the ward's rules and its register do not allow this plan now; undefined if they do. Checked when a round is planned
 * and again when it is announced, with the costs of its initiatives: rules and figure may have changed in between.
 */
export const objectionToPlan = (
  plan: RoundPlan,
  { rules, figure }: PlanBasis,
  now: Instant,
  costs: readonly number[] = [],
): Refusal<PlanRefusal> | undefined => {
  if (!rules.voting.isOn) return refuse('voting-not-in-rules', { regime: rules.regime })
  const window = objectionToWindow(plan, now, rules)
  if (window !== undefined) return window
  const objections = planObjections(plan, rules, costs)
  return objections.length > 0 ? refuse('plan-beyond-rules', {}, objections) : objectionToSize(plan, figure)
}
