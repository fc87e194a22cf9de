// The examples in the OpenAPI document are real answers from tests. With RECORD_EXAMPLES=<folder> each test run stores, for every
// operation, the longest answer that is still short enough to read.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod'
import type { Operation } from '../../../shared/api/operation.ts'

const folder = process.env.RECORD_EXAMPLES
const readable = 5_000

/** Ranks examples: the longest readable one is best; if none is readable, the shortest. */
const worth = (text: string): number => (text.length <= readable ? text.length : -text.length)

/** The stored example, if it still conforms to the declaration. */
const kept = (file: string, schema: z.ZodType | undefined): string | undefined => {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  return schema?.safeParse(JSON.parse(text)).success === true ? text : undefined
}

/** Stores the body of a success if it is a better example than the stored one. */
export const keepExample = (operation: Operation, status: number, body: unknown): void => {
  const schema = Object.entries(operation.responses).find(([each]) => Number(each) === status)?.[1]
  if (folder === undefined || body === undefined || schema === undefined) return
  const text = `${JSON.stringify(body, null, 2)}\n`
  const file = join(folder, `${operation.id}.json`)
  const standing = kept(file, schema)
  if (standing !== undefined && worth(standing) >= worth(text)) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, text)
}
