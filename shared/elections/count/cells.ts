// The form on which a polling station reports its count, as cells with a whole number each. An absent cell was left
// blank, which is not the same as 0.
import * as z from 'zod'

/** The cells of every station, by their letter on the official form. */
export const fixedCells = {
  pollingCards: 'A',
  proxies: 'B',
  voterPasses: 'C',
  admitted: 'D',
  candidateVotes: 'E',
  blank: 'F',
  invalid: 'G',
  cast: 'H',
  moreCounted: 'I',
  fewerCounted: 'J',
  electorate: 'Z',
  /** Of the polling cards, those of voters of 16 and 17, who vote for the ward only. */
  youngCards: 'A.J',
  /** Ticks, 0 or 1: the station's answers about admitted and cast, and whether it can explain a difference. */
  saysEqual: '□=',
  saysMore: '□+',
  saysFewer: '□−',
  isExplained: '□ ja',
  isNotExplained: '□ nee',
} as const
export type FixedCell = keyof typeof fixedCells

/** Name of a cell: one of the fixed, of a total `onlineVoters`, `votes:<candidate>`, and where lists take part `list:<list>` and `listTotal:<list>`. */
export type CellName = FixedCell | 'onlineVoters' | `votes:${string}` | `list:${string}` | `listTotal:${string}`

/** At most 999,999 in a cell: more than the city has voters at any station. */
export const Cells = z.record(z.string().max(120), z.int().min(0).max(999_999)).readonly()
export type Cells = z.infer<typeof Cells>

/** The variable part of a contest's form: its candidates, and their lists, if any. */
export type CountForm =
  | { readonly kind: 'persons'; readonly candidates: readonly string[] }
  | {
      readonly kind: 'lists'
      readonly lists: readonly { readonly id: string; readonly candidates: readonly string[] }[]
    }

const isFixed = (name: string): name is FixedCell => Object.hasOwn(fixedCells, name)

/** The cells of a form besides the fixed ones. */
export const ownCells = (form: CountForm): CellName[] =>
  form.kind === 'persons'
    ? form.candidates.map((id) => `votes:${id}` as const)
    : form.lists.flatMap(({ id, candidates }) => [
        ...candidates.map((candidate) => `votes:${candidate}` as const),
        `listTotal:${id}` as const,
        `list:${id}` as const,
      ])

/** Names of cells that the form does not have. */
export const unknownCells = (cells: Cells, form: CountForm): string[] => {
  const own = new Set<string>(ownCells(form))
  return Object.keys(cells).filter((name) => !isFixed(name) && !own.has(name))
}

/** The number in a cell; 0 where it is blank. */
export const numberIn = (cells: Cells, name: CellName): number => cells[name] ?? 0

export const sumOf = (cells: Cells, names: readonly CellName[]): number =>
  names.reduce((sum, name) => sum + numberIn(cells, name), 0)

/** The cells in which two entries differ; blank and 0 are different. In the order of the form. */
export const differingCells = (first: Cells, second: Cells, form: CountForm): CellName[] =>
  [...Object.keys(fixedCells).filter(isFixed), ...ownCells(form)].filter((name) => first[name] !== second[name])

/** Cells that are on the paper only: a file of counting software (EML) has no place for them. */
const onPaperOnly: ReadonlySet<string> = new Set<FixedCell>([
  'youngCards',
  'saysEqual',
  'saysMore',
  'saysFewer',
  'isExplained',
  'isNotExplained',
])
export const isInFiles = (name: CellName): boolean => !onPaperOnly.has(name)

/** The cells in which a typed entry and one from a file differ. Counting software writes a blank cell as 0. */
export const differingFromFile = (one: Cells, other: Cells, form: CountForm): CellName[] =>
  differingCells(one, other, form).filter((name) => isInFiles(name) && numberIn(one, name) !== numberIn(other, name))
