// The content of a `.pb` file, in the terms of the counting rules.
import type { BallotGroup, Option, Profile } from '../rules/rule.ts'

export const voteTypes = ['approval', 'choose-1', 'ordinal', 'cumulative', 'scoring'] as const
export type VoteType = (typeof voteTypes)[number]

/** One row of PROJECTS: the option, with further data for readers of the result. */
export type PbProject = {
  readonly option: Option
  readonly name: string | undefined
  /** Cost 999999999 marks a withdrawn project: it is not an option, and ballots naming it lose only that name. */
  readonly withdrawn: boolean
  /** The official outcome: 1 funded under the rule, 0 not, 2 or 3 funded for another reason. */
  readonly selected: string | undefined
}

/** `meta` holds every key of META as written. Amounts are in cents whatever the currency. */
export type PbElection = {
  readonly meta: ReadonlyMap<string, string>
  readonly voteType: VoteType
  readonly budget: number
  readonly projects: readonly PbProject[]
  readonly ballots: readonly BallotGroup[]
  /** Values that were read differently from how they were written, by line and column; the first twenty. */
  readonly warnings: readonly string[]
}

/** The options that can win and the ballots on them. */
export const profileOf = ({ projects, ballots }: PbElection): Profile => ({
  options: projects.filter(({ withdrawn }) => !withdrawn).map(({ option }) => option),
  ballots,
})

/** The projects marked as funded under the official rule; undefined when the file does not say. */
export const officiallySelected = ({ projects }: PbElection): string[] | undefined =>
  projects.some(({ selected }) => selected !== undefined)
    ? projects.filter(({ selected }) => selected === '1').map(({ option }) => option.id)
    : undefined
