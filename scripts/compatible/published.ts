// Compares the released interface with the present one: the OpenAPI document by operation, the events by type.
import { type Json, listOf, objectOf, resolved, textsOf } from './json.ts'
import { type Complaint, compareSchemas, type Direction } from './schemas.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** A place in one operation or event, and its complaints as sentences. */
const sentences = (what: string, where: string, complaints: readonly Complaint[]): readonly string[] =>
  complaints.map(({ at, why }) => `${what}, ${where}${at === '' ? '' : ` ${at}`}: ${why}.`)

type Both = { readonly before: Json; readonly after: Json }

const schemasOf = (direction: Direction, roots: Both, before: unknown, after: unknown): readonly Complaint[] =>
  compareSchemas(direction, { root: roots.before, schema: before }, { root: roots.after, schema: after })

/** The scopes of each alternative; a scheme without scopes counts with its name alone. */
const waysIn = (operation: Json): readonly (readonly string[])[] =>
  listOf(operation.security).map((way) =>
    Object.entries(objectOf(way)).flatMap(([scheme, scopes]) => [
      scheme,
      ...textsOf(scopes).map((scope) => `${scheme} ${scope}`),
    ]),
  )

const access = (what: string, before: Json, after: Json): readonly string[] => {
  const now = waysIn(after)
  const shut = (way: readonly string[]) =>
    now.length > 0 && !now.some((each) => each.every((scope) => way.includes(scope)))
  const ways = waysIn(before)
  const closed = (ways.length === 0 ? [[]] : ways).filter(shut)
  const [had, has] = [textsOf(before['x-roles']), textsOf(after['x-roles'])]
  const roles = had.length > 0 && has.length > 0 ? had.filter((role) => !has.includes(role)) : []
  return [
    ...closed.map(
      (way) =>
        `${what}, access: ${way.length === 0 ? 'without a token' : `with ${way.join(', ')}`} it is not reached any more.`,
    ),
    ...roles.map((role) => `${what}, access: ${role} is not let in any more.`),
  ]
}

const parameters = (what: string, roots: Both, before: Json, after: Json): readonly string[] => {
  const named = (root: Json, operation: Json) =>
    new Map(
      listOf(operation.parameters)
        .map((each) => resolved(root, each))
        .map((each) => [`${each.in} parameter ${each.name}`, each]),
    )
  const [old, now] = [named(roots.before, before), named(roots.after, after)]
  const known = [...old].flatMap(([name, was]) => {
    const is = now.get(name)
    if (is === undefined) return [`${what}, ${name}: it is not taken any more.`]
    return [
      ...(is.required === true && was.required !== true ? [`${what}, ${name}: it is required now, and was not.`] : []),
      ...['style', 'explode']
        .filter((key) => was[key] !== is[key])
        .map((key) => `${what}, ${name}: its ${key} was ${was[key]}, and is ${is[key]} now.`),
      ...sentences(what, name, schemasOf('request', roots, was.schema, is.schema)),
    ]
  })
  const added = [...now]
    .filter(([name, { required }]) => !old.has(name) && required === true)
    .map(([name]) => `${what}, ${name}: it is new and required.`)
  return [...known, ...added]
}

/** The content types of a body or an answer; each with its schema. */
const content = (
  direction: Direction,
  what: string,
  where: string,
  roots: Both,
  before: Json,
  after: Json,
): readonly string[] => {
  const [old, now] = [objectOf(before.content), objectOf(after.content)]
  return Object.keys(old).flatMap((type) => {
    if (!(type in now))
      return [`${what}, ${where}: ${type} is not ${direction === 'request' ? 'taken' : 'sent'} any more.`]
    return sentences(what, where, schemasOf(direction, roots, objectOf(old[type]).schema, objectOf(now[type]).schema))
  })
}

const body = (what: string, roots: Both, before: Json, after: Json): readonly string[] => {
  const [old, now] = [resolved(roots.before, before.requestBody), resolved(roots.after, after.requestBody)]
  const isNew = before.requestBody === undefined
  if (after.requestBody === undefined) return isNew ? [] : [`${what}, body: it is not taken any more.`]
  if (now.required === true && old.required !== true) return [`${what}, body: it is required now, and was not.`]
  return isNew ? [] : content('request', what, 'body', roots, old, now)
}

const answers = (what: string, roots: Both, before: Json, after: Json): readonly string[] => {
  const [old, now] = [objectOf(before.responses), objectOf(after.responses)]
  return Object.keys(old).flatMap((status) => {
    const where = `answer ${status}`
    if (!(status in now)) return [`${what}, ${where}: it is not declared any more.`]
    const [was, is] = [resolved(roots.before, old[status]), resolved(roots.after, now[status])]
    const headers = Object.keys(objectOf(was.headers)).flatMap((name) => {
      const place = `${where}, header ${name}`
      const later = objectOf(is.headers)[name]
      if (later === undefined) return [`${what}, ${place}: it is not sent any more.`]
      const [had, has] = [resolved(roots.before, objectOf(was.headers)[name]), resolved(roots.after, later)]
      return [
        ...(had.required === true && has.required !== true
          ? [`${what}, ${place}: it was always there, and may be missing now.`]
          : []),
        ...sentences(what, place, schemasOf('answer', roots, had.schema, has.schema)),
      ]
    })
    return [...headers, ...content('answer', what, where, roots, was, is)]
  })
}

/** The breaking changes of the new OpenAPI document for users of the old one, one sentence each. */
export const brokenOperations = (before: Json, after: Json): readonly string[] => {
  const roots = { before, after }
  return Object.entries(objectOf(before.paths)).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const old = objectOf(objectOf(item)[method])
      if (Object.keys(old).length === 0) return []
      const what = `Operation ${old.operationId} (${method.toUpperCase()} ${path})`
      const now = objectOf(objectOf(objectOf(after.paths)[path])[method])
      if (Object.keys(now).length === 0) return [`${what}: it is gone.`]
      return [
        ...(old.operationId === now.operationId ? [] : [`${what}: it is called ${now.operationId} now.`]),
        ...(JSON.stringify(old.servers) === JSON.stringify(now.servers)
          ? []
          : [`${what}: it is served elsewhere now.`]),
        ...access(what, old, now),
        ...parameters(what, roots, old, now),
        ...body(what, roots, old, now),
        ...answers(what, roots, old, now),
      ]
    }),
  )
}

/** The breaking changes in the schemas of events for their consumers, by type, one sentence each. */
export const brokenEvents = (before: Json, after: Json): readonly string[] =>
  Object.entries(before).flatMap(([type, schema]) => {
    const now = after[type]
    if (now === undefined) return [`Event ${type}: it is not sent any more. A new version stands beside the old one.`]
    const [was, is] = [objectOf(schema), objectOf(now)]
    return sentences(`Event ${type}`, 'field', schemasOf('answer', { before: was, after: is }, was, is))
  })

/** Keys with text for people only. Under `properties` every key is a name. */
const forPeople = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'x-summary-nl',
  'tags',
  'contact',
  'license',
])

/** A document without its prose and examples: what a release promises to programs. */
export const promised = (value: unknown, isNames = false): unknown => {
  if (Array.isArray(value)) return value.map((each) => promised(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !forPeople.has(key))
      .map(([key, each]) => [key, promised(each, key === 'properties' && !isNames)]),
  )
}
