// An attacker with every dump: looks for whatever could tell which ballot is whose.
import { createHash } from 'node:crypto'

/** Anything written down about one voter, or about one ballot: items, bodies, log lines, ids. */
export type Records = ReadonlyMap<string, readonly unknown[]>

const shortest = 8
const digests = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const

/** All texts and bytes in a value; of a text of JSON, what is in it. */
const leaves = (value: unknown): (string | Uint8Array)[] => {
  if (value instanceof Uint8Array) return [value]
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)]
  if (typeof value === 'string') return opened(value) ?? [value]
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves)
  return []
}
const opened = (text: string): (string | Uint8Array)[] | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return leaves(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** A token as itself and as the bytes it may stand for. */
const readings = (token: string): Uint8Array[] => {
  const found: Uint8Array[] = [Buffer.from(token)]
  if (/^([0-9a-f]{2})+$/i.test(token)) found.push(Buffer.from(token, 'hex'))
  if (/^[\w+/=-]+$/.test(token)) found.push(Buffer.from(token, 'base64'))
  return found
}

/** A text and the tokens in it; short pieces of a longer text are alike by chance. */
const tokensOf = (text: string): string[] => [
  text,
  ...[...text.split(/[^\w+/=-]+/), ...text.split(/[^0-9a-zA-Z]+/)].filter(({ length }) => length >= shortest),
]

const bytesIn = (value: unknown): Uint8Array[] => {
  const plain = leaves(value).flatMap((leaf) => (typeof leaf === 'string' ? tokensOf(leaf).flatMap(readings) : [leaf]))
  const hashed = plain.flatMap((bytes) =>
    digests.map((name) => new Uint8Array(createHash(name).update(bytes).digest())),
  )
  return [...plain, ...hashed]
}

const known = new WeakMap<readonly unknown[], ReadonlySet<string>>()

/** Every run of eight bytes in anything the records hold, in any reading, and in the hashes of it. */
const fragments = (records: readonly unknown[]): ReadonlySet<string> => {
  const found = known.get(records) ?? runsOf(bytesIn(records))
  known.set(records, found)
  return found
}

const runsOf = (all: readonly Uint8Array[]): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const bytes of all) {
    const text = Buffer.from(bytes).toString('latin1')
    for (let at = 0; at + shortest <= text.length; at++) found.add(text.slice(at, at + shortest))
  }
  return found
}

/** Fragments by the one owner they point to; what two have in common identifies neither. */
const identifying = (records: Records): Map<string, string> => {
  const owner = new Map<string, string | undefined>()
  for (const [name, written] of records)
    for (const fragment of fragments(written)) owner.set(fragment, owner.has(fragment) ? undefined : name)
  return new Map([...owner].flatMap(([fragment, name]) => (name === undefined ? [] : [[fragment, name] as const])))
}

/** Pairs `voter = ballot` that share a fragment nobody else has. Empty: they cannot be joined by any value. */
export const joinsByValue = (voters: Records, ballots: Records): string[] => {
  const ofBallots = identifying(ballots)
  const pairs = new Set<string>()
  for (const [fragment, voter] of identifying(voters)) {
    const ballot = ofBallots.get(fragment)
    if (ballot !== undefined) pairs.add(`${voter} = ${ballot}`)
  }
  return [...pairs].sort()
}

const moments = [
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /\b1[6-9]\d{8}\b/,
  /\b1[6-9]\d{11}\b/,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[167][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/i,
  /\b01[0-9A-HJKMNP-TV-Z]{24}\b/,
]

/** Values that tell a moment: dates, seconds or milliseconds since 1970, ids with a time in them; and any number. */
export const momentsIn = (items: readonly Record<string, unknown>[]): string[] =>
  items.flatMap((item) =>
    Object.entries(item).flatMap(([name, value]) =>
      typeof value === 'number' || moments.some((pattern) => pattern.test(String(value))) ? [name] : [],
    ),
  )

/** Spearman's rank correlation of two orders of the same things: 1 and −1 are the same order, near 0 none. */
export const correlation = (one: readonly string[], other: readonly string[]): number => {
  const squares = one.map((name, rank) => (rank - other.indexOf(name)) ** 2).reduce((sum, each) => sum + each, 0)
  return 1 - (6 * squares) / (one.length * (one.length ** 2 - 1))
}
