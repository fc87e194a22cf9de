import { describe, expect, it } from 'vitest'
import { objectOf } from '../../../scripts/compatible/json.ts'
import { brokenEvents, brokenOperations, promised } from '../../../scripts/compatible/published.ts'
import { broken, lastRelease, nextRelease } from '../../../scripts/compatible/released.ts'

const now = nextRelease()

type Path = readonly (string | number)[]

/** A copy in which the value at this path is replaced; undefined removes it. */
const changed = (value: unknown, [head, ...rest]: Path, to: unknown): unknown => {
  if (head === undefined) return to
  if (Array.isArray(value)) return value.map((each, place) => (place === head ? changed(each, rest, to) : each))
  const entries = Object.entries(objectOf(value)).filter(([key]) => key !== String(head))
  const inside = changed(objectOf(value)[head], rest, to)
  return Object.fromEntries(inside === undefined ? entries : [...entries, [String(head), inside]])
}

/** An API with one operation whose response refers to a component. */
const api = {
  openapi: '3.1.1',
  paths: {
    '/things/{id}': {
      post: {
        operationId: 'makeThing',
        security: [{ token: ['staff'] }],
        'x-roles': ['clerk', 'chair'],
        parameters: [
          { in: 'path', name: 'id', required: true, schema: { type: 'string', maxLength: 36 } },
          { in: 'query', name: 'limit', schema: { type: 'integer', maximum: 100 } },
        ],
        requestBody: {
          content: { 'application/json': { schema: { type: 'object', properties: { title: { type: 'string' } } } } },
        },
        responses: {
          200: {
            headers: { ETag: { required: true, schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          404: { content: { 'application/problem+json': { schema: { type: 'object' } } } },
        },
      },
    },
  },
  components: {
    schemas: { Thing: { type: 'object', properties: { state: { enum: ['open', 'shut'] } }, required: ['state'] } },
  },
}
const post: Path = ['paths', '/things/{id}', 'post']
const thing: Path = ['components', 'schemas', 'Thing']
const bodySchema: Path = [...post, 'requestBody', 'content', 'application/json', 'schema']

describe('an operation breaks a promise when', () => {
  it.each<readonly [string, Path, unknown, string]>([
    ['it is gone', post, undefined, 'it is gone'],
    ['its path is gone', ['paths', '/things/{id}'], undefined, 'it is gone'],
    ['it has another name', [...post, 'operationId'], 'newThing', 'it is called newThing now'],
    ['it is served elsewhere', [...post, 'servers'], [{ url: '/v2' }], 'it is served elsewhere now'],
    ['it asks for another scope', [...post, 'security'], [{ token: ['boss'] }], 'access: with token, token staff'],
    ['it asks for one more scope', [...post, 'security'], [{ token: ['staff', 'boss'] }], 'is not reached any more'],
    ['it shuts out a role', [...post, 'x-roles'], ['clerk'], 'access: chair is not let in any more'],
    ['a parameter is gone', [...post, 'parameters', 1], {}, 'query parameter limit: it is not taken any more'],
    [
      'a parameter is required',
      [...post, 'parameters', 1, 'required'],
      true,
      'query parameter limit: it is required now',
    ],
    [
      'a parameter has a tighter limit',
      [...post, 'parameters', 1, 'schema', 'maximum'],
      50,
      'its maximum was 100, and is 50 now',
    ],
    ['a parameter is written in another way', [...post, 'parameters', 1, 'explode'], false, 'its explode'],
    ['its body is gone', [...post, 'requestBody'], undefined, 'body: it is not taken any more'],
    ['its body is required', [...post, 'requestBody', 'required'], true, 'body: it is required now'],
    [
      'its body is of another kind',
      [...post, 'requestBody', 'content'],
      { 'text/csv': {} },
      'body: application/json is not taken any more',
    ],
    ['a field of its body is required', [...bodySchema, 'required'], ['title'], 'body /title: it is required now'],
    [
      'a field of its body is gone',
      [...bodySchema, 'properties', 'title'],
      undefined,
      'body /title: it is not taken any more',
    ],
    ['a success is gone', [...post, 'responses', '200'], undefined, 'answer 200: it is not declared any more'],
    ['a refusal is gone', [...post, 'responses', '404'], undefined, 'answer 404: it is not declared any more'],
    [
      'a header is gone',
      [...post, 'responses', '200', 'headers', 'ETag'],
      undefined,
      'header ETag: it is not sent any more',
    ],
    [
      'a header may be missing',
      [...post, 'responses', '200', 'headers', 'ETag', 'required'],
      false,
      'header ETag: it was always there',
    ],
    [
      'an answer is of another kind',
      [...post, 'responses', '200', 'content'],
      { 'text/csv': {} },
      'application/json is not sent any more',
    ],
    [
      'an answer has a new value',
      [...thing, 'properties', 'state', 'enum'],
      ['open', 'shut', 'lost'],
      'answer 200 /state: the value "lost" is new',
    ],
    ['a field of an answer may be missing', [...thing, 'required'], [], 'answer 200 /state: it was always there'],
    [
      'a field of an answer is gone',
      [...thing, 'properties', 'state'],
      undefined,
      'answer 200 /state: it is not sent any more',
    ],
  ])('an operation breaks a promise when: %s', (_, path, to, sentence) => {
    const complaints = brokenOperations(api, objectOf(changed(api, path, to)))
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain(sentence)
    expect(complaints[0]).toMatch(/^Operation makeThing \(POST \/things\/\{id\}\)/)
  })

  it('an operation breaks a promise when a new parameter is required', () => {
    const more = [{ in: 'header', name: 'If-Match', required: true, schema: { type: 'string' } }]
    const parameters = [...api.paths['/things/{id}'].post.parameters, ...more]
    expect(brokenOperations(api, objectOf(changed(api, [...post, 'parameters'], parameters)))).toEqual([
      'Operation makeThing (POST /things/{id}), header parameter If-Match: it is new and required.',
    ])
  })

  it('an operation breaks a promise when it had no body, and now requires one', () => {
    const without = objectOf(changed(api, [...post, 'requestBody'], undefined))
    const asking = objectOf(changed(api, [...post, 'requestBody', 'required'], true))
    expect(brokenOperations(without, asking)).toEqual([
      'Operation makeThing (POST /things/{id}), body: it is required now, and was not.',
    ])
    expect(brokenOperations(without, api)).toEqual([])
  })

  it('an operation breaks a promise when it was public, and now requires a token', () => {
    const open = objectOf(changed(api, [...post, 'security'], undefined))
    expect(brokenOperations(open, api)).toEqual([
      'Operation makeThing (POST /things/{id}), access: without a token it is not reached any more.',
    ])
    expect(brokenOperations(api, open)).toEqual([])
  })
})

describe('an operation keeps its promises when', () => {
  it.each<readonly [string, Path, unknown]>([
    ['another operation is added', ['paths', '/others'], { get: { operationId: 'listOthers', responses: {} } }],
    ['a role is let in', [...post, 'x-roles'], ['clerk', 'chair', 'auditor']],
    ['another scope lets in too', [...post, 'security'], [{ token: ['staff'] }, { token: ['auditor'] }]],
    ['a parameter has a wider limit', [...post, 'parameters', 1, 'schema', 'maximum'], 200],
    ['its body has one more optional field', [...bodySchema, 'properties', 'note'], { type: 'string' }],
    ['an answer has one more field', [...thing, 'properties', 'note'], { type: 'string' }],
    ['an answer has a value less', [...thing, 'properties', 'state', 'enum'], ['open']],
    ['it can be refused for one more reason', [...post, 'responses', '409'], { content: {} }],
    ['a header is added', [...post, 'responses', '200', 'headers', 'Age'], { schema: { type: 'integer' } }],
  ])('an operation keeps its promises when: %s', (_, path, to) => {
    expect(brokenOperations(api, objectOf(changed(api, path, to)))).toEqual([])
  })
})

describe('the API and the events of this project', () => {
  it('the API and the events of this project keep what the last release promised', () => {
    const before = lastRelease()
    expect(before).toBeDefined()
    expect(before === undefined ? [] : broken(before, now)).toEqual([])
  })

  it('the API and the events of this project would break a promise if any operation were removed', () => {
    const operations = Object.values(objectOf(now.api.paths)).flatMap((item) => Object.keys(objectOf(item)))
    const complaints = brokenOperations(now.api, { ...now.api, paths: {} })
    expect(complaints).toHaveLength(operations.length)
    expect(complaints.filter((each) => !each.endsWith('): it is gone.'))).toEqual([])
  })

  it('the API and the events of this project would break a promise if any field of an event were removed', () => {
    for (const [type, schema] of Object.entries(now.events))
      for (const field of Object.keys(objectOf(objectOf(objectOf(objectOf(schema).properties).data).properties))) {
        const without = changed(now.events, [type, 'properties', 'data', 'properties', field], undefined)
        expect(brokenEvents(now.events, objectOf(without))).toEqual([
          `Event ${type}, field /data/${field}: it is not sent any more.`,
        ])
      }
  })

  it('the API and the events of this project would break a promise if an event were removed or changed its meaning', () => {
    const type = 'nl.wijk.voting.poll-voided.v1'
    expect(brokenEvents(now.events, objectOf(changed(now.events, [type], undefined)))).toEqual([
      `Event ${type}: it is not sent any more. A new version stands beside the old one.`,
    ])
    const field: Path = [type, 'properties', 'data', 'properties', 'isToBeRepeated']
    const asText = objectOf(changed(now.events, field, { type: 'string' }))
    expect(brokenEvents(now.events, asText)).toEqual([
      `Event ${type}, field /data/isToBeRepeated: it was boolean, and is string now.`,
    ])
    expect(brokenEvents(now.events, objectOf(changed(now.events, ['nl.wijk.new.thing.v1'], {})))).toEqual([])
  })

  it('the API and the events of this project may break the API in a new major version, but never an event', () => {
    const next = { ...now, version: '2.0.0', api: {}, events: {} }
    expect(broken(now, next)).toHaveLength(Object.keys(now.events).length)
    expect(broken(now, { ...next, version: '1.9.0' }).length).toBeGreaterThan(Object.keys(now.events).length)
  })
})

it('a recorded release contains no descriptions, whatever the fields are called', () => {
  const worded = { description: 'words', type: 'object', properties: { description: { type: 'string', examples: [] } } }
  expect(promised(worded)).toEqual({ type: 'object', properties: { description: { type: 'string' } } })
})
