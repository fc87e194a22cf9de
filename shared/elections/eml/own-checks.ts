// What the schemas of EML_NL do not check: sums that do not add up, duplicate reasons, missing or misordered dates.
import type { Bilingual } from '../../kernel/refusals.ts'
import { below, childrenOf, textOf, type XmlElement } from './xml.ts'

/** The problem, and its place: the id of the reporting unit, or the total; and of a file that was read, the line. */
export type EmlObjection = { readonly at: string; readonly line?: number; readonly says: Bilingual }

const objection = (at: string, where: XmlElement | undefined, nl: string, en: string): EmlObjection => ({
  at,
  ...(where?.line === undefined ? {} : { line: where.line }),
  says: { nl, en },
})

const numberOf = (at: XmlElement, name: string): number => Number(textOf(at, name) ?? Number.NaN)

const votesOf = (unit: XmlElement) => {
  const lists: { total: number; candidates: number; readonly where: XmlElement }[] = []
  for (const selection of childrenOf(unit, 'Selection')) {
    const votes = numberOf(selection, 'ValidVotes')
    const current = lists.at(-1)
    if (childrenOf(selection, 'AffiliationIdentifier').length > 0)
      lists.push({ total: votes, candidates: 0, where: selection })
    else if (current !== undefined) current.candidates += votes
  }
  return lists
}

const reasons = (unit: XmlElement, name: string) =>
  childrenOf(unit, name).map(({ attributes }) => attributes.ReasonCode ?? '')
const isTwice = (codes: readonly string[]) => codes.find((code, index) => codes.indexOf(code) !== index)

const objectionsToUnit = (unit: XmlElement, at: string): readonly EmlObjection[] => {
  const lists = votesOf(unit)
  const total = lists.reduce((sum, list) => sum + list.total, 0)
  const counted = numberOf(unit, 'TotalCounted')
  const twice = isTwice([...reasons(unit, 'RejectedVotes')]) ?? isTwice([...reasons(unit, 'UncountedVotes')])
  return [
    ...(total === counted
      ? []
      : [
          objection(
            at,
            childrenOf(unit, 'TotalCounted')[0] ?? unit,
            `de lijsten hebben samen ${total} stemmen, bij TotalCounted staat ${counted}`,
            `the lists have ${total} votes, TotalCounted says ${counted}`,
          ),
        ]),
    ...lists.flatMap((list, index) =>
      list.total === list.candidates
        ? []
        : [
            objection(
              at,
              list.where,
              `lijst ${index + 1} heeft ${list.total} stemmen, de kandidaten samen ${list.candidates}`,
              `list ${index + 1} has ${list.total} votes, its candidates ${list.candidates}`,
            ),
          ],
    ),
    ...(twice === undefined
      ? []
      : [objection(at, unit, `de reden ${twice} staat er twee keer`, `the reason ${twice} is given twice`)]),
  ]
}

/** A text for each of a unit's counts, to be added up: by the place of the element and its reason. */
const figures = (unit: XmlElement): ReadonlyMap<string, number> => {
  const named = (name: string) =>
    childrenOf(unit, name).map(
      ({ attributes, content }) => [`${name} ${attributes.ReasonCode ?? ''}`.trim(), Number(content)] as const,
    )
  const selections = childrenOf(unit, 'Selection').map(
    (each, index) => [`Selection ${index + 1}`, numberOf(each, 'ValidVotes')] as const,
  )
  return new Map([...selections, ...named('TotalCounted'), ...named('RejectedVotes'), ...named('UncountedVotes')])
}

const objectionsToTotal = (total: XmlElement, units: readonly XmlElement[]): readonly EmlObjection[] => {
  const parts = units.map(figures)
  return [...figures(total)].flatMap(([name, says]) => {
    const sum = parts.reduce((whole, part) => whole + (part.get(name) ?? 0), 0)
    return sum === says
      ? []
      : [
          objection(
            'total',
            total,
            `${name} is ${says}, de stembureaus hebben samen ${sum}`,
            `${name} is ${says}, the reporting units have ${sum}`,
          ),
        ]
  })
}

const objectionsToContest = (contest: XmlElement): readonly EmlObjection[] => {
  const units = childrenOf(contest, 'ReportingUnitVotes')
  return childrenOf(contest, 'TotalVotes').flatMap((total) => [
    ...objectionsToUnit(total, 'total'),
    ...objectionsToTotal(total, units),
  ])
}

/** The problems of a count (510): every sum in it, and every reason once. */
export const objectionsToCount = (message: XmlElement): readonly EmlObjection[] => {
  const units = below(message, 'ReportingUnitVotes')
  const nameOf = (unit: XmlElement) => childrenOf(unit, 'ReportingUnitIdentifier')[0]?.attributes.Id ?? 'unknown'
  const twice = isTwice(units.map(nameOf))
  const contests = below(message, 'Contest')
  const contestTwice = isTwice(
    contests.flatMap((each) => childrenOf(each, 'ContestIdentifier').map(({ attributes }) => attributes.Id ?? '')),
  )
  return [
    ...(twice === undefined
      ? []
      : [
          objection(
            twice,
            units.findLast((unit) => nameOf(unit) === twice),
            'het stembureau staat er twee keer',
            'the reporting unit is named twice',
          ),
        ]),
    ...(contestTwice === undefined
      ? []
      : [objection(`contest ${contestTwice}`, message, 'de wijk staat er twee keer', 'the contest is named twice')]),
    ...units.flatMap((unit) => objectionsToUnit(unit, nameOf(unit))),
    ...contests.flatMap(objectionsToContest),
  ]
}

/** The problems of candidate lists (230b): a nomination date before the election, each number and person once. */
export const objectionsToLists = (message: XmlElement): readonly EmlObjection[] => {
  const [identifier] = below(message, 'ElectionIdentifier')
  const [nominationOn, pollingOn] = ['kr:NominationDate', 'kr:ElectionDate'].map(
    (name) => identifier && textOf(identifier, name),
  )
  const lists = below(message, 'AffiliationIdentifier').map(({ attributes }) => attributes.Id ?? '')
  const twice = isTwice(lists)
  const dates =
    nominationOn === undefined || pollingOn === undefined
      ? [
          objection(
            'ElectionIdentifier',
            identifier,
            'de datum van de kandidaatstelling of van de verkiezing ontbreekt',
            'the date of the nomination or of the election is missing',
          ),
        ]
      : nominationOn >= pollingOn
        ? [
            objection(
              'ElectionIdentifier',
              identifier,
              'de kandidaatstelling is niet vóór de verkiezing',
              'the nomination is not before the election',
            ),
          ]
        : []
  const places = below(message, 'Affiliation').flatMap((list, index) => {
    const numbers = childrenOf(list, 'Candidate').flatMap((candidate) =>
      childrenOf(candidate, 'CandidateIdentifier').map(({ attributes }) => attributes.Id ?? ''),
    )
    const double = isTwice(numbers)
    return double === undefined
      ? []
      : [
          objection(
            `list ${index + 1}`,
            list,
            `kandidaat ${double} staat er twee keer`,
            `candidate ${double} is named twice`,
          ),
        ]
  })
  return [
    ...dates,
    ...(twice === undefined
      ? []
      : [objection(`list ${twice}`, message, 'de lijst staat er twee keer', 'the list is named twice')]),
    ...places,
  ]
}
