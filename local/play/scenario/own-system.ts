// A separate system for a demo, a bench or a test: synthesized, on a free port, with temporary data.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LogLevel } from '../../emulator/log.ts'
import { startLocal } from '../../emulator/system.ts'
import { keptAssembly } from '../../synthesis.ts'
import { cityExtension } from '../city-extension.ts'
import { seed } from '../seed.ts'
import { connect } from './city.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** Starts it; `stop` ends it and removes its data. `log`: what it writes to standard error. */
export const startSystem = async (log: LogLevel = 'warnings') => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wijk-'))
  const system = await startLocal({
    assembly: await keptAssembly(root),
    port: 0,
    dataDir,
    isPassing: true,
    log,
    extension: cityExtension,
  })
  await seed(system)
  const { origin } = new URL(system.baseUrl)
  const city = connect(origin)
  return {
    system,
    origin,
    city: { ...city, can: { ...city.can, dump: system.dump } },
    dataDir,
    stop: async () => {
      await system.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
