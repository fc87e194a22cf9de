// The ways to read a value: as texts, bytes, the tokens in a text, and the short fragments by which values are compared.

/** A value at the end of a path through objects, lists and JSON texts. Indexes of lists are not part of the path. */
export type Leaf = { readonly path: string; readonly value: string | number | Uint8Array }

const jsonIn = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The children of a value, by name: fields of an object, items of a list, the JSON in a text. */
export const insideOf = (value: unknown): readonly (readonly [name: string, inner: unknown])[] | undefined => {
  if (typeof value === 'string') {
    const parsed = jsonIn(value)
    if (parsed !== undefined) return insideOf(parsed)
    const lines = value.split('\n').filter((line) => line !== '')
    return lines.length > 1 ? lines.map((line) => ['', line] as const) : undefined
  }
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return value.map((item: unknown) => ['', item] as const)
  return Object.entries(value)
}

export const leavesOf = (value: unknown, path = ''): Leaf[] => {
  const inside = insideOf(value)
  if (inside !== undefined)
    return inside.flatMap(([name, inner]) => leavesOf(inner, name === '' ? path : `${path}/${name}`))
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array) return [{ path, value }]
  return typeof value === 'bigint' ? [{ path, value: Number(value) }] : []
}

const shortest = 8
/** Ways to split: one keeps encoded values whole, one keeps addresses and dates whole, one keeps neither. */
const splits = [/[^\w+/=-]+/, /[\s"',;()[\]{}<>=|#]+/, /[^0-9a-zA-Z]+/]

/** A text and the tokens in it. */
export const tokensOf = (text: string): ReadonlySet<string> =>
  new Set([text, ...splits.flatMap((split) => text.split(split))].filter(({ length }) => length >= shortest))

/** The bytes that a token may encode: hexadecimal, a UUID, base64 in either alphabet. */
export const decodedFrom = (token: string): Uint8Array[] => {
  const found: Uint8Array[] = []
  const hexadecimal = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(token) ? token.replaceAll('-', '') : token
  if (/^([0-9a-f]{2})+$/i.test(hexadecimal)) found.push(Buffer.from(hexadecimal, 'hex'))
  if (/^[\w+/-]{11,}={0,2}$/.test(token)) found.push(Buffer.from(token, 'base64'))
  return found
}

const isPlain = /^[\d\s:.,+TZ-]*$/
const isHexadecimal = /^[0-9a-f-]*$/i

/**
 * Every run of eight characters. Dates and numbers resemble each other by chance, so only whole tokens of them count. Hexadecimal
 * runs have twelve characters, which are about as unlikely to agree by chance.
 */
function* runsOf(text: string): Generator<string> {
  for (let at = 0; at + shortest <= text.length; at++) {
    const run = text.slice(at, at + shortest)
    if (isPlain.test(run)) continue
    if (!isHexadecimal.test(run)) yield run
    else if (at + 12 <= text.length) yield text.slice(at, at + 12)
  }
}

const latin = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** All fragments by which this value could be found elsewhere, whole or in part, in any encoding. */
export function* fragmentsOf({ value }: Pick<Leaf, 'value'>): Generator<string> {
  if (value instanceof Uint8Array) return yield* runsOf(latin(value))
  const text = String(value)
  yield* runsOf(text)
  for (const token of tokensOf(text)) {
    yield token
    for (const bytes of decodedFrom(token)) yield* runsOf(latin(bytes))
  }
}
