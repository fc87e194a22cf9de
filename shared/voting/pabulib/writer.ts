// Our own `.pb` files: nothing of a voter but the ballot, under an id that means nothing.
import { csvCell } from '../../kernel/csv.ts'
import type { Option } from '../rules/rule.ts'
import type { VoteType } from './election.ts'
import { formatCents } from './money.ts'

/** The obligatory keys of META that are not counted from the rest, and any others to add. Dates as `dd.mm.yyyy`. */
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

const withPoints = (type: VoteType): boolean => type === 'cumulative' || type === 'scoring'

const sorted = ({ options, points }: PbVote, type: VoteType): { vote: string; points: string } => {
  const pairs = options.map((id, place) => ({ id, points: points?.[place] ?? 0 }))
  if (type === 'approval') pairs.sort((a, b) => (a.id < b.id ? -1 : 1))
  // A cumulative vote is a list in falling points.
  else if (withPoints(type)) pairs.sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
  return { vote: pairs.map(({ id }) => id).join(','), points: pairs.map((pair) => pair.points).join(',') }
}

/** Lines of the file, in an order that follows from the content alone: projects by id, ballots by what they say. */
export function* writePb(
  header: PbHeader,
  rows: readonly PbRow[],
  votes: readonly PbVote[],
  freshVoterId: () => string,
): Generator<string> {
  const total = votes.reduce((sum, { count }) => sum + count, 0)
  const { voteType } = header
  yield 'META\nkey;value\n'
  const { description, country, unit, instance } = header
  for (const [key, value] of Object.entries({ description, country, unit, instance })) yield line(key, value)
  yield line('num_projects', String(rows.length)) + line('num_votes', String(total))
  yield line('budget', formatCents(header.budget)) + line('vote_type', voteType) + line('rule', header.rule)
  yield line('date_begin', header.dateBegin) + line('date_end', header.dateEnd)
  for (const [key, value] of header.more ?? []) yield line(key, value)
  const decided = rows.some(({ won }) => won !== undefined)
  yield `PROJECTS\nproject_id;cost;name;category;neighborhood${decided ? ';selected' : ''}\n`
  for (const { option, name, won } of rows.toSorted((a, b) => (a.option.id < b.option.id ? -1 : 1)))
    yield line(
      option.id,
      formatCents(option.cost),
      name,
      option.category ?? '',
      option.area ?? '',
      ...(decided ? [won ? '1' : '0'] : []),
    )
  yield `VOTES\nvoter_id;vote${withPoints(voteType) ? ';points' : ''}\n`
  const texts = votes.map((vote) => ({ ...sorted(vote, voteType), count: vote.count }))
  texts.sort((a, b) => (a.vote === b.vote ? (a.points < b.points ? -1 : 1) : a.vote < b.vote ? -1 : 1))
  for (const { vote, points, count } of texts)
    for (let copy = 0; copy < count; copy += 1)
      yield withPoints(voteType) ? line(freshVoterId(), vote, points) : line(freshVoterId(), vote)
}
