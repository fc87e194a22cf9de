// All functions in one run of esbuild: what they share is parsed once.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

/** Where each unit's bundle lies, by the unit's name. A directory holds `index.mjs` and nothing else. */
export type Bundles = ReadonlyMap<string, string>

type Source = { readonly name: string; readonly entry: string }

// CommonJS inside an ES module needs a `require`; Node gives none.
const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"

/** Bundles the entries (paths from `root`) into `outDirectory`. Throws when one is missing or does not compile. */
export const bundle = (sources: readonly Source[], root: string, outDirectory: string): Bundles => {
  mkdirSync(outDirectory, { recursive: true })
  buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(sources.map(({ name, entry }) => [`${name}/index`, entry])),
    outdir: outDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    legalComments: 'none',
    logLevel: 'silent',
  })
  return new Map(sources.map(({ name }) => [name, join(outDirectory, name)]))
}
