// Where the foreign emulator cannot be had, the run on it says so in one line, with what would help.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NotToBeHad, providePython } from '../../local/foreign/python.ts'

const room = mkdtempSync(join(tmpdir(), 'wijk-python-'))
afterAll(() => rmSync(room, { recursive: true }))
const canMakeEnvironments =
  spawnSync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']).status === 0

const reason = async (): Promise<string> => {
  try {
    return await providePython(room)
  } catch (error) {
    if (error instanceof NotToBeHad) return error.message
    throw error
  }
}

describe('the Python of the foreign emulator', () => {
  beforeEach(() => rmSync(join(room, 'venv'), { recursive: true, force: true }))
  afterEach(() => vi.unstubAllEnvs())

  it('is asked for in one line where there is none', async () => {
    vi.stubEnv('PATH', room)
    expect(await reason()).toBe('there is no Python 3.10 or newer on the path; install one')
  })

  it.skipIf(!canMakeEnvironments)(
    'is no use where its packages cannot be fetched, and says so in one line',
    async () => {
      vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple')
      vi.stubEnv('PIP_RETRIES', '0')
      vi.stubEnv('PIP_NO_CACHE_DIR', '1')
      expect(await reason()).toMatch(
        /^its Python packages could not be fetched; check the network or the registry \(.*\)$/,
      )
    },
  )
})
