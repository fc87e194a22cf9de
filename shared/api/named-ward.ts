// Operations that take the code of a ward in their query or body: what comes of an unknown one is the same for all of them.
import * as z from 'zod'
import { WardCode } from '../kernel/ids.ts'
import type { Operation } from './operation.ts'

/** Whether objects of this schema have the field `wardCode`; of a union, those of one of its members. */
const hasWard = (schema: z.core.$ZodType): boolean => {
  if (schema instanceof z.ZodObject) return 'wardCode' in schema.shape
  return schema instanceof z.ZodUnion && schema.options.some(hasWard)
}

/** Where the operation takes the code of a ward, beside its path. */
export const placeOfWard = ({ query, body }: Pick<Operation, 'query' | 'body'>): 'query' | 'body' | undefined => {
  if (hasWard(query)) return 'query'
  return hasWard(body) ? 'body' : undefined
}

const Named = z.object({ wardCode: WardCode })

/** The ward that a request names in this part of it, if any. */
export const wardNamedIn = (part: unknown): WardCode | undefined => Named.safeParse(part).data?.wardCode
