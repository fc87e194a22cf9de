// The report of each polling station: its cells, its votes, and its explanations of unusual values.
import { type Block, facts, heading, paragraph, table } from '../../documents/document.ts'
import { whole } from '../../documents/wording.ts'
import { candidatesOnBallot } from '../contests/ballot.ts'
import { type CellName, numberIn } from '../count/cells.ts'
import { type FindingCode, findings } from '../count/findings.ts'
import type { StationCount } from '../count/station-count.ts'
import { namesOf, type ReportedWard } from './basis.ts'
import { rowsOfCells, shownCell } from './wording.ts'

type Definitive = Extract<StationCount, { status: 'definitive' }>

const isKnown = (code: string): code is FindingCode => Object.hasOwn(findings, code)

const differenceOf = ({ first: { cells } }: Definitive): string => {
  const [more, fewer] = [numberIn(cells, 'moreCounted'), numberIn(cells, 'fewerCounted')]
  if (more === 0 && fewer === 0) return 'Er is geen verschil tussen toegelaten kiezers en uitgebrachte stemmen.'
  const what =
    more > 0 ? `${whole(more)} meer stemmen dan kiezers geteld` : `${whole(fewer)} minder stemmen dan kiezers geteld`
  if (numberIn(cells, 'isExplained') === 1) return `Er zijn ${what}. Het stembureau heeft het verschil verklaard.`
  return `Er zijn ${what}. Het stembureau heeft het verschil niet verklaard.`
}

const stationParts = (count: Definitive, of: ReportedWard): readonly Block[] => {
  const { cells, handled } = count.first
  const nameOf = namesOf(of)
  const votes = candidatesOnBallot(of.contest).map((id): readonly [string, CellName] => [nameOf(id), `votes:${id}`])
  const title = `${count.station} ${count.name}`
  return [
    heading(title, 3),
    ...table(`${title}: kiezers en stemmen`, ['Onderdeel', 'Aantal#'], rowsOfCells(cells)),
    ...table(
      `${title}: stemmen per kandidaat`,
      ['Kandidaat', 'Stemmen#'],
      votes.map(([name, cell], place) => [`${place + 1}. ${name}`, shownCell(cells, cell)]),
    ),
    paragraph(differenceOf(count)),
    ...facts(
      ...handled.map(({ code, explanation }): readonly [string, string] => [
        isKnown(code) ? `${findings[code].nl} (${code})` : code,
        explanation,
      ]),
    ),
  ]
}

const isDefinitive = (count: StationCount): count is Definitive => count.status === 'definitive'

/** Every station of a ward, in the order of their numbers. */
export const stationBlocks = (counts: readonly StationCount[], of: ReportedWard): readonly Block[] => {
  const definitive = counts
    .filter(isDefinitive)
    .toSorted((a, b) => Number(a.station.slice(2)) - Number(b.station.slice(2)))
  if (definitive.length === 0) return []
  return [
    heading('Uitslag per stembureau'),
    paragraph('Twee mensen hebben elk formulier apart ingevoerd. Wat hier staat, hebben zij hetzelfde ingevoerd.'),
    ...definitive.flatMap((count) => stationParts(count, of)),
  ]
}
