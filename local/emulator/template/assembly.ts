// Reads a CDK cloud assembly from disk: the templates and the paths of their assets.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { hasCode, parseJson } from '../json.ts'

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  Condition: z.string().optional(),
})
export type TemplateResource = z.infer<typeof Resource>

const Template = z.object({
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
})

/** One stack: its name as deployed, and its template. */
export type Stack = z.infer<typeof Template> & { readonly name: string }

const Manifest = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        properties: z.object({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
      }),
    )
    .default({}),
})

const Assets = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
})

export type Assembly = {
  readonly stacks: readonly Stack[]
  /** Directory (or file) of the asset with this S3 key. Throws on an unknown key. */
  assetPath(objectKey: string): string
}

const read = (file: string): unknown => {
  try {
    return parseJson(readFileSync(file, 'utf8'))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new Error(`No such file: ${file}. Synthesize the application first.`)
    throw error
  }
}

/** Loads all stacks of an assembly directory. Throws if `manifest.json` is missing. */
export const readAssembly = (directory: string): Assembly => {
  const root = resolve(directory)
  const manifest = Manifest.parse(read(join(root, 'manifest.json')))
  const stacks = Object.entries(manifest.artifacts).flatMap(([id, artifact]) => {
    const file = artifact.properties?.templateFile
    if (artifact.type !== 'aws:cloudformation:stack' || !file) return []
    return [{ name: artifact.properties?.stackName ?? id, ...Template.parse(read(join(root, file))) }]
  })
  const assets = new Map<string, string>()
  for (const file of readdirSync(root).filter((name) => name.endsWith('.assets.json'))) {
    for (const asset of Object.values(Assets.parse(read(join(root, file))).files)) {
      for (const { objectKey } of Object.values(asset.destinations)) {
        if (asset.source.path) assets.set(objectKey, join(root, asset.source.path))
      }
    }
  }
  return {
    stacks,
    assetPath: (objectKey) => {
      const path = assets.get(objectKey)
      if (!path) throw new Error(`No asset of the assembly is stored under ${objectKey}.`)
      return path
    },
  }
}
