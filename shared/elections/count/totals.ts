// The total of a ward. Its checks are not those of a station: one station may have counted more and another fewer, so both
// are kept apart, and a total may have both although admitted and cast are equal.
import { type CellName, type Cells, type CountForm, numberIn, ownCells, sumOf } from './cells.ts'
import { checkLists, checkSums } from './checks.ts'
import type { Finding } from './findings.ts'

/** Cells that are added up; ticks are not. */
const summed = [
  'pollingCards',
  'proxies',
  'voterPasses',
  'admitted',
  'candidateVotes',
  'blank',
  'invalid',
  'cast',
  'moreCounted',
  'fewerCounted',
  'youngCards',
] as const satisfies readonly CellName[]

/** How many voted online: only the online station of a ward has it. */
const onlineCell = ['onlineVoters'] as const

/** The sum of each of these cells. */
export const sumOfCells = (counts: readonly Cells[], names: readonly CellName[] = summed): Cells =>
  Object.fromEntries(names.map((name) => [name, counts.reduce((sum, cells) => sum + numberIn(cells, name), 0)]))

/** The sum of definitive counts. The electorate of a ward is that of its roll, not a sum: some stations have none. */
export const totalOf = (stations: readonly Cells[], form: CountForm, electorate?: number): Cells => ({
  ...sumOfCells(stations, [
    ...summed,
    // Where nobody could vote online, there is no such cell.
    ...onlineCell.filter((name) => stations.some((cells) => name in cells)),
    ...ownCells(form),
  ]),
  ...(electorate === undefined ? {} : { electorate }),
})

/** Online ballots of a ward and marks on its roll: counted per ward, never spread over stations. */
export type Online = { readonly ballots: number; readonly marks: number }

/** Findings in a total (sums, F.312) and in the online part. */
export const checkTotal = (total: Cells, form: CountForm, online?: Online): readonly Finding[] => {
  const [admitted, cast] = [numberIn(total, 'admitted'), numberIn(total, 'cast')]
  const [more, fewer] = [numberIn(total, 'moreCounted'), numberIn(total, 'fewerCounted')]
  const difference: Finding = {
    code: 'WZ.F.312',
    cells: ['admitted', 'cast', 'moreCounted', 'fewerCounted'],
    facts: { admitted, cast, more, fewer },
  }
  const joined: Finding[] =
    online && online.ballots !== online.marks ? [{ code: 'WZ.F.351', cells: [], facts: { ...online } }] : []
  return [
    ...checkSums(total, form),
    ...checkLists(total, form),
    ...(admitted === cast - more + fewer ? [] : [difference]),
    ...joined,
  ]
}

/** Turnout in hundredths of a percent, rounded half up; undefined if the electorate is empty. Blank and invalid count. */
export const turnoutOf = (total: Cells): number | undefined => {
  const [electorate, cast] = [
    BigInt(numberIn(total, 'electorate')),
    BigInt(sumOf(total, ['candidateVotes', 'blank', 'invalid'])),
  ]
  return electorate === 0n ? undefined : Number((cast * 20_000n + electorate) / (2n * electorate))
}
