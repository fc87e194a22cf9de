// The document as external tools read it: names, words, limits, patterns, examples.
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../shared/api/declared-problems.ts'
import { Problem } from '../../shared/api/problem.ts'
import { described } from '../../shared/described.ts'
import {
  answersOf,
  components,
  type DocumentedOperation,
  documented,
  mediaOf,
  parametersOf,
  placesOf,
  sentWith,
} from './document-walk.ts'
import { all } from './samples.ts'

const byId = documented.map((each): [string, DocumentedOperation] => [each.id, each])
const operationOf = new Map(all)
const typesOf = (schema: { readonly type?: unknown }): readonly unknown[] => [schema.type].flat()
const hasWords = (text: unknown): boolean => typeof text === 'string' && text.length > 10 && !/^Text of at/.test(text)
const isInline = ({ $ref, type, oneOf, anyOf }: { readonly [key: string]: unknown }) =>
  $ref === undefined && (type === 'object' || oneOf !== undefined || anyOf !== undefined)

const patterns = [
  ...documented.flatMap(sentWith),
  ...components.flatMap(([name, schema]) => placesOf(schema, name)),
].flatMap(({ at, schema }) => (typeof schema.pattern === 'string' ? [{ at, pattern: schema.pattern }] : []))

/** Parts of a pattern that Python's `re` or Go's RE2 does not support, or reads differently from ECMA-262. */
const unportable = /\\[pPdDwWsSbBkuZAzcv]|\(\?(?!:)|\\[1-9]|\[[^\]]*\\[dws]/

describe('names in the document', () => {
  it.each(byId)('%s uses only named schemas in requests and answers', (_, each) => {
    const media = [each.operation.requestBody, ...answersOf(each).map(([, answer]) => answer)].flatMap(mediaOf)
    expect(media.filter(([, { schema }]) => isInline(Object(schema)))).toEqual([])
  })

  it('names in the document exist for every object and every choice inside a schema, too', () => {
    const parts = components.flatMap(([name, { properties, items }]) =>
      Object.entries({ ...Object(properties), items }).map(([field, part]) => ({
        at: `${name}.${field}`,
        ...Object(part),
      })),
    )
    const nameless = parts.filter(
      ({ properties, oneOf, enum: values }) => properties !== undefined || oneOf !== undefined || values?.length > 1,
    )
    expect(nameless.map(({ at }) => at)).toEqual([])
  })

  it('names in the document can be used as identifiers in any language', () => {
    expect(components.map(([name]) => name).filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([])
  })
})

describe('words in the document', () => {
  it.each(byId)('%s is described in English, and briefly in Dutch', (_, { operation }) => {
    expect(hasWords(operation.description), 'a description').toBe(true)
    expect(operation['x-summary-nl']).toBeTypeOf('string')
  })

  it.each(byId)('%s has a description of each parameter', (_, each) => {
    expect(parametersOf(each).filter(({ description }) => !hasWords(description))).toEqual([])
  })

  it.each(components)('%s is described, and so is each of its fields', (_, schema) => {
    expect(hasWords(schema.description), 'a description of its own').toBe(true)
    const fields = Object.entries<{ description?: string }>(Object(schema.properties))
    expect(fields.filter(([, { description }]) => !hasWords(description)).map(([name]) => name)).toEqual([])
  })

  it('words in the document are only about things that exist', () => {
    const fields = components.flatMap(([name, { properties }]) =>
      Object.keys(Object(properties)).flatMap((field) => [field, `${name.replace('Output', '')}.${field}`]),
    )
    const parameters = documented.flatMap(parametersOf).map(({ name }) => name)
    const known = new Set<unknown>([...fields, ...parameters, ...components.map(([name]) => name)])
    expect([...described.fields.keys(), ...described.schemas.keys()].filter((name) => !known.has(name))).toEqual([])
  })
})

describe('a request in the document', () => {
  it.each(byId)('a request in the document of %s limits every text, list and number', (_, each) => {
    const boundless = sentWith(each).filter(({ schema }) => {
      const types = typesOf(schema)
      if (schema.enum !== undefined || schema.const !== undefined) return false
      if (types.includes('string') && schema.maxLength === undefined) return true
      if (types.includes('array') && schema.maxItems === undefined) return true
      const isNumber = types.includes('integer') || types.includes('number')
      return isNumber && (schema.minimum === undefined || schema.maximum === undefined)
    })
    expect(boundless.map(({ at }) => at)).toEqual([])
  })

  it.each(byId)('a request in the document of %s has no field that is marked read-only', (_, each) => {
    expect(sentWith(each).filter(({ schema }) => schema.readOnly !== undefined)).toEqual([])
  })
})

describe('patterns', () => {
  it('patterns mean the same in ECMAScript, Python and Go', () => {
    expect(patterns.length).toBeGreaterThan(10)
    expect(patterns.filter(({ pattern }) => unportable.test(pattern))).toEqual([])
    for (const { pattern } of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow()
  })
})

describe('answers in the document', () => {
  const answering = byId.filter(([, { operation }]) => !Object.hasOwn(Object(operation.responses), '204'))
  it.each(answering)('%s has an example of its success that conforms to its schema', (id, each) => {
    const operation = operationOf.get(id)
    for (const [status, answer] of answersOf(each).filter(([code]) => code < 300))
      for (const [, media] of mediaOf(answer)) {
        const values = Object.values<{ readonly value: unknown }>(Object(media.examples))
        expect(values.length, `an example of ${status}`).toBeGreaterThan(0)
        const schema = Object.entries(operation?.responses ?? {}).find(([code]) => Number(code) === status)?.[1]
        // Equal: nothing that the schema promises is left to a default.
        for (const { value } of values) expect(schema?.parse(value)).toEqual(value)
      }
  })

  it.each(byId)('%s has a valid example of every problem', (id, each) => {
    const operation = operationOf.get(id)
    const codes = answersOf(each).flatMap(([status, answer]) =>
      mediaOf(answer)
        .filter(([type]) => type === 'application/problem+json')
        .flatMap(([, { examples }]) =>
          Object.values<{ readonly value: unknown }>(Object(examples)).map(({ value }) => {
            expect(Problem.parse(value).status).toBe(status)
            return Problem.parse(value).code
          }),
        ),
    )
    expect(codes.sort()).toEqual((operation === undefined ? [] : problemsOf(operation)).map(({ code }) => code).sort())
  })

  it.each(byId)('%s declares that every problem has a status, a title and a detail', (_, each) => {
    for (const [status, answer] of answersOf(each).filter(([code]) => code >= 400)) {
      const problem = mediaOf(answer).find(([type]) => type === 'application/problem+json')?.[1]
      const [place] = placesOf(problem?.schema, `${status}`)
      expect(place?.schema.allOf).toBeUndefined()
      expect(place?.schema.required).toEqual(expect.arrayContaining(['status', 'title', 'detail']))
    }
  })

  it.each(byId)('%s declares the status 429, which the gateway may answer', (_, each) => {
    const answer = answersOf(each).find(([status]) => status === 429)?.[1]
    expect(answer?.description).toContain('From the gateway itself')
  })
})
