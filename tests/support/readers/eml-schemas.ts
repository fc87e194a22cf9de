// The official schemas of EML_NL, and libxml2 to validate messages against them. The validator is loaded with `createRequire`, like
// the other validators, because only this test needs it.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import * as z from 'zod'

type File = { readonly fileName: string; readonly contents: string }
type Validate = (options: {
  readonly xml: File
  readonly schema: File
  readonly preload: readonly File[]
}) => Promise<unknown>

const { validateXML } = z
  .object({ validateXML: z.custom<Validate>((value) => typeof value === 'function') })
  .parse(createRequire(import.meta.url)('xmllint-wasm'))
const Verdict = z.object({ valid: z.boolean(), errors: z.array(z.object({ message: z.string() })) })

const folder = 'tests/data/eml-nl'
const files: readonly File[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.xsd'))
  .map((path) => ({
    fileName: relative('.', path),
    contents: readFileSync(join(folder, path), 'utf8'),
  }))

const schemas = {
  '510a': '510-count-kiesraad-strict.xsd',
  '230b': '230-candidatelist-kiesraad-strict.xsd',
  '510b': '510-count-kiesraad-strict.xsd',
  '520': '520-result-kiesraad-strict.xsd',
} as const

/** The errors that the official schema finds in a message; empty if it is valid. */
export const schemaErrors = async (id: keyof typeof schemas, contents: string): Promise<readonly string[]> => {
  const schema = files.find(({ fileName }) => fileName === schemas[id])
  if (schema === undefined) throw new Error(`No schema of ${id}`)
  const preload = files.filter((file) => file !== schema)
  const verdict = Verdict.parse(await validateXML({ xml: { fileName: 'message.xml', contents }, schema, preload }))
  return verdict.valid ? [] : verdict.errors.map(({ message }) => message)
}
