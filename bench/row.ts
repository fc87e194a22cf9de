/** One line of `npm run bench`: what was measured, against what in the same run, and how they compare. */
export type BenchRow = {
  readonly what: string
  readonly measured: string
  readonly reference: string
  /** `measured ÷ reference` or the other way round, as the words say. */
  readonly ratio: string
}

/** The middle of some numbers. */
export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) throw new RangeError('No numbers')
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

const columns = ['what', 'measured', 'reference', 'ratio'] as const

/** Rows as a table in plain text. */
export const table = (rows: readonly BenchRow[]): string => {
  const all = [{ what: 'what', measured: 'measured', reference: 'reference', ratio: 'ratio' }, ...rows]
  const widths = columns.map((column) => Math.max(...all.map((row) => row[column].length)))
  return all
    .map((row) => columns.map((column, index) => row[column].padEnd(widths[index] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n')
}
