// A gate of `npm run check`: published interfaces stay compatible. `npm run release` stores what the next run compares with.
//   npm run release              after a version that was raised in shared/api/version.ts
//   npm run release -- --again   the same version, if nobody uses it yet: breaking changes are allowed
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkArguments } from '../arguments.ts'
import { broken, lastRelease, nextRelease, type Release, releaseFiles } from './released.ts'

const isNewer = (version: string, than: string): boolean =>
  version.localeCompare(than, 'en', { numeric: true, sensitivity: 'base' }) > 0

const keep = ({ version, api, events }: Release): void => {
  for (const [file, value] of [
    [releaseFiles.api, api],
    [releaseFiles.events, events],
  ] as const) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(value, null, 1)}\n`)
  }
  console.log(`Version ${version} is kept in docs/released.`)
}

/** Returns the obstacles, one sentence each. */
const release = (before: Release | undefined, after: Release, isAgain: boolean): readonly string[] => {
  if (before === undefined || (isAgain && before.version === after.version)) {
    keep(after)
    return []
  }
  if (!isNewer(after.version, before.version))
    return [`Version ${before.version} is released already: raise apiVersion in shared/api/version.ts.`]
  const complaints = broken(before, after)
  if (complaints.length === 0) keep(after)
  return complaints
}

checkArguments({ options: { release: 'flag', again: 'flag' }, named: [] }, 'npm run release -- [--again]')
const [before, after] = [lastRelease(), nextRelease()]
const isRelease = process.argv.includes('--release')
const complaints = isRelease
  ? release(before, after, process.argv.includes('--again'))
  : before === undefined
    ? ['docs/released is empty: keep what was published with `npm run release`.']
    : broken(before, after)

for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0)
  console.error(
    `${complaints.length} promises of version ${before?.version} are broken. Keep the old beside the new (a field, an operation, an event .v2), or raise the major version. Nobody uses version ${before?.version} yet: \`npm run release -- --again\`.`,
  )
else if (!isRelease) console.log(`Everything that version ${before?.version} promised still holds.`)
process.exitCode = complaints.length === 0 ? 0 : 1
