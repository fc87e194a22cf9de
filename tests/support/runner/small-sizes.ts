// Lists at the end of a run what was not tried in full size (`sizes.ts`).
import { readFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'
import { isFull, sizes, takenIn } from '../sizes.ts'

const figure = (size: number): string => size.toLocaleString('en')

/** A line for each small size that the tests with these source texts took. */
export const linesAbout = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts.flatMap(takenIn))].map((name) => {
    const { of, small, full } = sizes[name]
    return `Small: ${figure(small)} of ${figure(full)} ${of}`
  })

// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its path and takes its default export.
export default class SmallSizes implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = isFull ? [] : linesAbout(modules.map(({ moduleId }) => readFileSync(moduleId, 'utf8')))
    if (lines.length > 0) console.log(`\n${lines.join('\n')}\nIn full: npm test -- --full`)
  }
}
