// Tables as the templates declare them, created in the engine if they do not exist.
import * as z from 'zod'
import { type EngineCall, EngineRefusal } from './engine-call.ts'
import { isObject, member } from './json.ts'
import type { Deployment } from './template/deployment.ts'

const Key = z.object({ AttributeName: z.string(), KeyType: z.string() })
const Index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(Key),
  Projection: z.record(z.string(), z.unknown()),
})
const TableProperties = z.object({
  KeySchema: z.array(Key),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
})

const keysOf = (schema: readonly z.infer<typeof Key>[]) =>
  schema.map((key) => `${key.KeyType} ${key.AttributeName}`).join(', ')

/** Names and keys of table and indexes as one text, to compare the existing table with the declared one. */
const shape = (table: unknown): string => {
  const parsed = z
    .object({ KeySchema: z.array(Key), GlobalSecondaryIndexes: z.array(Index.omit({ Projection: true })).optional() })
    .parse(table)
  const indexes = (parsed.GlobalSecondaryIndexes ?? []).map(
    (index) => `${index.IndexName} (${keysOf(index.KeySchema)})`,
  )
  return [keysOf(parsed.KeySchema), ...indexes.sort()].join('; ')
}

const describe = async (call: EngineCall, name: string): Promise<unknown> => {
  try {
    return member(await call('DescribeTable', { TableName: name }), 'Table')
  } catch (error) {
    if (error instanceof EngineRefusal && error.name === 'ResourceNotFoundException') return undefined
    throw error
  }
}

/**
 * Creates missing tables and leaves the rest alone. Throws if an existing table has another shape.
 * Time to live is not set: the engine would expire items by the machine's clock, not by the virtual one.
 */
export const createTables = async (call: EngineCall, deployment: Deployment): Promise<void> => {
  for (const resource of [
    ...deployment.ofType('AWS::DynamoDB::Table'),
    ...deployment.ofType('AWS::DynamoDB::GlobalTable'),
  ]) {
    const { StreamSpecification: stream, ...declared } = TableProperties.parse(resource.properties)
    const existing = await describe(call, resource.name)
    if (isObject(existing)) {
      if (shape(existing) === shape(declared)) continue
      throw new Error(`The stored table ${resource.name} has other keys than the template: start with --fresh.`)
    }
    await call('CreateTable', {
      TableName: resource.name,
      BillingMode: 'PAY_PER_REQUEST',
      ...declared,
      ...(stream ? { StreamSpecification: { StreamEnabled: true, ...stream } } : {}),
    })
  }
}
