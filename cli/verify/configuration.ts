// Checks that the announced configuration of a poll is possible.
import type { ExportHeader } from '../../shared/voting/publication/export-format.ts'
import { objectionToPermitKey } from './signatures.ts'

type Poll = ExportHeader['poll']

const cheapest = ({ options }: Poll): number => Math.min(...options.map(({ costCents }) => costCents))

const formObjection = (poll: Poll): string | undefined => {
  const { ballotForm, options } = poll
  const ids = options.map(({ id }) => id)
  if (new Set(ids).size < ids.length) return 'two options have the same id'
  switch (ballotForm.kind) {
    case 'approval':
      return ballotForm.min <= Math.min(ballotForm.max, ids.length)
        ? undefined
        : 'a ballot must name more options than it may'
    case 'knapsack':
      return cheapest(poll) <= ballotForm.budgetCents ? undefined : 'no option fits a ballot'
    case 'yes-no-abstain':
      return ids.toSorted().join() === 'abstain,no,yes' ? undefined : 'the answers are not yes, no and abstain'
    case 'points':
      return ballotForm.maxPerOption <= ballotForm.sum ? undefined : 'an option may get more points than a ballot has'
    case 'ranking':
      return ballotForm.weights.every((weight, at, all) => at === 0 || weight <= (all[at - 1] ?? 0))
        ? undefined
        : 'a lower place is worth more than a higher one'
    case 'one-choice':
      return undefined
    default:
      return ballotForm satisfies never
  }
}

const ruleObjection = (poll: Poll): string | undefined => {
  const { rule, options } = poll
  switch (rule.rule) {
    case 'sntv':
      return rule.seats > 0 ? undefined : 'there is no seat to fill'
    case 'yes_no':
      return [rule.yes, rule.no].every((answer) => options.some(({ id }) => id === answer)) && rule.yes !== rule.no
        ? undefined
        : 'the question has no yes or no no'
    case 'votes_only':
      return undefined
    case 'greedy_score':
    case 'greedy_score_per_cost':
    case 'mes_cost':
    case 'mes_unit':
    case 'phragmen':
      if (cheapest(poll) < 1) return 'an option costs nothing'
      return cheapest(poll) <= rule.budget ? undefined : 'the budget is below the cheapest option'
    default:
      return rule satisfies never
  }
}

/** Seats and plain votes need ballots with one name, questions need answers, and Phragmén's rule needs approvals. */
const fitObjection = ({ rule: { rule }, ballotForm: { kind } }: Poll): string | undefined => {
  const fits =
    ((rule !== 'sntv' && rule !== 'votes_only') || kind === 'one-choice') &&
    (rule === 'yes_no') === (kind === 'yes-no-abstain') &&
    (rule !== 'phragmen' || (kind !== 'points' && kind !== 'ranking'))
  return fits ? undefined : `${rule} does not count ballots of the form ${kind}`
}

const electorateObjection = ({ electorate: { size, register } }: Poll): string | undefined =>
  register === undefined || size <= register.residents
    ? undefined
    : `the electorate is ${size}, and the ward has ${register.residents} residents`

/** The first error in a poll's configuration; undefined if there is none. */
export const objectionToConfiguration = (poll: Poll): string | undefined => {
  if (poll.opensAt >= poll.closesAt) return 'the poll closes before it opens'
  return (
    electorateObjection(poll) ??
    formObjection(poll) ??
    ruleObjection(poll) ??
    fitObjection(poll) ??
    objectionToPermitKey(poll.permitKey)
  )
}
