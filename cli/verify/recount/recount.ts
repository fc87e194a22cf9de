// Counts a poll by its published rule, independently of the system that published the result: written from the text of the rules,
// sharing only the schemas. It does not compute what would have sufficed for losers.
import { recountGreedy, recountQuestion, recountSeats, recountVotes } from './lists.ts'
import { recountPhragmen } from './phragmen.ts'
import { recountShares } from './shares.ts'
import {
  byCodePoint,
  type Decided,
  type Election,
  quorumIn,
  type Recounted,
  type Row,
  rowsOf,
  votersIn,
} from './votes.ts'

const decided = (election: Election, rows: readonly Row[]): Decided => {
  const { rule } = election
  switch (rule.rule) {
    case 'greedy_score':
    case 'greedy_score_per_cost':
      return recountGreedy(election, rule, rows)
    case 'mes_cost':
    case 'mes_unit':
      return recountShares(election, rule, rows)
    case 'phragmen':
      return recountPhragmen(election, rule, rows)
    case 'sntv':
      return recountSeats(election, rule, rows)
    case 'yes_no':
      return recountQuestion(election, rule, rows)
    case 'votes_only':
      return recountVotes()
    default:
      return rule satisfies never
  }
}

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ candidate }) => candidate.id)

/** The outcome that must have been published, without what would have sufficed. */
export const recount = (election: Election): Recounted => {
  const rows = rowsOf(election)
  const quorum = quorumIn(election)
  const isVoid = quorum !== undefined && !quorum.met && quorum.otherwise === 'void'
  const nobody: Decided = { order: [], ties: [], why: () => ({ reason: 'void' }) }
  const { order, ties, why, equalShares } = isVoid ? nobody : decided(election, rows)
  return {
    rule: election.rule.rule,
    winners: idsOf(order).sort(byCodePoint),
    order: idsOf(order),
    cost: order.reduce((sum, { candidate }) => sum + candidate.cost, 0),
    ballots: votersIn(election.groups),
    blanks: votersIn(election.groups.filter(({ points }) => points.size === 0)),
    ...(quorum && { quorum }),
    tiesBroken: ties.map((group) => idsOf(group).sort(byCodePoint)),
    ...(equalShares && { equalShares }),
    options: rows.map((row) => {
      const step = order.indexOf(row)
      const { candidate, votes, score } = row
      const won = step >= 0
      return { option: candidate.id, cost: candidate.cost, votes, score, won, ...(won && { step }), ...why(row) }
    }),
  }
}
