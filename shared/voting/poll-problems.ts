// What no voter could fill in and no rule could count: refused when a poll is announced, not discovered at its close.
import { unreachable } from '../kernel/refusals.ts'
import type { BallotForm } from './ballot-form.ts'
import { countedOptions, type PollOption } from './poll-option.ts'
import { configurationProblems } from './rules/catalogue.ts'
import type { RuleConfiguration } from './rules/configuration.ts'

type Configuration = {
  readonly options: readonly PollOption[]
  readonly ballotForm: BallotForm
  readonly rule: RuleConfiguration
}

const limitProblem = ({ ballotForm: form, options }: Configuration): string | undefined => {
  switch (form.kind) {
    case 'one-choice':
      return undefined
    case 'approval':
      return form.min > Math.min(form.max, options.length)
        ? 'a ballot must name more options than it may, or than there are'
        : undefined
    case 'knapsack':
      return options.every(({ costCents }) => costCents > form.budgetCents) ? 'no option fits a ballot' : undefined
    case 'points':
      return form.maxPerOption > form.sum ? 'an option may get more points than a ballot has' : undefined
    case 'ranking':
      return form.weights.some((weight, place, all) => weight > (all[place - 1] ?? weight))
        ? 'a lower place on a ballot is worth more than a higher one'
        : undefined
    case 'yes-no-abstain': {
      const ids = options.map(({ id }) => id).sort()
      return ids.join() === 'abstain,no,yes' ? undefined : 'the options must be yes, no and abstain'
    }
    default:
      return unreachable(form)
  }
}

/** Limits that contradict each other, or two options nobody could tell apart. */
export const formProblems = (configuration: Configuration): readonly string[] => {
  const ids = configuration.options.map(({ id }) => id)
  if (new Set(ids).size < ids.length) return ['two options have the same id']
  const problem = limitProblem(configuration)
  return problem === undefined ? [] : [problem]
}

/** What keeps the rule from counting these options. */
export const countProblems = ({ rule, options }: Configuration): readonly string[] =>
  configurationProblems(rule, countedOptions(options)).map(({ detail }) => detail)
