// The report of each polling station: its cells, its votes, and its explanations of unusual values.
import { type Block, facts, heading, paragraph, table } from '../../documents/document.ts'
import { instantInCityWords, joined, whole } from '../../documents/wording.ts'
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
      ['Geteld in', count.session > 1 ? `zitting ${count.session} van de telling` : undefined],
      ...handled.map(({ code, explanation }): readonly [string, string] => [
        isKnown(code) ? `${findings[code].nl} (${code})` : code,
        explanation,
      ]),
    ),
  ]
}

const isDefinitive = (count: StationCount): count is Definitive => count.status === 'definitive'

/** The votes that came online, with what anybody needs to recompute them. */
const onlineParts = (of: ReportedWard): readonly Block[] => {
  const { online } = of.contest.result
  if (online === undefined) return []
  const nameOf = namesOf(of)
  return [
    heading('Digitale stemming', 3),
    paragraph(
      'Deze aantallen komen uit de bekendgemaakte uitslag van de digitale stemming. Niemand heeft ze ingevoerd.',
    ),
    ...facts(
      ['Kiezers die digitaal stemden', shownCell(online.cells, 'onlineVoters')],
      ['Toestemmingen om digitaal te stemmen', whole(online.permits)],
      ['Blanco stemmen', shownCell(online.cells, 'blank')],
    ),
    ...table(
      'Digitale stemming: stemmen per kandidaat',
      ['Kandidaat', 'Stemmen#'],
      candidatesOnBallot(of.contest).map((id, place) => [
        `${place + 1}. ${nameOf(id)}`,
        whole(numberIn(online.cells, `votes:${id}`)),
      ]),
    ),
    ...facts(['Nummer van de stemming', online.pollId], ['Digest van de uitslag', online.resultDigest]),
  ]
}

/** Sessions that corrected an earlier count, with their reason. */
export const correctionBlocks = ({ sessions }: ReportedWard): readonly Block[] => {
  const later = sessions.filter(({ number }) => number > 1)
  if (later.length === 0) return []
  return [
    heading('Correcties van de telling'),
    paragraph(
      'Een latere zitting telde deze stembureaus opnieuw. De uitslag volgt de laatste telling van elk stembureau.',
    ),
    ...table(
      'Zittingen die een telling corrigeerden',
      ['Zitting', 'Geopend', 'Stembureaus', 'Reden'],
      later.map(({ number, openedAt, stations, reason }) => [
        String(number),
        instantInCityWords(openedAt),
        stations.length === 0 ? 'geen' : joined(stations),
        reason ?? '',
      ]),
    ),
  ]
}

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
    ...onlineParts(of),
  ]
}
