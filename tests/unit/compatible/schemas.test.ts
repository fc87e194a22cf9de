import { describe, expect, it } from 'vitest'
import { type Complaint, compareSchemas, type Direction } from '../../../scripts/compatible/schemas.ts'

const compare = (direction: Direction, before: object, after: object): readonly Complaint[] =>
  compareSchemas(direction, { root: { ...before }, schema: before }, { root: { ...after }, schema: after })

const said = (direction: Direction, before: object, after: object): string =>
  compare(direction, before, after)
    .map(({ at, why }) => `${at}: ${why}`)
    .join('; ')

const text = { type: 'string' }
const object = (properties: object, required: readonly string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
  ...more,
})
const cat = object({ kind: { const: 'cat' }, lives: { type: 'integer' } }, ['kind'])
const dog = object({ kind: { const: 'dog' }, barks: { type: 'boolean' } }, ['kind'])

/** A narrower schema, a wider one, and the keyword that the error must name. */
const pairs: readonly (readonly [string, object, object, string])[] = [
  ['a longest text', { ...text, maxLength: 10 }, { ...text, maxLength: 20 }, 'maxLength'],
  ['a longest text that was not there', { ...text, maxLength: 10 }, text, 'maxLength'],
  ['a shortest text', { ...text, minLength: 2 }, { ...text, minLength: 1 }, 'minLength'],
  ['a pattern', { ...text, pattern: '^a$' }, text, 'pattern'],
  ['a format', { ...text, format: 'uuid' }, text, 'format'],
  ['an encoding', { ...text, contentEncoding: 'base64' }, text, 'contentEncoding'],
  ['a least number', { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 0 }, 'minimum'],
  ['a greatest number', { type: 'number', maximum: 1 }, { type: 'number', maximum: 2 }, 'maximum'],
  ['an open bound', { type: 'number', exclusiveMaximum: 1 }, { type: 'number', maximum: 1 }, 'maximum'],
  [
    'an open bound of whole numbers',
    { type: 'integer', exclusiveMinimum: 1 },
    { type: 'integer', minimum: 1 },
    'minimum',
  ],
  ['a step', { type: 'integer', multipleOf: 100 }, { type: 'integer', multipleOf: 10 }, 'multipleOf'],
  ['whole numbers', { type: 'integer' }, { type: 'number' }, 'integer'],
  ['a type where there was none', text, {}, 'string'],
  ['a value that may not be null', text, { type: ['string', 'null'] }, 'null'],
  ['a value that may not be null, as a choice', text, { anyOf: [text, { type: 'null' }] }, 'null'],
  ['a list of values', { ...text, enum: ['a'] }, { ...text, enum: ['a', 'b'] }, '"b"'],
  ['a list of values where there was any', { ...text, enum: ['a'] }, text, 'there'],
  ['one value', { const: 'a' }, { enum: ['a', 'b'] }, '"b"'],
  ['a longest list', { type: 'array', items: text, maxItems: 2 }, { type: 'array', items: text }, 'maxItems'],
  ['a shortest list', { type: 'array', items: text, minItems: 2 }, { type: 'array', items: text }, 'minItems'],
  ['a list without doubles', { type: 'array', uniqueItems: true }, { type: 'array' }, 'uniqueItems'],
  [
    'the elements of a list',
    { type: 'array', items: { ...text, maxLength: 1 } },
    { type: 'array', items: text },
    '/[]',
  ],
  [
    'places of a list',
    { type: 'array', prefixItems: [{ const: 1 }] },
    { type: 'array', prefixItems: [{ enum: [1, 2] }] },
    '/0',
  ],
  ['a form of several', { oneOf: [cat] }, { oneOf: [cat, dog] }, 'kind "dog"'],
  [
    'a field of one form',
    { oneOf: [object({ kind: { const: 'cat' }, lives: { const: 9 } }, ['kind']), dog] },
    { oneOf: [object({ kind: { const: 'cat' }, lives: { enum: [7, 9] } }, ['kind']), dog] },
    '/lives: the value 7',
  ],
  [
    'a field deep inside',
    object({ a: object({ b: { ...text, maxLength: 1 } }) }),
    object({ a: object({ b: text }) }),
    '/a/b',
  ],
  [
    'values by any name',
    { type: 'object', additionalProperties: { type: 'integer' } },
    { type: 'object', additionalProperties: { type: 'number' } },
    '/*',
  ],
  [
    'the names themselves',
    { type: 'object', propertyNames: { ...text, maxLength: 2 }, additionalProperties: text },
    { type: 'object', additionalProperties: text },
    'its name',
  ],
  [
    'no other names',
    { type: 'object', additionalProperties: false },
    { type: 'object', additionalProperties: text },
    '/*',
  ],
  ['how many fields', { type: 'object', maxProperties: 2 }, { type: 'object' }, 'maxProperties'],
]

describe('requests may only become wider, and answers only narrower:', () => {
  it.each(pairs)('requests may only become wider, and answers only narrower: %s', (_, narrow, wide, named) => {
    expect(said('request', wide, narrow)).toContain(named)
    expect(said('answer', narrow, wide)).toContain(named)
    expect(compare('request', narrow, wide)).toEqual([])
    expect(compare('answer', wide, narrow)).toEqual([])
  })

  it.each(pairs)(
    'requests may only become wider, and answers only narrower: %s may stay the same',
    (_, narrow, wide) => {
      for (const same of [narrow, wide])
        for (const direction of ['request', 'answer'] as const) expect(compare(direction, same, same)).toEqual([])
    },
  )
})

describe('a change that breaks clients:', () => {
  it.each([
    [
      'a field that is gone',
      object({ a: text, b: text }),
      object({ a: text }),
      '/b: it is not taken any more',
      '/b: it is not sent any more',
    ],
    ['another pattern', { ...text, pattern: '^a' }, { ...text, pattern: '^b' }, 'pattern', 'pattern'],
    ['another format', { ...text, format: 'date' }, { ...text, format: 'date-time' }, 'format', 'format'],
    [
      'another type',
      text,
      { type: 'integer' },
      'it was string, and is integer now',
      'it was string, and is integer now',
    ],
    ['another value', { const: 'a' }, { const: 'b' }, '"a" is not taken any more', '"b" is new'],
    [
      'a field with another name',
      object({ a: text }, ['a']),
      object({ b: text }, ['b']),
      '/b: it is new and required',
      '/a: it is not sent any more',
    ],
    [
      'another number of places',
      { type: 'array', prefixItems: [text] },
      { type: 'array', prefixItems: [text, text] },
      'had 1 places',
      'had 1 places',
    ],
    [
      'a keyword that nobody can judge',
      { ...text, not: { const: 'a' } },
      { ...text, not: { const: 'b' } },
      'its not has changed',
      'its not has changed',
    ],
  ])('a change that breaks clients: %s', (_, before, after, request, answer) => {
    expect(said('request', before, after)).toContain(request)
    expect(said('answer', before, after)).toContain(answer)
  })
})

describe('fields', () => {
  const both = object({ a: text, b: text }, ['a'])

  it('fields may be added if they are optional, and always to answers', () => {
    expect(compare('request', object({ a: text }, ['a']), both)).toEqual([])
    expect(compare('answer', object({ a: text }, ['a']), object({ a: text, b: text }, ['a', 'b']))).toEqual([])
  })

  it('fields may not become required if they were optional or unknown', () => {
    const strict = object({ a: text, b: text }, ['a', 'b'])
    expect(said('request', both, strict)).toBe('/b: it is required now, and was not')
    expect(said('request', object({ a: text }, ['a']), strict)).toContain('/b: it is new and required')
    expect(compare('request', strict, both)).toEqual([])
  })

  it('fields may not be left out if they were always present', () => {
    const strict = object({ a: text, b: text }, ['a', 'b'])
    expect(said('answer', strict, both)).toBe('/b: it was always there, and may be missing now')
    expect(compare('answer', both, strict)).toEqual([])
  })

  it('fields may not change their default', () => {
    expect(said('request', { ...text, default: 'a' }, { ...text, default: 'b' })).toContain('default')
    expect(compare('answer', { ...text, default: 'a' }, { ...text, default: 'b' })).toEqual([])
  })
})

describe('forms of a schema', () => {
  it('forms of a schema are equal however they are written', () => {
    const asTypes = { type: ['string', 'null'] }
    const asChoice = { oneOf: [{ type: 'null' }, text] }
    for (const direction of ['request', 'answer'] as const) expect(compare(direction, asTypes, asChoice)).toEqual([])
  })

  it('forms of a schema are compared through references, and a recursive schema once', () => {
    const tree = (leaf: object) => ({
      $ref: '#/defs/tree',
      defs: { tree: object({ leaf, branches: { type: 'array', items: { $ref: '#/defs/tree' } } }) },
    })
    expect(said('request', tree(text), tree({ ...text, maxLength: 5 }))).toBe(
      '/leaf: its maxLength was absent, and is 5 now',
    )
  })

  it('forms of a schema are compared if limits replace listed values', () => {
    const listed = { ...text, enum: ['aa', 'bbb'] }
    expect(compare('request', listed, { ...text, maxLength: 3 })).toEqual([])
    expect(said('request', listed, { ...text, maxLength: 2 })).toContain('"bbb" is not taken any more')
    expect(said('request', listed, { ...text, pattern: '^a+$' })).toContain('"bbb"')
    expect(said('request', { enum: [1, 2] }, { type: 'integer', maximum: 1 })).toContain('the value 2')
  })

  it('forms of a schema promise nothing by their descriptions', () => {
    const worded = { ...text, title: 'A', description: 'b', examples: ['c'], 'x-more': 1 }
    for (const direction of ['request', 'answer'] as const) expect(compare(direction, text, worded)).toEqual([])
  })
})
