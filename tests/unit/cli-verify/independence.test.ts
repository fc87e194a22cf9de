import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

describe('the verifier', () => {
  it('the verifier uses nothing of the system but schemas, types, the key of quicknet and the check of a beacon', () => {
    const own = globSync('cli/verify/**/*.ts', { cwd: new URL('../../..', import.meta.url) })
    expect(own.length).toBeGreaterThan(10)
    const imports = own.flatMap((file) =>
      [...readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8').matchAll(/import ([^;]*?) from '(.*?)'/gs)]
        .filter(([, , from]) => from?.includes('/shared/'))
        .flatMap(([, what = '', from = '']) =>
          what
            .replaceAll(/[{}]|\btype\b/g, '')
            .split(',')
            .map((name) => `${from.replace(/.*\/shared\//, '')} ${name.trim()}`),
        ),
    )
    const taken = imports.filter((name) => / [a-z]/.test(name))
    expect([...new Set(taken)].sort()).toEqual([
      'voting/lots/beacon.ts quicknet',
      'voting/lots/drand.ts isBeacon',
      'voting/publication/export-format.ts linesOf',
      'voting/publication/export-format.ts readLine',
    ])
  })
})
