// The packages we use and their licences: read from the lock file, checked against a list of reviewed ones.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** Whether a package is deployed, or only used for building, testing and checking. */
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

/** The licence in a package's LICENSE file, if nothing else names it: recognized by its first lines. */
const byItsText = (folder: string): string => {
  const file = join(folder, 'LICENSE')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return /^MIT License\s.*Permission is hereby granted, free of charge/s.test(text) ? 'MIT' : 'UNKNOWN'
}

/** Packages from before 2015 name their licence in other fields, and only in their own files. */
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

/** Licences under which a package may be deployed. All are compatible with the EUPL 1.2. */
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
  // For fonts: they may be part of the deployment and of its products.
  'OFL-1.1',
]
/** Build and check tools are not distributed, so these licences, which have conditions for distributors, are also allowed. */
const forDevelopment = [...forRuntime, 'MPL-2.0', 'CC-BY-4.0', 'Python-2.0']

export const allowed: { readonly [Each in Use]: ReadonlySet<string> } = {
  runtime: new Set(forRuntime),
  development: new Set(forDevelopment),
}

/** `A OR B`: one of them suffices. `A AND B`: all are needed. SPDX expressions, one level deep. */
const isAllowed = (licence: string, terms: ReadonlySet<string>): boolean => {
  const bare = licence.trim().replace(/^\((.*)\)$/s, '$1')
  if (/[()]/.test(bare)) return false
  return bare.split(/ or /i).some((choice) => choice.split(/ and /i).every((each) => terms.has(each.trim())))
}

/** A sentence about each package whose licence has not been reviewed, or does not allow this use. */
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

/** The report: first the deployed packages, then those for building and checking. */
export const licencePage = (packages: readonly Package[]): string =>
  (['runtime', 'development'] as const)
    .flatMap((use) => {
      const of = packages.filter((each) => each.use === use)
      return [`# ${use}: ${of.length} packages`, '', ...countedBy(of), '']
    })
    .join('\n')
