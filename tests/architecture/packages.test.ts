// Installed packages: where they come from, and that none runs code during installation.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

const Package = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
})
const Lock = z.object({ packages: z.record(z.string(), Package) })
const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
/** Without the project itself and packages that come inside another package's archive. */
const installed = Object.entries(packages).filter(([path, { inBundle }]) => path !== '' && inBundle !== true)

describe('packages', () => {
  it('packages come from the public registry, each from its complete address, with a digest of its archive', () => {
    expect(installed.length).toBeGreaterThan(500)
    for (const [path, { name, version, resolved, integrity }] of installed) {
      const called = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const archive = `${called.split('/').at(-1)}-${version}.tgz`
      expect(resolved, path).toBe(`https://registry.npmjs.org/${called}/-/${archive}`)
      expect(integrity, path).toMatch(/^sha512-/)
    }
  })

  it('packages run no code during installation; the few that would are known, and work without it', () => {
    expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true')
    const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)
    // esbuild: its script only checks the binary of its optional package. scarf: counts installations for its makers.
    expect(running.sort()).toEqual(['node_modules/@scarf/scarf', 'node_modules/esbuild'])
  })
})
