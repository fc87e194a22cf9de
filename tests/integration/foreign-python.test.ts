// If the third-party emulator cannot be installed, its run says so in one line and suggests a remedy. Scripts stand in for Python,
// so that the result does not depend on this machine.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { providePython, UnavailableError } from '../../local/foreign/python.ts'

const room = mkdtempSync(join(tmpdir(), 'wijk-python-'))
afterAll(() => rmSync(room, { recursive: true }))

/** A stand-in for a Python that is new enough. It can or cannot create environments, and its pip ends as the script says. */
const python = ({ venv, pip }: { readonly venv: string; readonly pip: string }): void => {
  const path = join(room, 'python3')
  writeFileSync(
    path,
    `#!/bin/sh
case "$2" in
venv) ${venv} ;;
pip) ${pip} ;;
esac
`,
  )
  chmodSync(path, 0o755)
}
const makesEnvironment = '/bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python"'

const reason = async (): Promise<string | undefined> => {
  try {
    await providePython(room)
    return undefined
  } catch (error) {
    if (error instanceof UnavailableError) return error.message
    throw error
  }
}

describe('the Python of the foreign emulator', () => {
  beforeEach(() => vi.stubEnv('PATH', room))
  afterEach(() => vi.unstubAllEnvs())

  it('the Python of the foreign emulator is requested in one line if it is missing', async () => {
    expect(await reason()).toBe('there is no Python 3.10 or newer on the path; install one')
  })

  it('the Python of the foreign emulator is refused if it cannot create environments, with the Debian package that helps', async () => {
    python({ venv: 'echo "ensurepip is not available" >&2; exit 1', pip: 'exit 0' })
    expect(await reason()).toBe(
      'python3 makes no virtual environment; on Debian: apt install python3-venv (ensurepip is not available)',
    )
  })

  it('the Python of the foreign emulator is refused in one line if its packages cannot be fetched', async () => {
    python({ venv: makesEnvironment, pip: 'echo "Looking" >&2; echo "ERROR: no matching distribution" >&2; exit 1' })
    expect(await reason()).toBe(
      'its Python packages could not be fetched; check the network or the registry (ERROR: no matching distribution)',
    )
  })

  it('the Python of the foreign emulator is set up again after a failed attempt, and then reused', async () => {
    python({ venv: makesEnvironment, pip: 'exit 0' })
    expect(await reason()).toBeUndefined()
    python({ venv: 'exit 1', pip: 'exit 1' })
    expect(await reason()).toBeUndefined()
  })
})
