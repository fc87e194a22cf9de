// The data of a ward's exports: the list with the texts of its session, the definitive counts, the established result.
import { dateInCity, type Instant } from '../../kernel/clock.ts'
import { isPreferred } from '../allocation/persons.ts'
import type { Contest, EstablishedContest } from '../contests/contest.ts'
import type { KeptList } from '../contests/kept-list.ts'
import { type Cells, numberIn } from '../count/cells.ts'
import type { StationCount } from '../count/station-count.ts'
import type { EmlContest } from '../eml/contest.ts'
import type { CountedContest, CountedStation } from '../eml/count.ts'
import type { EmlElected } from '../eml/result.ts'
import type { Election } from '../planning/election.ts'
import { electedIn } from '../results/result.ts'

/** A ward with the list of one session, its order drawn. */
export type WardExport = {
  readonly election: Election
  readonly contest: Contest
  readonly list: KeptList
  readonly wardName: string
  readonly number: number
}

export type KeptCandidate = KeptList['candidates'][number]
/** A list on the ballot, by its place; a candidate without a list is a list of one, named by their designation. */
export type BallotUnit = { readonly id: string; readonly name: string; readonly candidates: readonly KeptCandidate[] }

/** The ballot, in the order drawn; empty before the lot. */
export const ballotUnits = ({ candidates, lists, lot }: KeptList): readonly BallotUnit[] =>
  (lot?.order ?? []).flatMap(({ id }) => {
    const list = lists?.find((each) => each.id === id)
    if (list !== undefined) {
      const persons = list.candidates.flatMap((person) => candidates.find((candidate) => candidate.id === person) ?? [])
      return [{ id, name: list.designation?.name ?? '', candidates: persons }]
    }
    const alone = candidates.find((candidate) => candidate.id === id)
    return alone === undefined ? [] : [{ id, name: alone.designation?.name ?? '', candidates: [alone] }]
  })

/** A ward for EML. `createdAt`: the moment of the content, so that the bytes stay the same. */
export const emlContestOf = ({ election, list, wardName, number }: WardExport, createdAt: Instant): EmlContest => ({
  wardName,
  number,
  pollingOn: election.calendar.pollingOn,
  nominationOn: dateInCity(election.calendar.nominationClosesAt),
  createdAt,
  lists: ballotUnits(list).map(({ name, candidates }) => ({
    name,
    candidates: candidates.map(({ id, ballotName }) => ({ id, ballotName, locality: 'Rotterdam' })),
  })),
})

/** The votes that came online, as one more station: SB0, or the like where a station has that number. */
const onlineStation = (contest: Contest, numbers: ReadonlySet<string>): readonly CountedStation[] => {
  const online = contest.status === 'established' ? contest.result.online : undefined
  const station = ['SB0', 'SB00', 'SB000', 'SB0000'].find((number) => !numbers.has(number)) ?? 'SB00000'
  return online === undefined ? [] : [{ station, name: 'Digitale stemming', cells: online.cells }]
}

/** The stations of a ward whose count is definitive, and the online votes that its established result took along. */
export const countedStations = (contest: Contest, counts: readonly StationCount[]): readonly CountedStation[] => [
  ...counts.flatMap((count) =>
    count.status === 'definitive' ? [{ station: count.station, name: count.name, cells: count.first.cells }] : [],
  ),
  ...onlineStation(contest, new Set(counts.map(({ station }) => station))),
]

/** The count of a ward; undefined if there was no contest and nothing was counted. */
export const countedContestOf = (
  ward: WardExport & { readonly contest: EstablishedContest },
  counts: readonly StationCount[],
): CountedContest | undefined => {
  const { total } = ward.contest.result
  return total === undefined
    ? undefined
    : {
        contest: emlContestOf(ward, ward.contest.establishedAt),
        total,
        stations: countedStations(ward.contest, counts),
      }
}

/** The elected persons with their votes; by their own votes, or by the order of their list. */
export const electedOf = ({ result }: EstablishedContest, { rules }: Election): readonly EmlElected[] => {
  const cells: Cells = result.total ?? {}
  const { allocation } = rules
  const byOwnVotes = (votes: number): boolean => {
    if (result.outcome.method === 'personal') return result.outcome.reason === 'votes'
    if (allocation.method !== 'lists') return false
    const isSmall = result.seats < allocation.averagesFromSeats
    const percent = isSmall ? allocation.preferencePercentBelow : allocation.preferencePercentFrom
    return isPreferred(votes, { total: numberIn(cells, 'candidateVotes'), seats: result.seats, percent })
  }
  return electedIn(result).map((id) => {
    const votes = numberIn(cells, `votes:${id}`)
    return { id, votes, byOwnVotes: byOwnVotes(votes) }
  })
}
