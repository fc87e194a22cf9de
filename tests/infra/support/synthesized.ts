// The templates of a stage for tests. Tests do not need real bundles, so each bundle is an empty file. Loading CDK alone takes
// seconds, so the templates are cached by the content of their sources.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { Bundles } from '../../../infra/constructs/functions/bundles.ts'
import { emptyBundles } from '../../../infra/constructs/functions/empty-bundles.ts'
import { type StageName, stageOf } from '../../../infra/stages.ts'
import { allUnits } from '../../../infra/units/all-units.ts'

const Properties = z.record(z.string(), z.unknown())
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: Properties.default({}),
      DeletionPolicy: z.string().optional(),
      DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
    }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
})

export type Resource = {
  readonly stack: string
  readonly id: string
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly deletionPolicy: string | undefined
}

export type Synthesized = {
  readonly resources: readonly Resource[]
  /** Whether each stack refuses to be deleted. */
  readonly isProtected: readonly boolean[]
  ofType(type: string): readonly Resource[]
  /** Any value of a template as one text. Values that only AWS knows are written `<stack/LogicalId.Attribute>`. */
  text(stack: string, value: unknown): string
}

const scratch = mkdtempSync(join(tmpdir(), 'wijk-infra-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** A new temporary directory, removed when the process ends. */
export const scratchDirectory = (): string => mkdtempSync(join(scratch, 'scratch-'))

/** A directory for each unit with an empty bundle. */
export const noBundles = (): Bundles => emptyBundles(allUnits, scratchDirectory())

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at this path, or undefined. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner) && typeof step === 'number') return inner[step]
    return isRecord(inner) ? inner[step] : undefined
  }, value)

export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

const joined = (parts: unknown, separator: string, render: (part: unknown) => string) =>
  listOf(parts).map(render).join(separator)

const cache = 'node_modules/.cache/infra-templates'
const Kept = z.array(z.object({ stack: z.string(), isProtected: z.boolean(), template: Template }))

/** A digest of everything that can change a template. */
const sourcesDigest = (): string => {
  const hash = createHash('sha256')
  for (const directory of ['infra', 'shared', 'events'])
    for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(directory, file)))
  for (const file of ['package-lock.json', import.meta.filename]) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
const digest = sourcesDigest()

const templatesOf = async (name: StageName): Promise<z.infer<typeof Kept>> => {
  const file = join(cache, `${digest}-${name}.json`)
  if (existsSync(file)) return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  const { compose } = await import('../../../infra/application.ts')
  const { stacks } = compose(stageOf(name), noBundles(), scratchDirectory()).synth()
  const made = stacks.map(({ stackName, templateFullPath, terminationProtection }) => ({
    stack: stackName,
    isProtected: terminationProtection ?? false,
    template: Template.parse(JSON.parse(readFileSync(templateFullPath, 'utf8'))),
  }))
  mkdirSync(cache, { recursive: true })
  // Another worker may be writing the same file, so it is renamed into place when it is complete.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made))
  renameSync(`${file}.${process.pid}`, file)
  return made
}

/** The resources of all stacks of a stage. */
export const synthesize = async (name: StageName): Promise<Synthesized> => {
  const templates = await templatesOf(name)
  const exported = new Map(
    templates.flatMap(({ stack, template }) =>
      Object.values(template.Outputs).flatMap(({ Value, Export }) =>
        Export === undefined ? [] : [[Export.Name, { stack, value: Value }] as const],
      ),
    ),
  )
  const text = (stack: string, value: unknown): string => {
    if (!isRecord(value)) return String(value)
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::ImportValue': imported } = value
    if (typeof Ref === 'string') return Ref.startsWith('AWS::') ? `<${Ref}>` : `<${stack}/${Ref}>`
    if (Array.isArray(attribute)) return `<${stack}/${attribute.join('.')}>`
    if (Array.isArray(join)) return joined(join[1], String(join[0]), (part) => text(stack, part))
    const target = typeof imported === 'string' ? exported.get(imported) : undefined
    if (target !== undefined) return text(target.stack, target.value)
    throw new TypeError(`Cannot read ${JSON.stringify(value)}`)
  }
  const resources = templates.flatMap(({ stack, template }) =>
    Object.entries(template.Resources).map(([id, { Type, Properties: properties, DeletionPolicy }]) => ({
      stack,
      id,
      type: Type,
      properties,
      deletionPolicy: DeletionPolicy,
    })),
  )
  return {
    resources,
    isProtected: templates.map(({ isProtected }) => isProtected),
    ofType: (type) => resources.filter((resource) => resource.type === type),
    text,
  }
}
