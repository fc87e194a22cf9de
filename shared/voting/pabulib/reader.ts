// `.pb` files, streamed: memory grows with distinct ballots, not with ballots.
import type { BallotGroup } from '../rules/rule.ts'
import type { PbElection, PbProject } from './election.ts'
import { PbError, type PbRecord, recordReader } from './records.ts'
import {
  columnsOf,
  type MetaFacts,
  metaFacts,
  projectOf,
  type Row,
  type Vote,
  voteOf,
  withoutPadding,
} from './sections.ts'

/** Merges equal ballots. The written cells are looked up first, so that each distinct text is parsed once. */
const ballotBox = () => {
  const byText = new Map<string, { count: number; readonly vote: Vote }>()
  let total = 0
  return {
    total: () => total,
    add: (row: Row, parse: () => Vote): void => {
      total += 1
      const text = `${row.get('vote') ?? ''};${row.get('points') ?? ''}`
      const seen = byText.get(text)
      if (seen) seen.count += 1
      else byText.set(text, { count: 1, vote: parse() })
    },
    /** Groups with the options sorted; a project given 0 points is not named. */
    groups: (counted: ReadonlySet<string>): BallotGroup[] => {
      const merged = new Map<string, { options: string[]; points: number[] | undefined; count: number }>()
      for (const { vote, count } of byText.values()) {
        const pairs = vote.options
          .map((id, place) => ({ id, points: vote.points?.[place] ?? 1 }))
          .filter(({ id, points }) => points > 0 && counted.has(id))
          .sort((a, b) => (a.id < b.id ? -1 : 1))
        const options = pairs.map(({ id }) => id)
        const points = vote.points && pairs.map((pair) => pair.points)
        const key = `${options.join(',')};${points?.join(',') ?? ''}`
        const same = merged.get(key)
        if (same) same.count += count
        else merged.set(key, { options, points, count })
      }
      return [...merged.values()].map(({ options, points, count }) => ({ options, ...(points && { points }), count }))
    },
  }
}

/** The number of warnings kept: the same error often occurs in many rows, and equal ballots are read once. */
const maximumWarnings = 20

type Section = 'META' | 'PROJECTS' | 'VOTES'
const sections: readonly Section[] = ['META', 'PROJECTS', 'VOTES']

/** Push the text in pieces, then `end`. Throws `PbError` at the first violation of B.1. */
export const pbReader = () => {
  const meta = new Map<string, string>()
  const metaLines = new Map<string, number>()
  const projects = new Map<string, PbProject>()
  const box = ballotBox()
  const warnings: string[] = []
  let section: Section | undefined
  let toRow: ((record: PbRecord) => Row) | undefined
  let facts: MetaFacts | undefined

  const open = (next: Section, line: number): void => {
    const expected = sections[section === undefined ? 0 : sections.indexOf(section) + 1]
    if (next !== expected)
      throw new PbError(line, undefined, `section ${next} where ${expected ?? 'no more'} was expected`)
    if (section !== undefined && toRow === undefined) throw new PbError(line, undefined, `${section} has no header`)
    if (next === 'PROJECTS') facts = metaFacts(meta, metaLines, line - 1)
    if (next === 'VOTES' && facts?.projects !== projects.size)
      throw new PbError(
        metaLines.get('num_projects') ?? line,
        'num_projects',
        `${facts?.projects}, but there are ${projects.size}`,
      )
    section = next
    toRow = undefined
  }

  const header = (record: PbRecord) => {
    if (section === 'META') return columnsOf(record, ['key', 'value'])
    if (section === 'PROJECTS') return columnsOf(record, ['project_id', 'cost'])
    const withPoints = facts?.voteType === 'cumulative' || facts?.voteType === 'scoring'
    return columnsOf(record, withPoints ? ['voter_id', 'vote', 'points'] : ['voter_id', 'vote'])
  }

  const takeMeta = (row: Row): void => {
    const key = row.get('key') ?? ''
    if (meta.has(key)) throw new PbError(row.line, key, 'META has this key twice')
    meta.set(key, row.get('value') ?? '')
    metaLines.set(key, row.line)
  }

  const takeProject = (row: Row): void => {
    const project = projectOf(row)
    if (projects.has(project.option.id))
      throw new PbError(row.line, 'project_id', `${project.option.id} stands there twice`)
    projects.set(project.option.id, project)
  }

  const takeVote = (row: Row): void => {
    const of = facts
    if (of === undefined) throw new PbError(row.line, undefined, 'VOTES before META')
    box.add(row, () =>
      voteOf(row, of, projects, (column, reason) => {
        if (warnings.length < maximumWarnings) warnings.push(`line ${row.line}, column ${column}: ${reason}`)
      }),
    )
  }

  const take: Record<Section, (row: Row) => void> = { META: takeMeta, PROJECTS: takeProject, VOTES: takeVote }

  const records = recordReader((record) => {
    const [first, ...rest] = withoutPadding(record.fields)
    const opened = rest.length === 0 ? sections.find((name) => name === first) : undefined
    if (opened) return open(opened, record.line)
    if (section === undefined)
      throw new PbError(
        record.line,
        undefined,
        first?.includes('\r')
          ? 'its lines end in carriage returns alone: save it with line feeds'
          : 'the file does not start with META',
      )
    if (toRow === undefined) toRow = header(record)
    else take[section](toRow(record))
  })

  return {
    push: records.push,
    end: (): PbElection => {
      const last = records.end()
      if (section !== 'VOTES' || toRow === undefined || facts === undefined)
        throw new PbError(
          Math.max(last, 1),
          undefined,
          `the file ends before ${section === 'VOTES' ? 'the header of VOTES' : 'VOTES'}`,
        )
      if (facts.votes !== box.total())
        throw new PbError(
          metaLines.get('num_votes') ?? last,
          'num_votes',
          `${facts.votes}, but there are ${box.total()}`,
        )
      const all = [...projects.values()]
      const counted = new Set(all.filter(({ withdrawn }) => !withdrawn).map(({ option }) => option.id))
      const ballots = box.groups(counted)
      return { meta, voteType: facts.voteType, budget: facts.budget, projects: all, ballots, warnings }
    },
  }
}

/** A whole file in memory. A byte order mark at the start is skipped. */
export const readPbText = (text: string): PbElection => {
  const reader = pbReader()
  reader.push(text.startsWith('\uFEFF') ? text.slice(1) : text)
  return reader.end()
}

const utf16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const

/** Names the line of the first byte that is not UTF-8. `linesBefore`: line ends in earlier pieces. */
const refuseEncoding = (piece: Uint8Array, linesBefore: number): never => {
  let line = linesBefore + 1
  let from = 0
  for (let at = 0; at <= piece.length; at += 1) {
    if (at < piece.length && piece[at] !== 0x0a) continue
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(piece.subarray(from, at))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      break
    }
    from = at + 1
    line += 1
  }
  throw new PbError(line, undefined, 'these bytes are not UTF-8: save the file as UTF-8 (it may be Latin-1)')
}

/** A streamed file, as from `createReadStream`. Refuses bytes that are not UTF-8, by line. */
export const readPb = async (pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<PbElection> => {
  const reader = pbReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let lines = 0
  let isFirst = true
  const decode = (piece: Uint8Array, isLast: boolean): string => {
    try {
      return isLast ? decoder.decode() : decoder.decode(piece, { stream: true })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return refuseEncoding(piece, lines)
    }
  }
  const take = (text: string): void => {
    const zero = text.indexOf('\0')
    if (zero >= 0)
      throw new PbError(
        lines + text.slice(0, zero).split('\n').length,
        undefined,
        'a NUL character: save the file as UTF-8',
      )
    reader.push(text)
    lines += text.split('\n').length - 1
  }
  for await (const piece of pieces) {
    if (isFirst && utf16.some(([first, second]) => piece[0] === first && piece[1] === second))
      throw new PbError(1, undefined, 'the file is UTF-16: save it as UTF-8')
    isFirst = false
    take(decode(piece, false))
  }
  take(decode(new Uint8Array(), true))
  return reader.end()
}
