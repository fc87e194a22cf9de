import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundleAll } from '../../infra/application.ts'
import { bundle } from '../../infra/constructs/bundles.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { scratchDirectory } from './support/synthesized.ts'

const budget = 750 * 1024
const bundles = bundleAll(scratchDirectory())
const fileOf = (name: string) => join(bundles.get(name) ?? '', 'index.mjs')

console.log(
  [...bundles.keys()]
    .map((name) => ({ name, size: statSync(fileOf(name)).size }))
    .sort((a, b) => b.size - a.size)
    .map(({ name, size }) => `${(size / 1024).toFixed(0).padStart(5)} KB  ${name}`)
    .join('\n'),
)

describe('the bundle of each function', () => {
  it.each(allUnits.map(({ name }) => name))('%s stays under 750 KB', (name) => {
    expect(statSync(fileOf(name)).size).toBeLessThan(budget)
  })

  it.each(allUnits.map(({ name }) => name))('%s is one module that exports a handler, without a source map', (name) => {
    expect(readdirSync(bundles.get(name) ?? '').map((file) => basename(file))).toEqual(['index.mjs'])
    const code = readFileSync(fileOf(name), 'utf8')
    expect(code).toMatch(/export\s*\{[^}]*\bas handler\b[^}]*\}/)
    expect(code).not.toContain('sourceMappingURL')
  })

  it('has the same bytes however often it is made', () => {
    const again = bundleAll(scratchDirectory())
    for (const { name } of allUnits)
      expect(readFileSync(join(again.get(name) ?? '', 'index.mjs')).equals(readFileSync(fileOf(name)))).toBe(true)
  })

  it('is not made from an entry that is missing', () => {
    const missing = [{ name: 'nobody', entry: 'functions/nobody/at-home.ts' }]
    expect(() => bundle(missing, process.cwd(), scratchDirectory())).toThrow(/at-home/)
  })
})
