import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { licencePage, objectionsTo, type Package, packagesIn } from '../../../scripts/licences/licences.ts'

const ground = mkdtempSync(join(tmpdir(), 'wijk-licences-'))
afterAll(() => rmSync(ground, { recursive: true }))

const as = (licence: string, use: Package['use'] = 'runtime'): Package => ({
  name: 'thing',
  version: '1.0.0',
  licence,
  use,
})

describe('the licences of packages', () => {
  it('the licences of packages are all among the reviewed ones, separately for deployed packages', () => {
    const packages = packagesIn('.')
    expect(objectionsTo(packages)).toEqual([])
    const used = (use: string) => packages.filter((each) => each.use === use)
    expect(used('runtime').length).toBeGreaterThan(40)
    expect(used('development').length).toBeGreaterThan(400)
    expect(used('runtime').map(({ name }) => name)).toEqual(expect.arrayContaining(['zod', '@aws-sdk/client-kms']))
    expect(used('runtime').map(({ name }) => name)).not.toContain('vitest')
  })

  it.each(['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT or MPL-2.0', 'MIT AND ISC', 'Apache-2.0'])(
    '%s may be deployed',
    (licence) => {
      expect(objectionsTo([as(licence)])).toEqual([])
    },
  )

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0',
    'UNLICENSED',
    'UNKNOWN',
    'MIT AND GPL-2.0-only',
    'SEE LICENSE IN terms.txt',
    '',
    'MIT*',
    'MPL-2.0',
  ])('the licences of packages do not include %j', (licence) => {
    expect(objectionsTo([as(licence)])).toEqual([expect.stringContaining('thing@1.0.0 (runtime)')])
  })

  it('the licences of packages can be stricter for packages that are not distributed', () => {
    expect(objectionsTo([as('MPL-2.0', 'development')])).toEqual([])
    expect(objectionsTo([as('AGPL-3.0-only', 'development')])).toHaveLength(1)
  })

  it('the licences of packages of a planted package are found, in the lock file or in the package', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
    lock.packages['node_modules/planted'] = { version: '6.6.6', license: 'SSPL-1.0' }
    lock.packages['node_modules/silent'] = { version: '1.0.0' }
    lock.packages['node_modules/plain'] = { version: '2.0.0' }
    mkdirSync(join(ground, 'node_modules', 'plain'), { recursive: true })
    writeFileSync(join(ground, 'node_modules', 'plain', 'package.json'), '{}')
    const grant = 'MIT License\n\nCopyright (c) Ada\n\nPermission is hereby granted, free of charge, to any person'
    writeFileSync(join(ground, 'node_modules', 'plain', 'LICENSE'), grant)
    lock.packages['node_modules/old'] = { version: '0.0.1', dev: true }
    for (const [name, manifest] of [['old', { licenses: [{ type: 'MIT' }, { type: 'WTFPL' }] }]] as const) {
      mkdirSync(join(ground, 'node_modules', name), { recursive: true })
      writeFileSync(join(ground, 'node_modules', name, 'package.json'), JSON.stringify(manifest))
    }
    writeFileSync(join(ground, 'package-lock.json'), JSON.stringify(lock))
    cpSync('node_modules/reserved/package.json', join(ground, 'node_modules/reserved/package.json'))
    cpSync('node_modules/png-js', join(ground, 'node_modules/png-js'), { recursive: true })
    const packages = packagesIn(ground)
    expect(objectionsTo(packages)).toEqual([
      expect.stringContaining('planted@6.6.6 (runtime) is under SSPL-1.0'),
      expect.stringContaining('silent@1.0.0 (runtime) is under UNKNOWN'),
    ])
    expect(licencePage(packages)).toMatch(
      /^# runtime: \d+ packages\n[\s\S]*- SSPL-1\.0: planted 6\.6\.6\n[\s\S]*^# development: \d+ packages$/m,
    )
  })
})
