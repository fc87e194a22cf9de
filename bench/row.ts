/** One line of `npm run bench`: what was measured, against what in the same run, and how they compare. */
export type BenchRow = {
  readonly what: string
  readonly measured: string
  readonly reference: string
  /** `measured ÷ reference` or the other way round, as the words say. */
  readonly ratio: string
  /** What it should be; empty where nothing was promised. */
  readonly goal?: string
}

/** The middle of some numbers. */
export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) throw new RangeError('No numbers')
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

const columns = ['what', 'measured', 'reference', 'ratio', 'goal'] as const

/** Rows as a table in Markdown, to be pasted as it is. */
export const table = (rows: readonly BenchRow[]): string => {
  const all = rows.map((row) => ({ goal: '', ...row }))
  const widths = columns.map((column) => Math.max(column.length, ...all.map((row) => row[column].length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
  return [
    line(columns),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...all.map((row) => line(columns.map((column) => row[column]))),
  ].join('\n')
}
