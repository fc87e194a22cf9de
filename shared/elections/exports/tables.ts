// The public data of an election as tables (RFC 4180): comma, CRLF, a header line, one row for each thing. docs/exports.md
// describes the columns. A cell is never run as a formula by a spreadsheet, and is on one line.
import { csvCell } from '../../kernel/csv.ts'
import type { Contest } from '../contests/contest.ts'
import { type CellName, type Cells, fixedCells } from '../count/cells.ts'
import type { CountedStation } from '../eml/count.ts'
import { electedIn, type Result } from '../results/result.ts'
import { holderOf, type Seat } from '../seating/seat.ts'
import { type BallotUnit, ballotUnits, type WardExport } from './ward.ts'

export const tableNames = ['candidates', 'counts', 'totals', 'results', 'seats'] as const
export type TableName = (typeof tableNames)[number]

/** The columns of each table, in order. */
export const columns = {
  candidates: [
    ...['election', 'ward', 'session', 'list', 'listName', 'position', 'candidate', 'ballotName'],
    ...['designationKind', 'designation', 'text'],
  ],
  counts: ['election', 'ward', 'station', 'stationName', 'cell', 'candidate', 'ballotName', 'number'],
  totals: ['election', 'ward', 'cell', 'candidate', 'ballotName', 'number'],
  results: [
    ...['election', 'ward', 'candidate', 'ballotName', 'list', 'listName', 'votes', 'isElected', 'rank'],
    ...['seats', 'vacantSeats', 'turnout', 'establishedAt', 'termStartsOn'],
  ],
  seats: ['election', 'ward', 'seat', 'status', 'candidate', 'ballotName', 'list', 'takenOn'],
} as const satisfies { readonly [Table in TableName]: readonly string[] }

type Cell = string | number | undefined
type Row = readonly Cell[]

/** A table of these rows. */
export const csvTable = (name: TableName, rows: readonly Row[]): string =>
  [columns[name], ...rows].map((row) => `${row.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`).join('')

/** All data of a ward that the tables contain. */
export type WardTables = WardExport & {
  readonly stations: readonly CountedStation[]
  readonly seats: readonly Seat[]
}

const idsOf = ({ contest }: WardExport) => [contest.electionId, contest.wardCode] as const

const establishedOf = (contest: Contest) => (contest.status === 'established' ? contest : undefined)

const namesOf = ({ list }: WardExport): ReadonlyMap<string, string> =>
  new Map(list.candidates.map(({ id, ballotName }) => [id, ballotName]))

const candidateRows = (ward: WardTables): readonly Row[] =>
  ballotUnits(ward.list).flatMap((unit, index) =>
    unit.candidates.map(({ id, ballotName, designation, text }, place) => [
      ...[...idsOf(ward), ward.list.session, index + 1, unit.name, place + 1, id, ballotName],
      ...[designation?.kind, designation?.name, text],
    ]),
  )

/** Cells in the order of the form: the fixed ones, then those of candidates and lists as they stand on the ballot. */
const cellRows = (ward: WardTables, cells: Cells): readonly Row[] => {
  const names = namesOf(ward)
  const onBallot = ballotUnits(ward.list).flatMap(({ candidates }) => candidates.map(({ id }) => `votes:${id}`))
  const known: readonly string[] = [...Object.keys(fixedCells), ...onBallot]
  const others = Object.keys(cells).filter((name) => !known.includes(name))
  return [...known, ...others.toSorted()].flatMap((name) => {
    const number = cells[name]
    const candidate = name.startsWith('votes:') ? name.slice('votes:'.length) : undefined
    return number === undefined
      ? []
      : [[candidate === undefined ? name : 'votes', candidate, candidate && names.get(candidate), number]]
  })
}

const countRows = (ward: WardTables): readonly Row[] =>
  establishedOf(ward.contest) === undefined
    ? []
    : ward.stations.flatMap(({ station, name, cells }) =>
        cellRows(ward, cells).map((row) => [...idsOf(ward), station, name, ...row]),
      )

const totalRows = (ward: WardTables): readonly Row[] =>
  cellRows(ward, establishedOf(ward.contest)?.result.total ?? {}).map((row) => [...idsOf(ward), ...row])

const successionOf = ({ outcome }: Result): readonly (readonly string[])[] =>
  outcome.method === 'personal' ? outcome.succession : outcome.lists.flatMap(({ succession }) => succession)

/** A turnout in hundredths of a percent as a percentage with two decimals. */
const percent = (turnout: number | undefined): string | undefined =>
  turnout === undefined ? undefined : `${Math.floor(turnout / 100)}.${String(turnout % 100).padStart(2, '0')}`

const resultRows = (ward: WardTables): readonly Row[] => {
  const contest = establishedOf(ward.contest)
  if (contest === undefined) return []
  const { result, establishedAt, termStartsOn } = contest
  const elected = electedIn(result)
  const units: readonly BallotUnit[] = ballotUnits(ward.list)
  const next = successionOf(result)
  const row = (id: string, isElected: boolean, rank: number): Row => {
    const index = units.findIndex(({ candidates }) => candidates.some((candidate) => candidate.id === id))
    const cell: CellName = `votes:${id}`
    return [
      ...[...idsOf(ward), id, namesOf(ward).get(id), index + 1, units[index]?.name, result.total?.[cell]],
      ...[isElected ? 'yes' : 'no', rank, result.seats, result.vacantSeats, percent(result.turnout)],
      ...[establishedAt, termStartsOn],
    ]
  }
  return [
    ...elected.map((id, index) => row(id, true, index + 1)),
    // Equals in one group have the same rank.
    ...next.flatMap((group, index) => group.map((id) => row(id, false, index + 1))),
  ]
}

const seatRows = (ward: WardTables): readonly Row[] =>
  ward.seats.map((seat) => {
    const holder = holderOf(seat)
    return [
      ...[...idsOf(ward), seat.number, seat.status, holder, holder && namesOf(ward).get(holder), seat.listId],
      seat.status === 'taken' ? seat.takenOn : undefined,
    ]
  })

const rowsOf: { readonly [Table in TableName]: (ward: WardTables) => readonly Row[] } = {
  candidates: candidateRows,
  counts: countRows,
  totals: totalRows,
  results: resultRows,
  seats: seatRows,
}

/** One table of these wards, in the order given. */
export const tableOf = (name: TableName, wards: readonly WardTables[]): string =>
  csvTable(name, wards.flatMap(rowsOf[name]))
