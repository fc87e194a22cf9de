// An empty file in place of each bundle: for templates whose functions nobody deploys.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundles } from './bundles.ts'

/** A directory with an empty file for each unit, under this one. */
export const emptyBundles = (units: readonly { readonly name: string }[], outDirectory: string): Bundles =>
  new Map(
    units.map(({ name }) => {
      const directory = join(outDirectory, name)
      mkdirSync(directory, { recursive: true })
      writeFileSync(join(directory, 'index.js'), `// ${name}\n`)
      return [name, directory]
    }),
  )
