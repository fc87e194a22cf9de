import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundleAll } from '../../infra/application.ts'
import { bundle } from '../../infra/constructs/functions/bundles.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { operationsOf } from '../../infra/units/unit.ts'
import { functionDefinitions } from '../../local/emulator/functions/function-definitions.ts'
import { readDeployment } from '../../local/emulator/template/deployment.ts'
import { keptAssembly } from '../../local/synthesis.ts'
import { operations } from '../../shared/operations.ts'
import { scratchDirectory } from './support/synthesized.ts'

const budget = 450 * 1024
/** Functions that make documents bundle a PDF library and two fonts. Nobody waits for these functions (ADR 0024). */
const budgetWithPages = 1_300 * 1024
const makesPages = new Set(allUnits.filter(({ documents }) => documents === 'makes').map(({ name }) => name))
/** The API document as it is bundled, without white space. It grows with the number of operations. */
const documentSize = JSON.stringify(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).length
const bundles = await bundleAll(scratchDirectory())
const fileOf = (name: string) => join(bundles.get(name) ?? '', 'index.js')

console.log(
  [...bundles.keys()]
    .map((name) => ({ name, size: statSync(fileOf(name)).size }))
    .sort((a, b) => b.size - a.size)
    .map(({ name, size }) => `${(size / 1024).toFixed(0).padStart(5)} KB  ${name}`)
    .join('\n'),
)

describe('the bundle of each function', () => {
  it.each(allUnits.map(({ name }) => name))(
    '%s is smaller than 450 KB without the API document, or 1,300 KB if it makes documents',
    (name) => {
      expect(statSync(fileOf(name)).size - (name === 'openapi' ? documentSize : 0)).toBeLessThan(
        makesPages.has(name) ? budgetWithPages : budget,
      )
    },
  )

  it('the bundle of each function with the API document is mostly data, and far smaller than the 6 MB that a function may answer', () => {
    expect(documentSize).toBeLessThan(1.5 * 1024 * 1024)
  })

  it.each(allUnits.map(({ name }) => name))('%s is one module that exports a handler, without a source map', (name) => {
    expect(readdirSync(bundles.get(name) ?? '').map((file) => basename(file))).toEqual(['index.js', 'package.json'])
    const code = readFileSync(fileOf(name), 'utf8')
    expect(code).toMatch(/\bhandler:\(\)=>/)
    expect(code).not.toContain('sourceMappingURL')
  })

  it('the bundle of each function has the operations that it serves, and no others', () => {
    const ids = Object.keys(operations)
    const carried = (name: string) => {
      const code = readFileSync(fileOf(name), 'utf8')
      return ids.filter((id) => code.includes(`id:"${id}",method:`) || code.includes(`id:"${id}",path:`))
    }
    // The function that serves the API document contains all operations as data, so it is left out here.
    for (const unit of allUnits.filter(({ name }) => name !== 'openapi'))
      expect([unit.name, ...carried(unit.name).sort()]).toEqual([
        unit.name,
        ...operationsOf(unit)
          .map(({ id }) => id)
          .sort(),
      ])
  })

  it('the bundle of each function has the same bytes however often it is made', async () => {
    // Made by another process, for the systems of other tests.
    const functions = functionDefinitions(readDeployment(await keptAssembly(process.cwd())))
    const again = new Map(functions.map(({ name, directory }) => [name, join(directory ?? '', 'index.js')]))
    for (const { name } of allUnits)
      expect(readFileSync(again.get(`wijk-local-${name}`) ?? '').equals(readFileSync(fileOf(name))), name).toBe(true)
  })

  it('the bundle of each function cannot be made from a missing entry file', async () => {
    const missing = [{ name: 'nobody', entry: 'functions/nobody/at-home.ts' }]
    await expect(bundle(missing, process.cwd(), scratchDirectory())).rejects.toThrow(/at-home/)
  })
})
