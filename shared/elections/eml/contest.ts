// Shared by the three exports: EML_NL 1.2 of the Dutch electoral council (https://github.com/kiesraad/EML_NL), a file
// for each ward. There is no code for ward councils: `GC`, area committees, is used instead.
import type { Instant, LocalDate } from '../../kernel/clock.ts'
import { byCodeUnits } from '../../kernel/digest.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { element, type XmlElement } from './xml.ts'

/** A candidate on a list, by the number of their place. `locality`: where they live. */
export type EmlCandidate = { readonly id: string; readonly ballotName: string; readonly locality: string }
/** A list, by the number of its place on the ballot. A candidate without a list is a list of one, without a name. */
export type EmlList = { readonly name: string; readonly candidates: readonly EmlCandidate[] }

export type EmlContest = {
  readonly wardName: string
  /** Number of the ward among the participating ones, by code, from 1: contests have numbers, and no names of our own. */
  readonly number: number
  readonly pollingOn: LocalDate
  readonly nominationOn: LocalDate
  readonly createdAt: Instant
  /** In the order of the ballot. */
  readonly lists: readonly EmlList[]
}

/** Number of the municipality at Statistics Netherlands: four digits. */
const municipality = { id: '0599', name: 'Rotterdam' } as const
export const municipalityId = municipality.id

/** The number of a ward among the participating ones, by code. */
export const contestNumber = (wardCode: WardCode, takingPart: readonly WardCode[]): number =>
  takingPart.toSorted(byCodeUnits).indexOf(wardCode) + 1

/** The name of a ward as a part of an id: letters, digits, hyphens and underscores. */
const slugOf = (wardName: string): string =>
  wardName
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9-]+/g, '_')
    .replaceAll(/^[_-]+|[_-]+$/g, '')
    .replaceAll('_-', '_')

/** Id of the election of one ward, `GC20260318_Heijplaat`. */
export const emlElectionId = ({ wardName, pollingOn }: Pick<EmlContest, 'wardName' | 'pollingOn'>): string =>
  `GC${pollingOn.replaceAll('-', '')}_${slugOf(wardName)}`

/** Id of the election of all wards together, `GC20260318_Rotterdam`. */
export const wholeCityId = (pollingOn: LocalDate): string => emlElectionId({ wardName: municipality.name, pollingOn })

/** The subject of a file: a ward, or `Rotterdam` for all of them. */
type EmlElection = Pick<EmlContest, 'pollingOn'> & { readonly wardName?: string }

export const electionIdentifier = (
  { wardName, pollingOn }: EmlElection,
  more: readonly XmlElement[] = [],
): XmlElement =>
  element(
    'ElectionIdentifier',
    [
      element(
        'ElectionName',
        wardName === undefined ? `Wijkraden ${pollingOn.slice(0, 4)}` : `Wijkraad ${wardName} ${pollingOn.slice(0, 4)}`,
      ),
      element('ElectionCategory', 'GC'),
      element('kr:ElectionSubcategory', 'GC'),
      element('kr:ElectionDomain', municipality.name, { Id: municipality.id }),
      element('kr:ElectionDate', pollingOn),
      ...more,
    ],
    { Id: emlElectionId({ wardName: wardName ?? municipality.name, pollingOn }) },
  )

export const contestIdentifier = ({ wardName, number }: Pick<EmlContest, 'wardName' | 'number'>): XmlElement =>
  element('ContestIdentifier', [element('ContestName', wardName)], { Id: String(number) })

/** `A.B. de Vries` has its initials apart; any other name is one line. */
const fullName = (ballotName: string): XmlElement => {
  const [, initials, rest] = /^((?:\p{Lu}\p{L}?\.)+)\s+(.+)$/u.exec(ballotName) ?? []
  return element('CandidateFullName', [
    element('xnl:PersonName', [
      initials === undefined ? undefined : element('xnl:NameLine', initials, { NameType: 'Initials' }),
      element('xnl:LastName', rest ?? ballotName),
    ]),
  ])
}

const candidateIdentifier = (place: number): XmlElement => element('CandidateIdentifier', '', { Id: String(place) })

export const candidateElement = ({ ballotName, locality }: EmlCandidate, place: number): XmlElement =>
  element('Candidate', [
    candidateIdentifier(place),
    fullName(ballotName),
    element('QualifyingAddress', [element('xal:Locality', [element('xal:LocalityName', locality)])]),
  ])

/** A candidate in a count, by number only. */
export const candidateNumber = (place: number): XmlElement => element('Candidate', [candidateIdentifier(place)])

export const affiliationIdentifier = ({ name }: EmlList, place: number): XmlElement =>
  element('AffiliationIdentifier', [element('RegisteredName', name)], { Id: String(place) })

const namespaces = {
  xmlns: 'urn:oasis:names:tc:evs:schema:eml',
  'xmlns:kr': 'http://www.kiesraad.nl/extensions',
  'xmlns:xal': 'urn:oasis:names:tc:ciq:xsdschema:xAL:2.0',
  'xmlns:xnl': 'urn:oasis:names:tc:ciq:xsdschema:xNL:2.0',
} as const

/** The root of a message: 230b candidate lists, 510a the count of a station, 510b that of a ward, 520 a result. */
export const emlMessage = (
  id: '230b' | '510a' | '510b' | '520',
  { createdAt }: Pick<EmlContest, 'createdAt'>,
  body: XmlElement,
  issuedOn?: LocalDate,
): XmlElement =>
  element(
    'EML',
    [
      element('TransactionId', '1'),
      element('ManagingAuthority', [
        element('AuthorityIdentifier', municipality.name, { Id: municipality.id }),
        element('AuthorityAddress'),
      ]),
      issuedOn === undefined ? undefined : element('IssueDate', issuedOn),
      element('kr:CreationDateTime', createdAt),
      body,
    ],
    { ...namespaces, Id: id, SchemaVersion: '5' },
  )
