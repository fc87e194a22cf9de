// A gate of `npm run check`: writes an SBOM (CycloneDX) and a page of licences to reports/. Fails if the licence of a package has not
// been reviewed.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkArguments } from '../arguments.ts'
import { licencePage, objectionsTo, packagesIn } from './licences.ts'

checkArguments({ options: {}, named: [] }, 'node scripts/licences/main.ts')

const reports = 'reports'
mkdirSync(reports, { recursive: true })

/** Runtime and development separately: the first is what is deployed. */
const writeSbom = (file: string, ...omitted: readonly string[]): void =>
  writeFileSync(
    join(reports, file),
    execFileSync(
      'npm',
      ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', ...omitted],
      { encoding: 'utf8', maxBuffer: 64_000_000, stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  )

writeSbom('sbom.cdx.json')
writeSbom('sbom-runtime.cdx.json', '--omit=dev')
const packages = packagesIn('.')
writeFileSync(join(reports, 'licences.md'), licencePage(packages))
const objections = objectionsTo(packages)
for (const objection of objections) console.error(objection)
console.log(
  objections.length === 0
    ? `${packages.length} packages, all under terms that were looked at: reports/licences.md, reports/sbom.cdx.json.`
    : 'Look at these terms: allow them in scripts/licences/licences.ts, or use another package.',
)
process.exitCode = objections.length === 0 ? 0 : 1
