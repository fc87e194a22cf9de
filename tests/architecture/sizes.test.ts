// A run with small sizes lists them in its last lines, so every declared size must be used by a test.
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { linesAbout } from '../support/runner/small-sizes.ts'
import { sizes, takenIn } from '../support/sizes.ts'

it('every size is used by a test, and its small value is smaller than the full one', () => {
  const texts = globSync('tests/**/*.test.ts').map((file) => readFileSync(file, 'utf8'))
  expect([...new Set(texts.flatMap(takenIn))].toSorted()).toEqual(Object.keys(sizes).toSorted())
  for (const { of, small, full } of Object.values(sizes)) expect(small, of).toBeLessThan(full)
})

it('a run lists the sizes that its files used, each once, and no others', () => {
  expect(linesAbout(["sizeOf('moneyWalk')", 'runs(2_000)', 'runs(5)', 'prunes(1)'])).toEqual([
    'Small: 500 of 5,000 steps of the money walk',
    'Small: 20 of 100 % of the cases of each property',
  ])
})
