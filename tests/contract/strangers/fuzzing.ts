// Runs the fuzzer without a token, with a token of every role, and as people whose roles are rows by ward and term.
import { join, resolve } from 'node:path'
import type { Person } from '../../../local/play/scenario/city.ts'
import { Role } from '../../../shared/api/access.ts'
import type { Called } from './generators.ts'
import { holders } from './holders.ts'
import { run } from './programs.ts'

const born = '1980-05-01'
const ward = 'heijplaat'

const withRole = (role: Role): readonly [string, Person] => [
  role,
  { sub: `fuzz-${role}`, ward, birthDate: born, roles: [role] },
]
/** Of them the run is the longest. */
export const longest = 'who holds every role of the municipality'
/** Every kind of caller: not signed in, a resident, an account without a ward, each role. The longest run comes first. */
export const callers: readonly (readonly [string, Person | undefined])[] = [
  ...holders.toSorted(([who]) => (who === longest ? -1 : 1)),
  ['nobody', undefined],
  ['a resident', { sub: 'fuzz-resident', ward, birthDate: born }],
  ['an account without a ward', { sub: 'fuzz-unverified' }],
  ...Role.options.map(withRole),
]

export type Fuzzing = { readonly seed: string; readonly examples: string; readonly phases: string }

/** Shortens long requests of the fuzzer, but keeps enough to see what they are about. */
const readable = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.slice(0, 400))
    .join('\n')
    .slice(0, 20_000)

/** One process with one worker, because its data generator is not thread-safe. Throws an error with the findings, if any. */
export const fuzz = async (
  python: string,
  { document, baseUrl }: Pick<Called, 'document' | 'baseUrl'>,
  token: string | undefined,
  { seed, examples, phases }: Fuzzing,
): Promise<string> => {
  const settings = resolve('tests/contract/strangers')
  const { status, said } = await run(
    join(python, '..', 'schemathesis'),
    [
      ...['--config-file', join(settings, 'schemathesis.toml'), 'run', document, '--url', baseUrl],
      ...['--seed', seed, '--max-examples', examples, '--phases', phases, '--workers', '1', '--no-color'],
      ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`]),
    ],
    { PYTHONPATH: settings, PYTHONDONTWRITEBYTECODE: '1', SCHEMATHESIS_HOOKS: 'hooks' },
  )
  if (status !== 0) throw new Error(readable(said))
  return /^\s*(\d+) generated/m.exec(said)?.[1] ?? 'no'
}
