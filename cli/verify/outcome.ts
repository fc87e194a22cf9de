// Checks that counting the ballots again with the second counter gives the published outcome.
import type { ExportHeader } from '../../shared/voting/publication/export-format.ts'
import { canonical } from './canonical.ts'
import { type Finding, fails, holds } from './findings.ts'
import type { Candidate, Group } from './recount/votes.ts'
import { recountWithout } from './recount/withdrawals.ts'

const isThing = (value: unknown): value is object => typeof value === 'object' && value !== null

/** JSON pointer to the first difference; undefined if the bytes are equal. */
export const firstDifference = (published: unknown, counted: unknown, at = ''): string | undefined => {
  if (canonical(published) === canonical(counted)) return undefined
  if (!isThing(published) || !isThing(counted)) return at
  const [left, right] = [new Map(Object.entries(published)), new Map(Object.entries(counted))]
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    if (!left.has(key) || !right.has(key)) return `${at}/${key}`
    const within = firstDifference(left.get(key), right.get(key), `${at}/${key}`)
    if (within !== undefined) return within
  }
  return at
}

const candidateOf = ({ id, costCents, category, area }: ExportHeader['poll']['options'][number]): Candidate => ({
  id,
  cost: costCents,
  ...(category !== undefined && { category }),
  ...(area !== undefined && { area }),
})

/** Counts and compares byte for byte, except for what would have sufficed for losers. */
export const outcomeFinding = (
  { poll, result }: ExportHeader,
  groups: readonly Group[],
  lots: readonly string[] | undefined,
): Finding => {
  if (lots === undefined) return fails('outcome', 'cannot be counted without lots')
  const election = {
    rule: poll.rule,
    candidates: poll.options.map(candidateOf),
    groups,
    electorate: poll.electorate.size,
    lots,
  }
  const counted = recountWithout(
    election,
    (result.withdrawn ?? []).map(({ option }) => option),
  )
  const { options, ...rest } = result.outcome
  const published = { ...rest, options: options.map(({ sufficed: _, ...reasoning }) => reasoning) }
  const difference = firstDifference(published, counted)
  return difference === undefined
    ? holds('outcome', `${counted.winners.length} won, in this order: ${counted.order.join(', ') || 'nobody'}`)
    : fails('outcome', `counted again, the outcome differs at ${difference}`)
}
