// Values as DynamoDB's JSON writes them, and back. tests/unit/table/attribute-values.test.ts holds it against the SDK's own
// (`@aws-sdk/util-dynamodb`), which takes ten times as long.

type Attributes = { readonly [name: string]: unknown }

/** What the table keeps of a number: 38 digits. JavaScript is sure of whole ones up to 2^53. */
const numberText = (value: number): string => {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw new RangeError('The number cannot be stored exactly')
  return String(value)
}

const isPlain = (value: object): value is Attributes => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const attributeOfObject = (value: object): Attributes => {
  if (value instanceof Uint8Array)
    return { B: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
  if (Array.isArray(value)) return { L: value.filter((each) => each !== undefined).map(toAttribute) }
  if (isPlain(value)) return { M: toAttributes(value) }
  throw new TypeError('Only plain objects, lists and bytes can be stored')
}

/** One value: text, a number, true or false, null, bytes, a list, or a plain object. Throws a TypeError for anything else. */
const toAttribute = (value: unknown): Attributes => {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return { N: numberText(value) }
    case 'boolean':
      return { BOOL: value }
    case 'object':
      return value === null ? { NULL: true } : attributeOfObject(value)
    default:
      throw new TypeError(`A value of type ${typeof value} cannot be stored`)
  }
}

/** The values of an item or a key. What is undefined is left out. */
export const toAttributes = (values: Attributes): Attributes => {
  const attributes: Record<string, unknown> = {}
  for (const name of Object.keys(values)) {
    const value = values[name]
    if (value !== undefined) attributes[name] = toAttribute(value)
  }
  return attributes
}

const numberOf = (text: string): number => {
  const value = Number(text)
  if (Number.isNaN(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new RangeError('The stored number cannot be read exactly')
  return value
}

const bytesOf = (base64: string): Uint8Array => {
  const bytes = Buffer.from(base64, 'base64')
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

const isObject = (value: unknown): value is Attributes => typeof value === 'object' && value !== null

/** Throws a TypeError for what the table never answers, and for sets: nothing here keeps any. */
const fromAttribute = (attribute: unknown): unknown => {
  if (isObject(attribute))
    for (const kind in attribute) {
      const value = attribute[kind]
      if (kind === 'S' || kind === 'BOOL') return value
      if (kind === 'M') return fromAttributes(value)
      if (kind === 'N' && typeof value === 'string') return numberOf(value)
      if (kind === 'NULL') return null
      if (kind === 'L' && Array.isArray(value)) return value.map(fromAttribute)
      if (kind === 'B' && typeof value === 'string') return bytesOf(value)
    }
  throw new TypeError('Unsupported type of attribute')
}

/**
 * The values of an item or a key that the table answered, in the order of their names. The table promises no order, and the engine
 * answers each item in another one. V8 keeps a class of objects for each order: fifty items would have hundreds of classes, and
 * code that reads them would know none of them (docs/performance.md).
 */
export const fromAttributes = (attributes: unknown): Record<string, unknown> => {
  if (!isObject(attributes)) throw new TypeError('The item is not a map of attributes')
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(attributes).sort()) values[name] = fromAttribute(attributes[name])
  return values
}
