// The votes of one polling station in a count of EML_NL, read into the cells of our form, and what is wrong with them.
import type { Bilingual } from '../../kernel/refusals.ts'
import type { CellName, Cells } from '../count/cells.ts'
import { uncountedCells, uncountedReasons } from './count.ts'
import type { EmlObjection } from './own-checks.ts'
import { below, childrenOf, textOf, type XmlElement } from './xml.ts'

/** A list on the ballot by its place; `listId`: where lists take part, so that its total is a cell of the form. */
export type BallotList = { readonly listId?: string; readonly candidates: readonly string[] }

/** What is wrong at an element of a file. */
export const objection = ({ line }: XmlElement, at: string, says: Bilingual): EmlObjection => ({
  at,
  ...(line === undefined ? {} : { line }),
  says,
})

/** As much of a text from a file as a message repeats. */
export const short = (text: string | undefined): string => (text ?? '').slice(0, 80)

const largestNumber = 999_999

/** A whole number as the schema has it; undefined if it is none, or too large for a cell. */
const wholeNumber = (text: string | undefined): number | undefined => {
  if (text === undefined || !/^\+?[0-9]{1,15}$/.test(text.trim())) return undefined
  const number = Number(text)
  return number <= largestNumber ? number : undefined
}

/** Elements of a unit that hold a number and hold none. */
export const objectionsToNumbers = (unit: XmlElement, at: string): readonly EmlObjection[] => {
  const single = ['Cast', 'TotalCounted'].flatMap((name) => {
    const found = childrenOf(unit, name)
    const says = {
      nl: `${name} staat er ${found.length} keer, en hoort er één keer te staan`,
      en: `${name} stands there ${found.length} times, and should once`,
    }
    return found.length === 1 ? [] : [objection(unit, at, says)]
  })
  const rejected = childrenOf(unit, 'RejectedVotes').map(({ attributes }) => attributes.ReasonCode)
  const missing = ['ongeldig', 'blanco'].filter((reason) => !rejected.includes(reason))
  const numbered = [
    ...['Cast', 'TotalCounted', 'RejectedVotes', 'UncountedVotes'].flatMap((name) => childrenOf(unit, name)),
    ...childrenOf(unit, 'Selection').flatMap((selection) => childrenOf(selection, 'ValidVotes')),
  ]
  const withoutVotes = childrenOf(unit, 'Selection').filter((each) => childrenOf(each, 'ValidVotes').length !== 1)
  return [
    ...single,
    ...missing.map((reason) =>
      objection(unit, at, { nl: `het aantal voor ${reason} ontbreekt`, en: `the number for ${reason} is missing` }),
    ),
    ...withoutVotes.map((each) => objection(each, at, { nl: 'ValidVotes ontbreekt', en: 'ValidVotes is missing' })),
    ...numbered.flatMap((each) => {
      const text = typeof each.content === 'string' ? each.content : undefined
      const shown = short(text)
      return wholeNumber(text) === undefined
        ? [
            objection(each, `${at}/${each.name}`, {
              nl: `"${shown}" is geen heel getal van 0 tot en met ${largestNumber}`,
              en: `"${shown}" is not a whole number from 0 to ${largestNumber}`,
            }),
          ]
        : []
    }),
  ]
}

type ReadList = {
  readonly number: string
  readonly where: XmlElement
  readonly votes: number
  readonly persons: Person[]
}
type Person = { readonly number: string; readonly where: XmlElement; readonly votes: number }

/** The lists of a unit with their candidates; candidates before the first list are refused. */
export const listsIn = (unit: XmlElement, at: string): readonly ReadList[] | EmlObjection => {
  const lists: ReadList[] = []
  for (const selection of childrenOf(unit, 'Selection')) {
    const votes = wholeNumber(textOf(selection, 'ValidVotes')) ?? 0
    const [list] = childrenOf(selection, 'AffiliationIdentifier')
    const number = below(selection, 'CandidateIdentifier')[0]?.attributes.Id?.trim()
    const current = lists.at(-1)
    if (list !== undefined)
      lists.push({ number: list.attributes.Id?.trim() ?? '', where: selection, votes, persons: [] })
    else if (number !== undefined && current !== undefined) current.persons.push({ number, where: selection, votes })
    else
      return objection(selection, at, {
        nl: 'een kandidaat staat niet onder een lijst',
        en: 'a candidate does not stand under a list',
      })
  }
  return lists
}

type Numbered = { readonly number: string; readonly where: XmlElement }

/** Numbers that occur twice, that nobody has, and that are missing: each from 1 to `last` must occur once. */
const objectionsToPlaces = (
  found: readonly Numbered[],
  last: number,
  at: string,
  whole: XmlElement,
  what: Bilingual,
): readonly EmlObjection[] => {
  const expected = Array.from({ length: last }, (_, index) => String(index + 1))
  const seen = new Set<string>()
  const wrong = found.flatMap(({ number, where }) => {
    const shown = short(number)
    if (seen.has(number))
      return [
        objection(where, at, {
          nl: `${what.nl} ${shown} staat er twee keer`,
          en: `${what.en} ${shown} stands there twice`,
        }),
      ]
    seen.add(number)
    return expected.includes(number)
      ? []
      : [
          objection(where, at, {
            nl: `${what.nl} ${shown} staat niet op het stembiljet`,
            en: `${what.en} ${shown} is not on the ballot`,
          }),
        ]
  })
  const missing = expected.filter((number) => !seen.has(number))
  return [
    ...wrong,
    ...missing.map((number) =>
      objection(whole, at, { nl: `${what.nl} ${number} ontbreekt`, en: `${what.en} ${number} is missing` }),
    ),
  ]
}

export const objectionsToBallot = (
  lists: readonly ReadList[],
  ballot: readonly BallotList[],
  unit: XmlElement,
  at: string,
): readonly EmlObjection[] => [
  ...objectionsToPlaces(lists, ballot.length, at, unit, { nl: 'lijst', en: 'list' }),
  ...lists.flatMap(({ number, where, persons }) => {
    const own = ballot[Number(number) - 1]
    return own === undefined
      ? []
      : objectionsToPlaces(persons, own.candidates.length, `${at}, ${number}`, where, {
          nl: 'kandidaat',
          en: 'candidate',
        })
  }),
]

/** The cells that a unit fills in. */
export const cellsOf = (unit: XmlElement, lists: readonly ReadList[], ballot: readonly BallotList[]): Cells => {
  const byReason = (name: string, reason: string) => {
    const found = childrenOf(unit, name).find(({ attributes }) => attributes.ReasonCode === reason)
    return typeof found?.content === 'string' ? wholeNumber(found.content) : undefined
  }
  const [counted, blank, invalid] = [
    wholeNumber(textOf(unit, 'TotalCounted')) ?? 0,
    byReason('RejectedVotes', 'blanco') ?? 0,
    byReason('RejectedVotes', 'ongeldig') ?? 0,
  ]
  const cells = new Map<CellName, number>([
    ['electorate', wholeNumber(textOf(unit, 'Cast')) ?? 0],
    ['candidateVotes', counted],
    ['blank', blank],
    ['invalid', invalid],
    // EML has no element for the votes cast: they are these three together.
    ['cast', counted + blank + invalid],
  ])
  for (const cell of uncountedCells) {
    const number = byReason('UncountedVotes', uncountedReasons[cell])
    if (number !== undefined) cells.set(cell, number)
  }
  for (const { number, votes, persons } of lists) {
    const own = ballot[Number(number) - 1]
    for (const person of persons) cells.set(`votes:${own?.candidates[Number(person.number) - 1] ?? ''}`, person.votes)
    if (own?.listId !== undefined) cells.set(`listTotal:${own.listId}`, votes).set(`list:${own.listId}`, votes)
  }
  return Object.fromEntries(cells)
}
