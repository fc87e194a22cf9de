// EML_NL 510b: the count of a ward, in total and by polling station. In EML `Cast` is the electorate, not the votes cast.
import { type Cells, type FixedCell, numberIn } from '../count/cells.ts'
import {
  affiliationIdentifier,
  candidateNumber,
  contestIdentifier,
  type EmlContest,
  electionIdentifier,
  emlMessage,
} from './contest.ts'
import { element, type XmlElement } from './xml.ts'

const uncounted = {
  pollingCards: 'geldige stempassen',
  proxies: 'geldige volmachtbewijzen',
  voterPasses: 'geldige kiezerspassen',
  admitted: 'toegelaten kiezers',
  moreCounted: 'meer getelde stembiljetten',
  fewerCounted: 'minder getelde stembiljetten',
} as const satisfies { readonly [Cell in FixedCell]?: string }
const uncountedCells = ['pollingCards', 'proxies', 'voterPasses', 'admitted', 'moreCounted', 'fewerCounted'] as const

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
  ...uncountedCells.map((cell) => element('UncountedVotes', numberIn(cells, cell), { ReasonCode: uncounted[cell] })),
]

/** A polling station: its number, its name, its definitive count. */
export type CountedStation = { readonly station: string; readonly name: string; readonly cells: Cells }

/** A contest with its count: `total` is the sum of the stations. */
export type CountedContest = {
  readonly contest: EmlContest
  readonly total: Cells
  readonly stations: readonly CountedStation[]
}

const contestElement = ({ contest, total, stations }: CountedContest): XmlElement =>
  element('Contest', [
    contestIdentifier(contest),
    element('TotalVotes', votesOf(contest, total)),
    ...stations.map(({ station, name, cells }) =>
      element('ReportingUnitVotes', [
        element('ReportingUnitIdentifier', name, { Id: `0599::${station}` }),
        ...votesOf(contest, cells),
      ]),
    ),
  ])

const messageOf = (
  election: Parameters<typeof electionIdentifier>[0] & Pick<EmlContest, 'createdAt'>,
  contests: readonly CountedContest[],
): XmlElement =>
  emlMessage(
    '510b',
    election,
    element('Count', [
      element('EventIdentifier'),
      element('Election', [electionIdentifier(election), element('Contests', contests.map(contestElement))]),
    ]),
  )

/** The message of one ward. */
export const count510b = (contest: EmlContest, total: Cells, stations: readonly CountedStation[]): XmlElement =>
  messageOf(contest, [{ contest, total, stations }])

/** The message of the whole city: a contest for each ward. */
export const cityCount510b = (
  election: Pick<EmlContest, 'pollingOn' | 'createdAt'>,
  contests: readonly CountedContest[],
): XmlElement => messageOf({ pollingOn: election.pollingOn, createdAt: election.createdAt }, contests)
