// The system as `npm start` starts it, in a separate process and on temporary data, so that its figures do not include the
// caller's. Prints its address as one line of JSON; ends when its standard input ends.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startLocal } from '../../local/emulator/system.ts'
import { cityExtension } from '../../local/play/city-extension.ts'
import { seed } from '../../local/play/seed.ts'
import { synthesizeIfChanged } from '../../local/synthesis.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const assembly = join(root, 'cdk.out', 'local')
await synthesizeIfChanged(root, assembly)
const dataDir = mkdtempSync(join(tmpdir(), 'wijk-bench-'))
const system = await startLocal({ assembly, port: 0, dataDir, isPassing: true, extension: cityExtension })
await seed(system)
const { origin, engineEndpoint, functions } = system
const table = functions.flatMap(({ environment }) => environment.TABLE_NAME ?? [])[0]
console.log(JSON.stringify({ origin, engineEndpoint, table }))

process.stdin.resume()
process.stdin.once('close', async () => {
  await system.stop()
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(0)
})
