// One violation for each of our rules for the API document. Each changes a document that keeps all rules.

/** A document as JSON, or a part of it. */
export type Json = { [key: string]: unknown }

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The part of the document under these keys: the same object, so that a change to it changes the document. */
const at = (document: Json, ...keys: readonly string[]): Json =>
  keys.reduce<Json>((place, key) => {
    const inner = place[key]
    if (!isJson(inner)) throw new TypeError(`Nothing at ${keys.join(' › ')}`)
    return inner
  }, document)

const thing = '/things/{thingId}'
const rename = (object: Json, from: string, to: string) => {
  object[to] = object[from]
  delete object[from]
}
/** Renames a path and keeps its parameters. */
const movePath = (to: string) => (document: Json) => rename(at(document, 'paths'), thing, to)
const addField = (name: string, schema: Json) => (document: Json) => {
  at(document, 'components', 'schemas', 'Thing', 'properties')[name] = schema
}
const dropAnswer = (method: string, status: string) => (document: Json) => {
  delete at(document, 'paths', thing, method, 'responses')[status]
}

/** By the name of the rule that must find the violation. */
export const breaches: { readonly [rule: string]: (document: Json) => void } = {
  'core-doc-openapi': (document) => {
    document.openapi = '3.0.3'
  },
  'core-doc-openapi-contact': (document) => {
    delete at(document, 'info', 'contact').email
  },
  'core-doc-language': (document) => {
    delete at(document, 'paths', thing, 'get')['x-summary-nl']
  },
  'core-publish-openapi': (document) => {
    at(document, 'paths', '/openapi.json', 'get').security = [{ token: ['wijk/staff'] }]
  },
  'core-semver': (document) => {
    at(document, 'info').version = '1.0'
  },
  'core-uri-version': (document) => {
    document.servers = [{ url: '/api' }]
  },
  'core-version-header': (document) => {
    delete at(document, 'paths', thing, 'get', 'responses', '200', 'headers')['API-Version']
  },
  'core-no-trailing-slash': movePath('/things/{thingId}/'),
  'core-path-segments-kebab-case': movePath('/myThings/{thingId}'),
  'core-query-keys-camel-case': (document) => {
    at(document, 'paths', thing, 'get').parameters = [
      { name: 'thingId', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'sort_by', in: 'query', schema: { type: 'string' } },
    ]
  },
  'core-naming-collections': movePath('/thing/{thingId}'),
  'core-naming-resources': movePath('/get-things/{thingId}'),
  'core-resource-operations': movePath('/things/_archive/{thingId}'),
  'core-resource-operations-post': movePath('/things/{thingId}/_archive'),
  'core-http-methods': (document) => {
    at(document, 'paths', thing).trace = at(document, 'paths', thing, 'get')
  },
  'core-http-safety': (document) => {
    at(document, 'paths', thing, 'get').requestBody = at(document, 'paths', thing, 'patch', 'requestBody')
  },
  'core-problem-details': (document) => {
    const headers = { 'API-Version': { schema: { type: 'string' } } }
    const content = { 'application/json': { schema: { type: 'object' } } }
    at(document, 'paths', thing, 'get', 'responses')['404'] = { description: 'Not there.', headers, content }
  },
  'core-invalid-input': dropAnswer('patch', '400'),
  'house-token-refused': dropAnswer('patch', '401'),
  'house-security-said': (document) => {
    delete at(document, 'paths', thing, 'get').security
  },
  'house-faults-declared': dropAnswer('get', '503'),
  'house-retry-after': (document) => {
    const answers = at(document, 'paths', thing, 'get', 'responses')
    const headers = { 'API-Version': { schema: { type: 'string' } } }
    answers['503'] = { description: 'Busy.', headers, content: { 'application/problem+json': {} } }
  },
  'house-body-refused': dropAnswer('patch', '415'),
  'house-made-once': (document) => {
    at(document, 'paths', '/things', 'post').parameters = []
  },
  'house-changed-knowingly': (document) => {
    at(document, 'paths', thing, 'patch').parameters = [
      { name: 'thingId', in: 'path', required: true, schema: { type: 'string' } },
    ]
  },
  'house-fields-camel-case': addField('made_by', { type: 'string' }),
  'house-instants': addField('madeAt', { type: 'string' }),
  'house-dates': addField('madeOn', { type: 'string', format: 'date-time' }),
}
