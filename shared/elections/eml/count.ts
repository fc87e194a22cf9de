// EML_NL 510b: the count of a ward, in total and by polling station; 510a: of one station. In EML `Cast` is the electorate, not the votes cast.
import { type Cells, type FixedCell, numberIn } from '../count/cells.ts'
import {
  affiliationIdentifier,
  candidateNumber,
  contestIdentifier,
  type EmlContest,
  electionIdentifier,
  emlMessage,
  municipalityId,
} from './contest.ts'
import { element, type XmlElement } from './xml.ts'

/** Reasons of EML for what a form says beside the votes. */
export const uncountedReasons = {
  pollingCards: 'geldige stempassen',
  proxies: 'geldige volmachtbewijzen',
  voterPasses: 'geldige kiezerspassen',
  admitted: 'toegelaten kiezers',
  moreCounted: 'meer getelde stembiljetten',
  fewerCounted: 'minder getelde stembiljetten',
} as const satisfies { readonly [Cell in FixedCell]?: string }
export const uncountedCells = [
  'pollingCards',
  'proxies',
  'voterPasses',
  'admitted',
  'moreCounted',
  'fewerCounted',
] as const

const selection = (of: XmlElement, votes: number): XmlElement =>
  element('Selection', [of, element('ValidVotes', votes)])

/** Shared by a total and a station. */
const votesOf = ({ lists }: EmlContest, cells: Cells): readonly XmlElement[] => [
  ...lists.flatMap((list, index) => {
    const votes = list.candidates.map(({ id }) => numberIn(cells, `votes:${id}`))
    return [
      selection(
        affiliationIdentifier(list, index + 1),
        votes.reduce((sum, each) => sum + each, 0),
      ),
      ...votes.map((each, place) => selection(candidateNumber(place + 1), each)),
    ]
  }),
  element('Cast', numberIn(cells, 'electorate')),
  element('TotalCounted', numberIn(cells, 'candidateVotes')),
  element('RejectedVotes', numberIn(cells, 'invalid'), { ReasonCode: 'ongeldig' }),
  element('RejectedVotes', numberIn(cells, 'blank'), { ReasonCode: 'blanco' }),
  ...uncountedCells.map((cell) =>
    element('UncountedVotes', numberIn(cells, cell), { ReasonCode: uncountedReasons[cell] }),
  ),
]

/** A polling station: its number, its name, its definitive count. */
export type CountedStation = { readonly station: string; readonly name: string; readonly cells: Cells }

/** A contest with its count: `total` is the sum of the stations. */
export type CountedContest = {
  readonly contest: EmlContest
  readonly total: Cells
  readonly stations: readonly CountedStation[]
}

const unitElement = (contest: EmlContest, { station, name, cells }: CountedStation): XmlElement =>
  element('ReportingUnitVotes', [
    element('ReportingUnitIdentifier', name, { Id: `${municipalityId}::${station}` }),
    ...votesOf(contest, cells),
  ])

const contestElement = ({ contest, total, stations }: CountedContest): XmlElement =>
  element('Contest', [
    contestIdentifier(contest),
    element('TotalVotes', votesOf(contest, total)),
    ...stations.map((station) => unitElement(contest, station)),
  ])

const messageOf = (
  id: '510a' | '510b',
  election: Parameters<typeof electionIdentifier>[0] & Pick<EmlContest, 'createdAt'>,
  contests: readonly XmlElement[],
): XmlElement =>
  emlMessage(
    id,
    election,
    element('Count', [
      element('EventIdentifier'),
      element('Election', [electionIdentifier(election), element('Contests', contests)]),
    ]),
  )

/** The message of one ward. */
export const count510b = (contest: EmlContest, total: Cells, stations: readonly CountedStation[]): XmlElement =>
  messageOf('510b', contest, [contestElement({ contest, total, stations })])

/** The message of one station (510a): its unit without a total of the ward. */
export const count510a = (contest: EmlContest, station: CountedStation): XmlElement =>
  messageOf('510a', contest, [element('Contest', [contestIdentifier(contest), unitElement(contest, station)])])

/** The message of the whole city: a contest for each ward. */
export const cityCount510b = (
  election: Pick<EmlContest, 'pollingOn' | 'createdAt'>,
  contests: readonly CountedContest[],
): XmlElement =>
  messageOf('510b', { pollingOn: election.pollingOn, createdAt: election.createdAt }, contests.map(contestElement))
