/** One line of `npm run bench`: what was measured, the reference in the same run, and their ratio. */
export type BenchRow = {
  readonly what: string
  readonly measured: string
  readonly reference: string
  /** `measured ÷ reference` or the reverse, as the text says. */
  readonly ratio: string
  /** The target; empty if nothing was promised. */
  readonly goal?: string
}

/** The median of some numbers. */
export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) throw new RangeError('The median of no numbers')
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

const columns = ['what', 'measured', 'reference', 'ratio', 'goal'] as const

/** Rows as a Markdown table, to be pasted into the documentation. */
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
