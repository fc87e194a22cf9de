// Whose software we use, under which terms: read from the lock file, judged by a list of terms that were looked at.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** What is deployed, or only builds, tests and checks it. */
export type Use = 'runtime' | 'development'
export type Package = { readonly name: string; readonly version: string; readonly licence: string; readonly use: Use }

const Locked = z.looseObject({
  name: z.string().optional(),
  version: z.string().default(''),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
})
const Lock = z.object({ packages: z.record(z.string(), Locked) })
const Manifest = z.looseObject({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
})

/** The terms in a package's LICENSE, where nothing else names them: by the first line and the first words of the grant. */
const byItsText = (folder: string): string => {
  const file = join(folder, 'LICENSE')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return /^MIT License\s.*Permission is hereby granted, free of charge/s.test(text) ? 'MIT' : 'UNKNOWN'
}

/** Packages of before 2015 say it in other words, and only in themselves. */
const saidByItself = (root: string, path: string): string => {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return 'UNKNOWN'
  const { license, licenses } = Manifest.catch({}).parse(JSON.parse(readFileSync(file, 'utf8')))
  if (license !== undefined) return typeof license === 'string' ? license : license.type
  return licenses === undefined || licenses.length === 0
    ? byItsText(join(root, path))
    : licenses.map(({ type }) => type).join(' OR ')
}

/** Every installed package. */
export const packagesIn = (root: string): readonly Package[] => {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { name, version, license, dev, devOptional }]) => ({
      name: name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? saidByItself(root, path),
      use: dev === true || devOptional === true ? 'development' : 'runtime',
    }))
}

/** Terms under which a package may be part of what is deployed: all go with the EUPL 1.2. */
const forRuntime = [
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  // Of fonts: they may be part of what is deployed and of what it makes.
  'OFL-1.1',
]
/** Of what only builds and checks nothing is passed on: these may also ask for something of who passes it on. */
const forDevelopment = [...forRuntime, 'MPL-2.0', 'CC-BY-4.0', 'Python-2.0']

export const allowed: { readonly [Each in Use]: ReadonlySet<string> } = {
  runtime: new Set(forRuntime),
  development: new Set(forDevelopment),
}

/** `A OR B`: one of them will do. `A AND B`: all must. As SPDX writes expressions, one level deep. */
const isAllowed = (licence: string, terms: ReadonlySet<string>): boolean => {
  const bare = licence.trim().replace(/^\((.*)\)$/s, '$1')
  if (/[()]/.test(bare)) return false
  return bare.split(/ or /i).some((choice) => choice.split(/ and /i).every((each) => terms.has(each.trim())))
}

/** A sentence about each package whose terms nobody has looked at, or that may not be used for this. */
export const objectionsTo = (packages: readonly Package[]): readonly string[] =>
  packages
    .filter(({ licence, use }) => !isAllowed(licence, allowed[use]))
    .map(
      ({ name, version, licence, use }) =>
        `${name}@${version} (${use}) is under ${licence}: not among the terms of scripts/licences/licences.ts.`,
    )

const countedBy = (packages: readonly Package[]): readonly string[] =>
  [...Map.groupBy(packages, ({ licence }) => licence)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, of]) => `- ${licence}: ${of.map(({ name, version }) => `${name} ${version}`).join(', ')}`)

/** The report: first what is deployed, then what builds and checks it. */
export const licencePage = (packages: readonly Package[]): string =>
  (['runtime', 'development'] as const)
    .flatMap((use) => {
      const of = packages.filter((each) => each.use === use)
      return [`# ${use}: ${of.length} packages`, '', ...countedBy(of), '']
    })
    .join('\n')
