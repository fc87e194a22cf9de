// The Python environment of the emulator: a virtual environment with the versions of requirements.txt.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { messageOf } from '../emulator/json.ts'

/** The emulator cannot be installed on this machine. The message says why, and what would help. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
}

const run = promisify(execFile)
const ownRequirements = fileURLToPath(new URL('./requirements.txt', import.meta.url))
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10']
const firstNewEnough = async (least: number): Promise<string> => {
  for (const python of candidates)
    try {
      await run(python, ['-c', `import sys; sys.exit(sys.version_info < (3, ${least}))`])
      return python
    } catch {
      // Missing or too old: try the next one.
    }
  throw new UnavailableError(`there is no Python 3.${least} or newer on the path; install one`)
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

const attempt = async (what: string, program: string, args: readonly string[]): Promise<void> => {
  try {
    await run(program, [...args], { timeout: 300_000 })
  } catch (error) {
    throw new UnavailableError(`${what} (${lastLine(messageOf(error))})`)
  }
}

/**
 * The interpreter of the virtual environment in a room, created if it is missing or outdated: with these packages, on a
 * Python of at least this minor version. Rejects with UnavailableError.
 */
export const providePython = async (
  room: string,
  { requirements = ownRequirements, least = 10 }: { readonly requirements?: string; readonly least?: number } = {},
): Promise<string> => {
  const environment = join(room, 'venv')
  const stamp = join(environment, '.installed')
  const python = join(environment, 'bin', 'python')
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python
  rmSync(environment, { recursive: true, force: true })
  const base = await firstNewEnough(least)
  await attempt(`${base} makes no virtual environment; on Debian: apt install python3-venv`, base, [
    '-m',
    'venv',
    environment,
  ])
  await attempt('its Python packages could not be fetched; check the network or the registry', python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-r',
    requirements,
  ])
  writeFileSync(stamp, wanted)
  return python
}
