// The count of one polling station, as counting software hands it over: EML_NL 510a of the station, or a 510b in which it stands
// beside others. The schema is not applied here; what an entry rests on is checked, also what the schema lets pass.
import { dateInCity, type Instant, InstantInput, instantInCity, LocalDate, TimeOfDay } from '../../kernel/clock.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { Cells } from '../count/cells.ts'
import { emlElectionId, municipalityId, wholeCityId } from './contest.ts'
import { type EmlObjection, objectionsToCount } from './own-checks.ts'
import { readXml } from './read-xml.ts'
import {
  type BallotList,
  cellsOf,
  listsIn,
  objection,
  objectionsToBallot,
  objectionsToNumbers,
  short,
} from './station-votes.ts'
import { below, childrenOf, textOf, type XmlElement } from './xml.ts'

/** What the file must be about. */
export type ExpectedFile = {
  readonly wardName: string
  /** Number of the contest in EML. */
  readonly number: number
  readonly pollingOn: LocalDate
  readonly pollingClosesAt: Instant
  readonly station: string
  readonly ballot: readonly BallotList[]
}

type FileCode =
  | 'file-unreadable'
  | 'file-not-a-count'
  | 'file-of-another-election'
  | 'file-of-another-ward'
  | 'file-of-another-station'
  | 'file-does-not-hold'
type Refused = Refusal<FileCode>

const maximumShown = 20
const refusedFor = (code: FileCode, objections: readonly EmlObjection[]): Refused =>
  refuse(
    code,
    {},
    objections.slice(0, maximumShown).map(({ at, line, says }) => ({
      pointer: '/file',
      rule: {
        nl: `${line === undefined ? '' : `Regel ${line}, `}${at}: ${says.nl}.`,
        en: `${line === undefined ? '' : `Line ${line}, `}${at}: ${says.en}.`,
      },
    })),
  )

const electionOf = (root: XmlElement): XmlElement | undefined => below(root, 'ElectionIdentifier')[0]
const contestIdOf = (contest: XmlElement) => childrenOf(contest, 'ContestIdentifier')[0]

const objectionToElection = (identifier: XmlElement, { pollingOn, wardName }: ExpectedFile): Refused | undefined => {
  const [id, on] = [short(identifier.attributes.Id), short(textOf(identifier, 'kr:ElectionDate'))]
  const own = emlElectionId({ wardName, pollingOn })
  const [kind] = own.split('_')
  if (on !== pollingOn || id.split('_')[0] !== kind)
    return refuse('file-of-another-election', { inFile: `${id} (${on})`, election: `${own} (${pollingOn})` })
  if (id !== own && id !== wholeCityId(pollingOn))
    return refuse('file-of-another-ward', {
      inFile: `${short(textOf(identifier, 'ElectionName'))} (${id})`,
      ward: `${wardName} (${own})`,
    })
  return undefined
}

/** The contest of the ward in the file, or the refusal that names both. */
const contestOf = (root: XmlElement, { number, wardName }: ExpectedFile): XmlElement | Refused => {
  const contests = below(root, 'Contest')
  const own = contests.filter((contest) => contestIdOf(contest)?.attributes.Id?.trim() === String(number))
  const [contest] = own
  if (contest !== undefined && own.length === 1) return contest
  const named = contests.slice(0, maximumShown).map((each) => {
    const identifier = contestIdOf(each)
    return `${short(identifier && textOf(identifier, 'ContestName'))} (${short(identifier?.attributes.Id)})`
  })
  return refuse('file-of-another-ward', { inFile: named.join(', '), ward: `${wardName} (${number})` })
}

const unitOf = (contest: XmlElement, { station }: ExpectedFile): XmlElement | Refused => {
  const units = childrenOf(contest, 'ReportingUnitVotes')
  const idOf = (unit: XmlElement) => short(childrenOf(unit, 'ReportingUnitIdentifier')[0]?.attributes.Id)
  const own = units.filter((unit) => idOf(unit) === `${municipalityId}::${station}`)
  const [unit] = own
  return unit !== undefined && own.length === 1
    ? unit
    : refuse('file-of-another-station', { inFile: units.slice(0, maximumShown).map(idOf).join(', '), station })
}

/** A moment with an offset, or by the clocks of the city where it has none, as counting software writes it. */
const momentOf = (text: string): Instant | undefined => {
  const [, on, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?$/.exec(text) ?? []
  if (on === undefined) return InstantInput.safeParse(text).data
  const [day, clock] = [LocalDate.safeParse(on), TimeOfDay.safeParse(time)]
  return day.success && clock.success ? instantInCity(day.data, clock.data) : undefined
}

const objectionsToMoment = (
  root: XmlElement,
  { pollingClosesAt }: ExpectedFile,
  now: Instant,
): readonly EmlObjection[] => {
  const text = textOf(root, 'kr:CreationDateTime')?.trim() ?? ''
  const [where = root] = childrenOf(root, 'kr:CreationDateTime')
  const at = 'kr:CreationDateTime'
  const moment = momentOf(text)
  if (moment === undefined)
    return [objection(where, at, { nl: `"${short(text)}" is geen moment`, en: `"${short(text)}" is not a moment` })]
  if (moment < pollingClosesAt)
    return [
      objection(where, at, {
        nl: 'het bestand is gemaakt voordat de stembussen sloten',
        en: 'the file was made before the polls closed',
      }),
    ]
  return dateInCity(moment) > dateInCity(now)
    ? [
        objection(where, at, {
          nl: 'het bestand is later dan vandaag gemaakt',
          en: 'the file was made later than today',
        }),
      ]
    : []
}

/** The cells that a file of this station fills in; or why it is not one, and at which lines. */
export const stationFromFile = (
  file: string,
  expected: ExpectedFile,
  now: Instant,
): { readonly refused: false; readonly cells: Cells } | Refused => {
  const read = readXml(file)
  if ('unreadable' in read) return refusedFor('file-unreadable', [{ at: 'XML', ...read.unreadable }])
  const { root } = read
  const identifier = electionOf(root)
  if (root.name !== 'EML' || !/^510[a-d]$/.test(root.attributes.Id ?? '') || identifier === undefined)
    return refuse('file-not-a-count', { inFile: `${short(root.name)} ${short(root.attributes.Id)}`.trim() })
  const another = objectionToElection(identifier, expected)
  if (another) return another
  const contest = contestOf(root, expected)
  if ('refused' in contest) return contest
  const unit = unitOf(contest, expected)
  if ('refused' in unit) return unit
  const at = `${municipalityId}::${expected.station}`
  const numbers = [...objectionsToMoment(root, expected, now), ...objectionsToNumbers(unit, at)]
  if (numbers.length > 0) return refusedFor('file-does-not-hold', numbers)
  const lists = listsIn(unit, at)
  if ('says' in lists) return refusedFor('file-does-not-hold', [lists])
  const wrong = [...objectionsToBallot(lists, expected.ballot, unit, at), ...objectionsToCount(root)]
  return wrong.length > 0
    ? refusedFor('file-does-not-hold', wrong)
    : { refused: false, cells: cellsOf(unit, lists, expected.ballot) }
}
