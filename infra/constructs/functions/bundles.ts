// All functions in one run of esbuild: what they share is parsed once.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { leftOut } from './left-out.ts'
import { unusedDeclarations } from './unused-declarations.ts'

/** Where each unit's bundle lies, by the unit's name. A directory holds `index.js` and what tells Node how to read it. */
export type Bundles = ReadonlyMap<string, string>

type Source = { readonly name: string; readonly entry: string }

const started = 'started:'

/** What Lambda loads: the unit's `start`, given the environment of the process. Nothing else reads that. */
const startedBy = (root: string): Plugin => ({
  name: 'started',
  setup: (build) => {
    build.onResolve({ filter: /^started:/ }, ({ path }) => ({ path: path.slice(started.length), namespace: 'started' }))
    build.onLoad({ filter: /./, namespace: 'started' }, ({ path }) => ({
      contents: `import { start } from ${JSON.stringify(`./${path}`)}\nexport const handler = start(process.env)`,
      resolveDir: root,
    }))
  },
})

/**
 * Bundles the entries (paths from `root`) into `outDirectory`. Throws when one is missing or does not compile. CommonJS:
 * an ES module that imports `node:http` loads all that it exports, an HTTP client and a WebSocket among it.
 */
export const bundle = async (sources: readonly Source[], root: string, outDirectory: string): Promise<Bundles> => {
  await Promise.all(sources.map(({ name }) => mkdir(join(outDirectory, name), { recursive: true })))
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(sources.map(({ name, entry }) => [`${name}/index`, `${started}${entry}`])),
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
    // A font is data: the pages that are made with it hold it too.
    loader: { '.ttf': 'binary' },
    plugins: [startedBy(root), leftOut, unusedDeclarations(root)],
  })
  // `index.js` beneath a project of ES modules would be taken for one; `.cjs` is a name that not every runtime looks for.
  await Promise.all(
    sources.map(({ name }) => writeFile(join(outDirectory, name, 'package.json'), '{"type":"commonjs"}\n')),
  )
  return new Map(sources.map(({ name }) => [name, join(outDirectory, name)]))
}
