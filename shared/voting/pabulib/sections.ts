// The rows of META, PROJECTS and VOTES, each checked by the archive's format ([Pabulib] in docs/sources.md).
import type { Option } from '../rules/rule.ts'
import { type PbProject, type VoteType, voteTypes } from './election.ts'
import { parseCents } from './money.ts'
import { PbError, type PbRecord } from './records.ts'

/** A row by column name. */
export type Row = { readonly line: number; readonly get: (column: string) => string | undefined }

/** Fields without the empty ones that a spreadsheet adds at the end of a row, down to a minimum number. */
export const withoutPadding = (fields: readonly string[], least = 1): readonly string[] => {
  let length = fields.length
  while (length > least && fields[length - 1] === '') length -= 1
  return fields.slice(0, length)
}

/** Reads the header of a section; refuses duplicate columns and missing required ones. */
export const columnsOf = (header: PbRecord, needed: readonly string[]) => {
  const places = new Map<string, number>()
  const fields = withoutPadding(header.fields)
  fields.forEach((name, place) => {
    if (places.has(name)) throw new PbError(header.line, name, 'the header names this column twice')
    places.set(name, place)
  })
  for (const name of needed) if (!places.has(name)) throw new PbError(header.line, name, 'the header lacks this column')
  return (record: PbRecord): Row => {
    const given = record.fields.length > places.size ? withoutPadding(record.fields, places.size) : record.fields
    if (given.length !== places.size)
      throw new PbError(record.line, undefined, `${given.length} fields where the header has ${places.size}`)
    return {
      line: record.line,
      get: (column) => {
        const place = places.get(column)
        return place === undefined ? undefined : record.fields[place]
      },
    }
  }
}

const fail = (line: number, column: string, reason: string): never => {
  throw new PbError(line, column, reason)
}

const isVoteType = (text: string): text is VoteType => voteTypes.some((type) => type === text)

/** META, complete. `lines` has the line of each key; `lastLine` is reported if a key is missing. */
export const metaFacts = (meta: ReadonlyMap<string, string>, lines: ReadonlyMap<string, number>, lastLine: number) => {
  const text = (key: string): string => meta.get(key) ?? fail(lastLine, key, 'META lacks this key')
  const whole = (key: string): number => {
    const value = text(key)
    return /^\d{1,15}$/.test(value)
      ? Number(value)
      : fail(lines.get(key) ?? lastLine, key, `${value} is not a whole number`)
  }
  const type = text('vote_type')
  const voteType = isVoteType(type)
    ? type
    : fail(lines.get('vote_type') ?? lastLine, 'vote_type', `${type} is not known`)
  const amount = text('budget')
  const budget = parseCents(amount) ?? fail(lines.get('budget') ?? lastLine, 'budget', `${amount} is not an amount`)
  const projects = whole('num_projects')
  const places = meta.has('max_length') ? whole('max_length') : projects
  if (meta.has('default_score') && Number(text('default_score')) !== 0)
    fail(lines.get('default_score') ?? lastLine, 'default_score', 'only 0 can be counted')
  const scoring = meta.get('scoring_fn') ?? ''
  if (scoring !== '' && scoring.toLowerCase() !== 'borda')
    fail(lines.get('scoring_fn') ?? lastLine, 'scoring_fn', `${scoring} is not known: only Borda can be counted`)
  return { voteType, budget, projects, votes: whole('num_votes'), places }
}
export type MetaFacts = ReturnType<typeof metaFacts>

const withdrawnCost = 999_999_999_00

export const projectOf = (row: Row): PbProject => {
  const id = row.get('project_id') ?? ''
  if (id === '') return fail(row.line, 'project_id', 'empty')
  if (id.includes(',')) return fail(row.line, 'project_id', 'a comma would split it in a ballot')
  const amount = row.get('cost') ?? ''
  const cost = parseCents(amount) ?? fail(row.line, 'cost', `${amount === '' ? 'nothing' : amount} is not an amount`)
  if (cost === 0) return fail(row.line, 'cost', '0 cannot be counted: a project that asks nothing needs no vote')
  const category = row.get('category')
  const area = row.get('neighborhood')
  const option: Option = { id, cost, ...(category ? { category } : {}), ...(area ? { area } : {}) }
  const selected = row.get('selected')
  if (selected !== undefined && !/^[0-3]?$/.test(selected))
    return fail(row.line, 'selected', `${selected} is not 0 to 3`)
  return { option, name: row.get('name'), withdrawn: cost === withdrawnCost, selected: selected || undefined }
}

const list = (cell: string): string[] => (cell === '' ? [] : cell.split(',').map((item) => item.trim()))

const pointsIn = (row: Row, named: number): number[] => {
  const cells = list(row.get('points') ?? '')
  if (cells.length !== named) return fail(row.line, 'points', `${cells.length} points for ${named} projects`)
  return cells.map((cell) => {
    const points = /^\d{1,9}(\.0+)?$/.test(cell) ? Number(cell) : undefined
    return points ?? fail(row.line, 'points', `${cell} is not a whole number of points`)
  })
}

/** The content of one ballot: best first if order matters; with `points` if the type has them. */
export type Vote = { readonly options: readonly string[]; readonly points?: readonly number[] }

/** A project that gets points several times has their sum, as in the files' own `score` columns (Częstochowa 2020). */
const added = (options: readonly string[], points: readonly number[]): Vote => {
  const sums = new Map<string, number>()
  options.forEach((id, place) => {
    sums.set(id, (sums.get(id) ?? 0) + (points[place] ?? 0))
  })
  return { options: [...sums.keys()], points: [...sums.values()] }
}

/**
 * Refuses unknown ids, more than one for choose-1, more places than a ranking has, points out of step. A project named twice
 * counts once, at its first place; with points, with their sum.
 */
export const voteOf = (
  row: Row,
  facts: MetaFacts,
  projects: ReadonlyMap<string, PbProject>,
  warn: (column: string, reason: string) => void,
): Vote => {
  const named = list(row.get('vote') ?? '').map(
    (id) => projects.get(id)?.option.id ?? fail(row.line, 'vote', `project ${id} does not exist`),
  )
  const mayRepeat = facts.voteType === 'cumulative' || facts.voteType === 'scoring'
  const options = mayRepeat ? named : [...new Set(named)]
  if (options.length < named.length) warn('vote', 'a project is named twice on this ballot; it counts once')
  switch (facts.voteType) {
    case 'approval':
      return { options }
    case 'choose-1':
      return options.length <= 1
        ? { options }
        : fail(row.line, 'vote', `${options.length} projects where one may be chosen`)
    case 'ordinal':
      if (options.length > facts.places)
        fail(row.line, 'vote', `${options.length} places where there are ${facts.places}`)
      return { options, points: options.map((_, place) => facts.places - place) }
    case 'cumulative':
    case 'scoring':
      return added(options, pointsIn(row, options.length))
    default:
      return facts.voteType satisfies never
  }
}
