// docs/fidelity.md says for each difference who is right, and names the test that pins our behaviour.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingTests, rowsIn, rowsWithoutTest } from './named-tests.ts'

const page = readFileSync('docs/fidelity.md', 'utf8')

/** Rows with an empty cell or a wrong number of cells. */
const incompleteRows = (text: string): string[] =>
  rowsIn(text).filter((row) => {
    const cells = row.split('|').slice(1, -1)
    return cells.length !== 6 || cells.some((cell) => cell.trim() === '')
  })

describe('the page of differences between the runner, the foreign emulator and AWS', () => {
  it('the page of differences between the runner, the foreign emulator and AWS states for each what the three do, who is right, and which test pins our behaviour', () => {
    expect(rowsIn(page).length).toBeGreaterThanOrEqual(30)
    expect(incompleteRows(page)).toEqual([])
    expect(rowsWithoutTest(page)).toEqual([])
  })

  it('the page of differences between the runner, the foreign emulator and AWS names tests that exist', () => {
    expect(missingTests(page)).toEqual([])
  })

  it('the page of differences between the runner, the foreign emulator and AWS has a row for each gap that the launcher fills', () => {
    const launcher = readFileSync('local/foreign/launcher/launch.py', 'utf8')
    const gaps = (/for gap in \(([^)]+)\)/.exec(launcher)?.[1] ?? '').split(', ')
    // At least one row for each gap; rights need several rows.
    expect(rowsIn(page).filter((row) => /[Ll]auncher/.test(row)).length).toBeGreaterThanOrEqual(gaps.length)
  })
})

describe('a row that says too little is found:', () => {
  const head = '| difference | a | b | c | d | e |\n|---|---|---|---|---|---|\n'
  it.each([
    [
      'without a verdict',
      '| order | strict | strict | loose |  | `tests/architecture/fidelity.test.ts › the page of differences between the runner, the foreign emulator and AWS names tests that exist` |',
    ],
    [
      'with a cell too few',
      '| order | strict | loose | AWS | `tests/architecture/fidelity.test.ts › the page of differences between the runner, the foreign emulator and AWS names tests that exist` |',
    ],
  ])('a row that says too little is found: %s', (_, row) => {
    expect(incompleteRows(`${head}${row}`)).toEqual([row])
  })
})
