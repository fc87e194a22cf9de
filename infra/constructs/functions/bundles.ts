// Bundles all functions in one run of esbuild, so that shared modules are parsed once.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { leftOut } from './left-out.ts'
import { unusedDeclarations } from './unused-declarations.ts'

/** The directory of each unit's bundle, by the unit's name. It holds `index.js` and the `package.json` that gives its format. */
export type Bundles = ReadonlyMap<string, string>

type Source = { readonly name: string; readonly entry: string }

const started = 'started:'

/** The module that Lambda loads: calls the unit's `start` with the environment. No other code reads `process.env`. */
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
 * Bundles the entries (paths from `root`) into `outDirectory`. Throws if one is missing or does not compile. Uses CommonJS:
 * an ES module that imports `node:http` loads all its exports, including an HTTP client and a WebSocket.
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
    // Fonts are bundled as data, for the pages that embed them.
    loader: { '.ttf': 'binary' },
    plugins: [startedBy(root), leftOut, unusedDeclarations(root)],
  })
  // In a project of ES modules, `index.js` would be loaded as one; not every runtime looks for `index.cjs`.
  await Promise.all(
    sources.map(({ name }) => writeFile(join(outDirectory, name, 'package.json'), '{"type":"commonjs"}\n')),
  )
  return new Map(sources.map(({ name }) => [name, join(outDirectory, name)]))
}
