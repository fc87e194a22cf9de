// A separate system for a demo, a bench or a test: synthesized, on a free port, with temporary data.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LogLevel } from '../../emulator/log.ts'
import { startLocal } from '../../emulator/system.ts'
import { cityExtension } from '../city-extension.ts'
import { seed } from '../seed.ts'
import { connect } from './city.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** Synthesizes stage `local`; returns the directory of its templates and bundles. Only one process may write there at a time. */
export const synthesizeLocal = (assembly = join(root, 'cdk.out', 'local')): string => {
  execFileSync(process.execPath, [join(root, 'infra', 'app.ts'), '--stage', 'local', '--out', assembly], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return assembly
}

/** Starts it; `stop` ends it and removes its data. `log`: what it writes to standard error. */
export const startSystem = async (log: LogLevel = 'warnings') => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wijk-'))
  // A separate copy: functions are loaded at their first call, and another system may be synthesized meanwhile.
  const own = mkdtempSync(join(tmpdir(), 'wijk-assembly-'))
  const system = await startLocal({
    assembly: synthesizeLocal(own),
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
      for (const directory of [dataDir, own]) rmSync(directory, { recursive: true, force: true })
    },
  }
}
