// Parts of libraries that no function here uses. Each is replaced by the little that its importers need; calling the removed
// part throws an error that says so.
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Plugin } from 'esbuild'
import * as z from 'zod'

/** A module, by the end of its path, and its replacement. */
type Replacement = { readonly module: RegExp; readonly contents: string }

const refusing = (what: string, ...names: readonly string[]) =>
  `function refuse() { throw new Error('${what} is left out of the bundles of functions: infra/constructs/functions/left-out.ts') }
  export { ${names.map((name) => `refuse as ${name}`).join(', ')} }`

const replacements: readonly Replacement[] = [
  {
    // Lambda puts the credentials of the role in the environment. The chain that looks for them everywhere else (files,
    // single sign-on, a console login, the metadata of a machine) is 134 KB.
    module: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'",
  },
  {
    // There are no profile files either: every setting of a client comes from the environment or from our code.
    module: /@smithy\/core\/dist-es\/submodules\/config\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    contents: `export { CONFIG_PREFIX_SEPARATOR } from './constants'
    export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`,
  },
  {
    // No operation used here streams events. Every client imports this lazily, which keeps everything it refers to.
    module: /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    contents: `${refusing('An event stream', 'EventStreamSerde')}
    export const eventStreamSerdeProvider = () => undefined
    export const resolveEventStreamSerdeConfig = (config) => config`,
  },
  {
    // Our fonts are TrueType: none is compressed with Brotli, whose dictionary is 460 KB.
    module: /brotli\/decompress\.js$/,
    contents: refusing('A packed font', 'default'),
  },
  {
    // The Node build loads standard fonts from files beside it, which a bundle does not have. Our pages bring their own fonts.
    module: /pdfkit\/js\/pdfkit\.node\.mjs$/,
    contents: "export { default } from './pdfkit.js'",
  },
  {
    // fontkit ships two builds of the same code; the one above uses this one.
    module: /fontkit\/dist\/module\.mjs$/,
    contents: "export { create } from './main.cjs'",
  },
  {
    module: /pdfkit\/js\/standard-fonts\/[A-Za-z]+\.cjs$/,
    contents: refusing('A standard font', 'font'),
  },
  {
    // JSON Schemas are generated when the project is built, not at run time.
    module: /zod\/v4\/core\/json-schema-processors\.js$/,
    contents: refusing('JSON Schema', 'aggregateChecks', 'allProcessors', 'toJSONSchema'),
  },
  {
    module: /zod\/v4\/core\/to-json-schema\.js$/,
    contents: `${refusing('JSON Schema', 'extractDefs', 'finalize', 'initializeContext', 'processSchema')}
    const later = () => refuse
    export { later as createStandardJSONSchemaMethod, later as createToJSONSchemaMethod }`,
  },
]

const Manifest = z.object({ version: z.string() })

/** Applies the replacements, and keeps only the version of a client's `package.json`. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup: (build) => {
    for (const { module, contents } of replacements)
      build.onLoad({ filter: module }, ({ path }) => ({ contents, loader: 'js', resolveDir: dirname(path) }))
    build.onLoad({ filter: /@aws-sdk\/client-[a-z0-9]+\/package\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(Manifest.parse(JSON.parse(await readFile(path, 'utf8')))),
      loader: 'json',
    }))
  },
}
