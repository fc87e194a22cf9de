// The basis of the second counter: how often each option was named, which options qualify, and who wins a tie. Written from the text
// of the rules, without code of the counter that it checks.
import type { RuleConfiguration } from '../../../shared/voting/rules/configuration.ts'
import type { Outcome, Reason } from '../../../shared/voting/rules/rule.ts'

/** An option with its cost in cents. */
export type Candidate = {
  readonly id: string
  readonly cost: number
  readonly category?: string
  readonly area?: string
}

/** A number of voters with the same choice: points by option, 1 each if none are given. Without options it is blank. */
export type Group = { readonly points: ReadonlyMap<string, number>; readonly voters: number }

export type Election = {
  readonly rule: RuleConfiguration
  readonly candidates: readonly Candidate[]
  readonly groups: readonly Group[]
  readonly electorate: number
  /** The earlier option wins a tie. */
  readonly lots: readonly string[]
}

export type Row = { readonly candidate: Candidate; readonly votes: number; readonly score: number }

/** The reasoning for an option, without what would have sufficed, which the second counter does not compute. */
export type Reasoned = Omit<Outcome['options'][number], 'sufficed'>
export type Recounted = Omit<Outcome, 'options'> & { readonly options: readonly Reasoned[] }

/** What a rule adds to the sums. `why`: the reason for each option, in the terms of the outcome. */
export type Decided = {
  readonly order: readonly Row[]
  readonly ties: readonly (readonly Row[])[]
  readonly why: (row: Row) => Pick<Reasoned, 'reason'> & Partial<Reasoned>
  readonly equalShares?: Outcome['equalShares']
}

const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0)

/** Sorts by Unicode code points, compared one by one. */
export const byCodePoint = (a: string, b: string): number => {
  const [left, right] = [codePoints(a), codePoints(b)]
  const at = left.findIndex((point, place) => point !== right[place])
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

export const votersIn = (groups: readonly Group[]): number => groups.reduce((sum, { voters }) => sum + voters, 0)

/** One row for each option, sorted by code points of the id. */
export const rowsOf = ({ candidates, groups }: Election): readonly Row[] => {
  const votes = new Map<string, number>()
  const score = new Map<string, number>()
  for (const { points, voters } of groups)
    for (const [id, given] of points) {
      votes.set(id, (votes.get(id) ?? 0) + voters)
      score.set(id, (score.get(id) ?? 0) + voters * given)
    }
  return candidates
    .map((candidate) => ({ candidate, votes: votes.get(candidate.id) ?? 0, score: score.get(candidate.id) ?? 0 }))
    .sort((a, b) => byCodePoint(a.candidate.id, b.candidate.id))
}

export const meetsThresholds = (row: Row, { rule, groups }: Election): boolean => {
  const { votes = 0, score = 0, sharePercent = 0 } = rule.thresholds
  return row.votes >= votes && row.score >= score && row.votes * 100 >= sharePercent * votersIn(groups)
}

/** Why an option does not qualify: nobody named it, or it missed a threshold. */
export const barredBy = (row: Row, election: Election): Reason | undefined => {
  if (row.votes === 0 || row.score === 0) return 'no-support'
  return meetsThresholds(row, election) ? undefined : 'below-threshold'
}

type TieOrder = (a: Row, b: Row) => number

/** Compares by the criteria of the configuration only; 0 if lots have to decide. */
export const byCriteria =
  ({ rule }: Election): TieOrder =>
  (a, b) => {
    for (const criterion of rule.ties.first) {
      const first = criterion === 'lowest-cost' ? a.candidate.cost - b.candidate.cost : b.votes - a.votes
      if (first !== 0) return first
    }
    return 0
  }

export const byLot = (election: Election): TieOrder => {
  const criteria = byCriteria(election)
  const place = new Map(election.lots.map((id, at) => [id, at]))
  return (a, b) => criteria(a, b) || (place.get(a.candidate.id) ?? 0) - (place.get(b.candidate.id) ?? 0)
}

/** Whether the quorum is reached; undefined if there is none. */
export const quorumIn = ({ rule, groups, electorate }: Election): Outcome['quorum'] => {
  if (rule.quorum === undefined) return undefined
  const ballots = votersIn(groups)
  return { ...rule.quorum, electorate, ballots, met: ballots * 100 >= rule.quorum.percent * electorate }
}
