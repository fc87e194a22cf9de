// Every object, every union of objects and every enumeration of the document becomes a component with a name, so that the
// types which generators make of it are called something. A name follows from where the schema stands: `CreateRoundRequest`,
// and `CreateRoundRequestTitle` in it. A schema with an id (`.meta({ id })`) has that name everywhere.
import type { createDocument } from 'zod-openapi'

/** The document as zod-openapi makes it. */
export type Document = ReturnType<typeof createDocument>
type Node = NonNullable<NonNullable<Document['components']>['schemas']>[string]
type Schema = Exclude<Node, boolean | { readonly $ref: string }>
type Operation = NonNullable<NonNullable<Document['paths']>[string]['get']>
type Content = NonNullable<Exclude<Operation['requestBody'], { readonly $ref: string } | undefined>['content']>
type Schemas = { [name: string]: Node }

/** Whether it is a schema itself, and not a reference to one. */
export const isSchema = (node: Node | undefined): node is Schema => typeof node === 'object' && node.$ref === undefined
const isNull = (node: Node): boolean => isSchema(node) && node.type === 'null'

const refTo = (name: string) => `#/components/schemas/${name}`
/** The name that a reference leads to. */
export const nameIn = (reference: string): string => reference.slice(refTo('').length)

/** `budgetCents`, `one-choice` and `mes_cost` as part of a name: `BudgetCents`, `OneChoice`, `MesCost`. */
export const capitalised = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** `InitiativeSteps` holds items of `InitiativeStep`. */
const singular = (name: string): string => (/[^s]s$/.test(name) ? name.slice(0, -1) : `${name}Item`)

const unionOf = (schema: Schema): Node[] => schema.oneOf ?? schema.anyOf ?? []

type Telling = { readonly name: string; readonly values: readonly string[]; readonly isText: boolean }

/** The property that distinguishes the members of a union of objects, with its value in each of them. */
const tellingProperty = (members: readonly Node[]): Telling | undefined => {
  const objects = members.map((member) => (isSchema(member) ? (member.properties ?? {}) : {}))
  for (const name of Object.keys(objects[0] ?? {})) {
    const values = objects.map((properties) => {
      const property = properties[name]
      return isSchema(property) && property.const !== undefined ? String(property.const) : undefined
    })
    const told = values.filter((value) => value !== undefined)
    const first = objects[0]?.[name]
    const isText = isSchema(first) && typeof first.const === 'string'
    if (told.length === members.length && new Set(told).size === told.length) return { name, values: told, isText }
  }
  return undefined
}

const deservesName = (schema: Schema): boolean => {
  const members = unionOf(schema)
  if (members.length > 0) return !members.some(isNull) && members.some((member) => !isSchema(member))
  return Object.keys(schema.properties ?? {}).length > 0 || (schema.enum ?? []).length > 1
}

/** Gives names to schemas inside other schemas and operations. */
class Naming {
  readonly schemas: Schemas
  /** Components already visited: each is reached from many places. */
  private readonly done = new Set<Node>()

  constructor(schemas: Schemas) {
    this.schemas = schemas
    for (const [name, schema] of Object.entries(schemas)) if (isSchema(schema)) this.nameParts(schema, name)
  }

  /** The schema, or a reference to it once it has its name. */
  place(node: Node, name: string): Node {
    if (!isSchema(node)) return node
    this.nameParts(node, name)
    if (!deservesName(node)) return node
    const known = this.schemas[name]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(node))
      throw new Error(`Two different schemas would be called ${name}: give one of them an id.`)
    this.schemas[name] = node
    return { $ref: refTo(name), ...(node.description === undefined ? {} : { description: node.description }) }
  }

  private nameParts(schema: Schema, name: string): void {
    if (this.done.has(schema)) return
    this.done.add(schema)
    const { properties = {} } = schema
    for (const [property, child] of Object.entries(properties))
      properties[property] = this.place(child, name + capitalised(property))
    if (schema.items !== undefined) schema.items = this.place(schema.items, singular(name))
    if (typeof schema.additionalProperties === 'object')
      schema.additionalProperties = this.place(schema.additionalProperties, `${name}Value`)
    if (schema.oneOf !== undefined) schema.oneOf = this.membersOf(schema, schema.oneOf, name)
    if (schema.anyOf !== undefined) schema.anyOf = this.membersOf(schema, schema.anyOf, name)
  }

  private membersOf(schema: Schema, members: Node[], name: string): Node[] {
    // A nullable schema is named after its non-null part.
    if (members.some(isNull)) return members.map((member) => this.place(member, name))
    const telling = tellingProperty(members)
    const placed = members.map((member, index) =>
      this.place(member, name + capitalised(telling?.values[index] ?? `${index + 1}`)),
    )
    // OpenAPI distinguishes members by texts only.
    if (telling?.isText === true)
      schema.discriminator = {
        propertyName: telling.name,
        mapping: Object.fromEntries(telling.values.map((value, index) => [value, referenceOf(placed[index])])),
      }
    return placed
  }
}

const referenceOf = (node: Node | undefined): string =>
  typeof node === 'object' && node.$ref !== undefined ? node.$ref : ''

/** The name of a list of things: that of the things. */
const answerName = (schema: Node, operationId: string): string => {
  const { items, cursor } = isSchema(schema) ? (schema.properties ?? {}) : {}
  const thing = items !== undefined && isSchema(items) && items.items !== undefined ? referenceOf(items.items) : ''
  if (thing === '') return `${capitalised(operationId)}Response`
  return `${nameIn(thing)}${cursor === undefined ? 'List' : 'Page'}`
}

const operationsOf = (document: Document): Operation[] =>
  Object.values(document.paths ?? {}).flatMap((item) =>
    [item.get, item.post, item.put, item.patch, item.delete].filter((operation) => operation !== undefined),
  )

/** Moves every schema that deserves a name to the components of the document, and leaves references. */
export const nameSchemas = (document: Document): void => {
  document.components ??= {}
  const naming = new Naming({ ...document.components.schemas })
  const placeAll = (content: Content | undefined, nameOf: (schema: Node) => string) => {
    for (const media of Object.values(content ?? {}))
      if ('schema' in media && media.schema !== undefined)
        media.schema = naming.place(media.schema, nameOf(media.schema))
  }
  for (const { operationId = '', requestBody, responses } of operationsOf(document)) {
    if (requestBody !== undefined && 'content' in requestBody)
      placeAll(requestBody.content, () => `${capitalised(operationId)}Request`)
    for (const response of Object.values(responses ?? {}))
      if ('content' in response) placeAll(response.content, (schema) => answerName(schema, operationId))
  }
  const byName = ([a]: [string, Node], [b]: [string, Node]) => (a < b ? -1 : 1)
  document.components.schemas = Object.fromEntries(Object.entries(naming.schemas).sort(byName))
}
