// Writes our own `.pb` files: of a voter only the ballot, under a meaningless id.
import { csvCell } from '../../kernel/csv.ts'
import type { Option } from '../rules/rule.ts'
import type { VoteType } from './election.ts'
import { formatCents } from './money.ts'

/** The mandatory keys of META that are not computed, and any others to add. Dates as `dd.mm.yyyy`. */
export type PbHeader = {
  readonly description: string
  readonly country: string
  readonly unit: string
  readonly instance: string
  readonly rule: string
  readonly dateBegin: string
  readonly dateEnd: string
  readonly voteType: VoteType
  readonly budget: number
  readonly more?: readonly (readonly [key: string, value: string])[]
}

/** An option with its name and, once decided, whether it won. */
export type PbRow = { readonly option: Option; readonly name: string; readonly won?: boolean }

/** One distinct ballot: sorted ids for approval and choose-1, best first for a ranking, `points` for points. */
export type PbVote = {
  readonly options: readonly string[]
  readonly points?: readonly number[]
  readonly count: number
}

const line = (...fields: readonly string[]): string => `${fields.map((text) => csvCell(text, ';')).join(';')}\n`

/** The keys of META in the order of Pabulib's checker; others come last. */
const metaOrder = [
  'description',
  'country',
  'unit',
  'district',
  'subunit',
  'instance',
  'num_projects',
  'num_votes',
].concat(
  ['budget', 'vote_type', 'rule', 'date_begin', 'date_end', 'min_length', 'max_length', 'min_sum_cost', 'max_sum_cost'],
  ['min_points', 'max_points', 'min_sum_points', 'max_sum_points', 'default_score', 'min_project_score_threshold'],
  ['edition', 'language', 'currency', 'fully_funded', 'experimental', 'comment'],
)
const placeOf = (key: string): number => (metaOrder.includes(key) ? metaOrder.indexOf(key) : metaOrder.length)

const withPoints = (type: VoteType): boolean => type === 'cumulative' || type === 'scoring'

/** A cell of a list of categories: a comma within a name would split it, so it becomes the fullwidth comma. */
const listItem = (name: string): string => name.replaceAll(',', '\uff0c')

type Written = { readonly vote: string; readonly points: string; readonly count: number }

const written = ({ options, points, count }: PbVote, type: VoteType): Written => {
  const pairs = options
    .map((id, place) => ({ id, points: points?.[place] ?? 0 }))
    // Options with 0 points are left out, because every reader counts a named option as chosen.
    .filter((pair) => !withPoints(type) || pair.points > 0)
  if (type === 'approval') pairs.sort((a, b) => (a.id < b.id ? -1 : 1))
  // A points vote is a list in descending points.
  else if (withPoints(type)) pairs.sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
  return { vote: pairs.map(({ id }) => id).join(','), points: pairs.map((pair) => pair.points).join(','), count }
}

/** Ballots by content, blank ones last: the checker takes the first row as an example of all. */
const inOrder = (a: Written, b: Written): number => {
  if ((a.vote === '') !== (b.vote === '')) return a.vote === '' ? 1 : -1
  if (a.vote !== b.vote) return a.vote < b.vote ? -1 : 1
  return a.points < b.points ? -1 : 1
}

/** The number of ballots and of points for each option. */
const countsOf = (ballots: readonly Written[]): ReadonlyMap<string, { votes: number; score: number }> => {
  const counts = new Map<string, { votes: number; score: number }>()
  for (const { vote, points, count } of ballots) {
    const given = points.split(',').map(Number)
    for (const [place, id] of vote === '' ? [] : vote.split(',').entries()) {
      const { votes, score } = counts.get(id) ?? { votes: 0, score: 0 }
      counts.set(id, { votes: votes + count, score: score + count * (given[place] ?? 0) })
    }
  }
  return counts
}

/** The columns of PROJECTS in the checker's order, without those that would be empty in every row. */
const projectColumns = (rows: readonly PbRow[], ballots: readonly Written[], type: VoteType) => {
  const counts = countsOf(ballots)
  const columns: readonly (readonly [name: string, cell: (row: PbRow) => string, isThere: boolean])[] = [
    ['project_id', ({ option }) => option.id, true],
    ['cost', ({ option }) => formatCents(option.cost), true],
    ['votes', ({ option }) => String(counts.get(option.id)?.votes ?? 0), true],
    ['score', ({ option }) => String(counts.get(option.id)?.score ?? 0), withPoints(type)],
    ['name', ({ name }) => name, true],
    ['category', ({ option }) => listItem(option.category ?? ''), rows.some(({ option }) => option.category)],
    ['selected', ({ won }) => (won ? '1' : '0'), rows.some(({ won }) => won !== undefined)],
    ['neighborhood', ({ option }) => option.area ?? '', rows.some(({ option }) => option.area)],
  ]
  return columns.filter(([, , isThere]) => isThere)
}

const metaOf = (header: PbHeader, rows: readonly PbRow[], ballots: readonly Written[]) => {
  const { description, country, unit, instance, rule, dateBegin, dateEnd, voteType, budget, more = [] } = header
  const cost = rows.reduce((sum, { option }) => sum + option.cost, 0)
  const isAllFunded = cost <= budget && rows.every(({ won }) => won === true)
  const all: readonly (readonly [string, string])[] = [
    ...Object.entries({ description, country, unit, instance, rule }),
    ['num_projects', String(rows.length)],
    ['num_votes', String(ballots.reduce((sum, { count }) => sum + count, 0))],
    ['budget', formatCents(budget)],
    ['vote_type', voteType],
    ['date_begin', dateBegin],
    ['date_end', dateEnd],
    ...(isAllFunded ? ([['fully_funded', '1']] as const) : []),
    ...more,
  ]
  return all.toSorted(([a], [b]) => placeOf(a) - placeOf(b))
}

/**
 * Lines of the file as Pabulib's checker requires them, in an order that follows from the content alone: projects by id, ballots
 * by content.
 */
export function* writePb(
  header: PbHeader,
  rows: readonly PbRow[],
  votes: readonly PbVote[],
  freshVoterId: () => string,
): Generator<string> {
  const { voteType } = header
  const ballots = votes.map((vote) => written(vote, voteType)).sort(inOrder)
  yield 'META\nkey;value\n'
  for (const [key, value] of metaOf(header, rows, ballots)) yield line(key, value)
  const columns = projectColumns(rows, ballots, voteType)
  yield `PROJECTS\n${line(...columns.map(([name]) => name))}`
  for (const row of rows.toSorted((a, b) => (a.option.id < b.option.id ? -1 : 1)))
    yield line(...columns.map(([, cell]) => cell(row)))
  yield `VOTES\nvoter_id;vote${withPoints(voteType) ? ';points' : ''}\n`
  for (const { vote, points, count } of ballots)
    for (let copy = 0; copy < count; copy += 1)
      yield withPoints(voteType) ? line(freshVoterId(), vote, points) : line(freshVoterId(), vote)
}
