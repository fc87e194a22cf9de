// Writes into the document what its schemas, fields and parameters mean.
import { type Document, isSchema, nameIn } from './names.ts'

/** Sentences by the name of a schema, and by `field` or `Schema.field`. */
export type Descriptions = {
  readonly schemas: ReadonlyMap<string, string>
  readonly fields: ReadonlyMap<string, string>
}

type Sentences = { description?: string; $ref?: string }

/** Input and output schemas differ in which fields are optional, and mean the same. */
const meantName = (schema: string): string => schema.replace('Output', '')

/** The meaning, and then what the schema itself says of the form of a text. */
const joined = (meaning: string | undefined, form: string | undefined): string | undefined =>
  meaning === undefined || meaning === form ? form : [meaning, form].filter((each) => each !== undefined).join(' ')

const describeFields = (schema: string, fields: { [name: string]: Sentences | boolean }, words: Descriptions): void => {
  for (const [name, field] of Object.entries(fields)) {
    if (typeof field === 'boolean') continue
    const own = words.fields.get(`${meantName(schema)}.${name}`) ?? words.fields.get(name)
    const description = joined(own, field.description)
    if (description !== undefined) field.description = description
  }
}

const ofList = (name: string): string | undefined =>
  name.endsWith('Page')
    ? 'A page of a list, and where the next one begins.'
    : name.endsWith('List')
      ? 'A whole list.'
      : undefined

/** Every operation by the name of what it takes: `CreateRoundRequest`. */
const requestNames = (document: Document): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (const item of Object.values(document.paths ?? {}))
    for (const operation of [item.post, item.put, item.patch]) {
      const body = operation?.requestBody
      if (operation === undefined || body === undefined || !('content' in body)) continue
      for (const media of Object.values(body.content))
        if ('schema' in media && typeof media.schema === 'object' && media.schema.$ref !== undefined)
          names.set(nameIn(media.schema.$ref), `What to send: ${operation.summary}.`)
    }
  return names
}

/** The sentences of fields by the schema that they lead to: a schema that is used by one field means what the field means. */
const leadingTo = (schemas: readonly { properties?: { [name: string]: Sentences | boolean } }[]) => {
  const sentences = new Map<string, string>()
  for (const { properties = {} } of schemas)
    for (const field of Object.values(properties)) {
      if (typeof field === 'boolean' || field.description === undefined) continue
      for (const [reference] of JSON.stringify(field).matchAll(/#\/components\/schemas\/[A-Za-z0-9]+/g))
        if (!sentences.has(nameIn(reference))) sentences.set(nameIn(reference), field.description)
    }
  return sentences
}

/** Describes what has no words yet; words of the schema itself stay. */
export const describe = (document: Document, words: Descriptions): void => {
  const schemas = Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) =>
    isSchema(schema) ? [{ name, schema }] : [],
  )
  for (const { name, schema } of schemas) describeFields(name, schema.properties ?? {}, words)
  const requests = requestNames(document)
  const fields = leadingTo(schemas.map(({ schema }) => schema))
  for (const { name, schema } of schemas) {
    const own = words.schemas.get(meantName(name)) ?? requests.get(name) ?? ofList(name) ?? fields.get(name)
    const description = joined(own, schema.description)
    if (description !== undefined) schema.description = description
  }
  for (const item of Object.values(document.paths ?? {}))
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete])
      for (const parameter of operation?.parameters ?? [])
        if ('name' in parameter) parameter.description = words.fields.get(parameter.name) ?? parameter.description ?? ''
}
