// Counts a poll from which options were withdrawn, implemented a second time: they are removed from the list and from every ballot,
// the rest is counted, and their votes are reported separately.
import { recount } from './recount.ts'
import { byCodePoint, type Election, type Group, type Recounted, rowsOf, votersIn } from './votes.ts'

const struckOff = ({ points, voters }: Group, withdrawn: ReadonlySet<string>): Group => ({
  points: new Map([...points].filter(([id]) => !withdrawn.has(id))),
  voters,
})

/** The outcome that must have been published if these options were withdrawn. */
export const recountWithout = (election: Election, withdrawn: readonly string[]): Recounted => {
  const struck = new Set(withdrawn)
  if (struck.size === 0) return recount(election)
  const counted = recount({
    ...election,
    candidates: election.candidates.filter(({ id }) => !struck.has(id)),
    groups: election.groups.map((group) => struckOff(group, struck)),
    lots: election.lots.filter((id) => !struck.has(id)),
  })
  const told = rowsOf(election)
    .filter(({ candidate }) => struck.has(candidate.id))
    .map(({ candidate, votes, score }) => ({
      option: candidate.id,
      cost: candidate.cost,
      votes,
      score,
      won: false,
      reason: 'withdrawn' as const,
    }))
  return {
    ...counted,
    blanks: votersIn(election.groups.filter(({ points }) => points.size === 0)),
    options: [...counted.options, ...told].sort((a, b) => byCodePoint(a.option, b.option)),
  }
}
