// Checks that a choice follows the ballot form of its poll (A.1): a second implementation.
import type { Choice } from '../../shared/voting/poll/ballot-form.ts'
import type { ExportHeader } from '../../shared/voting/publication/export-format.ts'
import type { Group } from './recount/votes.ts'

type Poll = ExportHeader['poll']

const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

const namedOnce = (choice: Choice, poll: Poll): string | undefined => {
  const unknown = choice.options.find((id) => !poll.options.some((option) => option.id === id))
  if (unknown !== undefined) return `option ${unknown} does not exist`
  return new Set(choice.options).size < choice.options.length ? 'an option is named twice' : undefined
}

const withinForm = ({ options, points }: Choice, { ballotForm, options: all }: Poll): string | undefined => {
  const named = options.length
  switch (ballotForm.kind) {
    case 'one-choice':
    case 'yes-no-abstain':
      return named === 1 ? undefined : `${named} options where one may be chosen`
    case 'approval':
      return named >= ballotForm.min && named <= ballotForm.max
        ? undefined
        : `${named} options where ${ballotForm.min} to ${ballotForm.max} may be chosen`
    case 'knapsack': {
      const cost = total(all.filter(({ id }) => options.includes(id)).map(({ costCents }) => costCents))
      return cost <= ballotForm.budgetCents ? undefined : 'the options cost more than a ballot may spend'
    }
    case 'points':
      if (points?.length !== named) return 'not as many points as options'
      if (points.some((given) => given < 1 || given > ballotForm.maxPerOption)) return 'too many points for an option'
      return total(points) <= ballotForm.sum ? undefined : 'too many points in all'
    case 'ranking':
      return named <= ballotForm.weights.length ? undefined : 'more options than there are places'
    default:
      return ballotForm satisfies never
  }
}

const inOrder = ({ options, points }: Choice, { ballotForm }: Poll): string | undefined => {
  if (points !== undefined && ballotForm.kind !== 'points') return 'points where none are given'
  if (points === undefined && ballotForm.kind === 'points') return 'not as many points as options'
  if (ballotForm.kind === 'ranking') return undefined
  return options.every((id, at) => at === 0 || (options[at - 1] ?? '') < id) ? undefined : 'the options are not sorted'
}

/** The error in a choice; undefined for a valid ballot. */
export const objectionToChoice = (choice: Choice, poll: Poll): string | undefined => {
  if (choice.options.length === 0 && (choice.points ?? []).length === 0)
    return poll.ballotForm.isBlankAllowed ? inOrder(choice, poll) : 'blank where no blank ballot is taken'
  return namedOnce(choice, poll) ?? withinForm(choice, poll) ?? inOrder(choice, poll)
}

/** Counts equal choices together. Points are those of the ballot, of the place in a ranking, or 1. */
export const choiceCounter = ({ ballotForm }: Poll) => {
  const groups = new Map<string, { readonly points: Group['points']; voters: number }>()
  const pointsFor = (choice: Choice, at: number): number =>
    ballotForm.kind === 'ranking' ? (ballotForm.weights[at] ?? 0) : (choice.points?.[at] ?? 1)
  return {
    add: (choice: Choice): void => {
      const key = JSON.stringify([choice.options, choice.points ?? []])
      const known = groups.get(key)
      if (known) known.voters += 1
      else groups.set(key, { points: new Map(choice.options.map((id, at) => [id, pointsFor(choice, at)])), voters: 1 })
    },
    groups: (): readonly Group[] => [...groups.values()],
  }
}
