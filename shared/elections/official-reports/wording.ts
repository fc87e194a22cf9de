// The words and number formats of official reports. Dutch: an official report is a document of the city.
import { whole } from '../../documents/wording.ts'
import { type CellName, type Cells, type FixedCell, fixedCells } from '../count/cells.ts'
import type { RecountBody } from '../rules/election-rules.ts'

/** The name of a cell, with its letter on the form. */
const cellWords = {
  pollingCards: 'Stempassen',
  proxies: 'Volmachtbewijzen',
  voterPasses: 'Kiezerspassen',
  onlineVoters: 'Kiezers die digitaal stemden',
  admitted: 'Toegelaten kiezers',
  candidateVotes: 'Stemmen op kandidaten',
  blank: 'Blanco stemmen',
  invalid: 'Ongeldige stemmen',
  cast: 'Uitgebrachte stemmen',
  moreCounted: 'Meer stemmen geteld dan kiezers',
  fewerCounted: 'Minder stemmen geteld dan kiezers',
  electorate: 'Kiesgerechtigden',
  youngCards: 'Stempassen van kiezers van 16 en 17 jaar',
} as const satisfies { readonly [Cell in FixedCell | 'onlineVoters']?: string }
type Named = keyof typeof cellWords

const isNamed = (name: string): name is Named => Object.hasOwn(cellWords, name)

/** A cell as it was filled in; a blank cell is not a 0. */
export const shownCell = (cells: Cells, name: CellName): string => {
  const number = cells[name]
  return number === undefined ? 'niet ingevuld' : whole(number)
}

/** The letter of a cell on the form; online voters have none. */
const labelOf = (name: Named): string =>
  name === 'onlineVoters' ? cellWords[name] : `${fixedCells[name]}. ${cellWords[name]}`

/** The cells of a form that have a name, in the order of the form; online voters only where people could vote online. */
export const rowsOfCells = (cells: Cells): readonly (readonly [string, string])[] =>
  Object.keys(cellWords)
    .filter(isNamed)
    .filter((name) => name !== 'onlineVoters' || name in cells)
    .map((name) => [labelOf(name), shownCell(cells, name)])

/** Hundredths of a percent: `45,67 %`. */
export const percent = (hundredths: number | undefined): string | undefined =>
  hundredths === undefined
    ? undefined
    : `${whole(Math.floor(hundredths / 100))},${String(hundredths % 100).padStart(2, '0')} %`

/** Who ordered a recount. */
export const recountWords = {
  'central-electoral-committee': 'opdracht van het centraal stembureau',
  'municipal-council': 'opdracht van de gemeenteraad',
  court: 'opdracht van de rechter',
} as const satisfies { readonly [Body in RecountBody]: string }
