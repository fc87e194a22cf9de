// All functions in one run of esbuild: what they share is parsed once.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { leftOut } from './left-out.ts'
import { unusedDeclarations } from './unused-declarations.ts'

/** Where each unit's bundle lies, by the unit's name. A directory holds `index.js` and what tells Node how to read it. */
export type Bundles = ReadonlyMap<string, string>

type Source = { readonly name: string; readonly entry: string }

/**
 * Bundles the entries (paths from `root`) into `outDirectory`. Throws when one is missing or does not compile. CommonJS:
 * an ES module that imports `node:http` loads all that it exports, an HTTP client and a WebSocket among it.
 */
export const bundle = async (sources: readonly Source[], root: string, outDirectory: string): Promise<Bundles> => {
  await Promise.all(sources.map(({ name }) => mkdir(join(outDirectory, name), { recursive: true })))
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(sources.map(({ name, entry }) => [`${name}/index`, entry])),
    outdir: outDirectory,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [leftOut, unusedDeclarations(root)],
  })
  // `index.js` beneath a project of ES modules would be taken for one; `.cjs` is a name that not every runtime looks for.
  await Promise.all(
    sources.map(({ name }) => writeFile(join(outDirectory, name, 'package.json'), '{"type":"commonjs"}\n')),
  )
  return new Map(sources.map(({ name }) => [name, join(outDirectory, name)]))
}
