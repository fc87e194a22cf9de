// The stacks as one flat list of resources with names, ARNs and resolved properties: the local equivalent of a deployment.
import type { JsonObject } from '../json.ts'
import { type Assembly, readAssembly, type Stack, type TemplateResource } from './assembly.ts'
import { noValue, resolve, type Scope } from './intrinsics.ts'
import { account, arnOf, attributeOf, type Named, physicalName, refOf, region } from './references.ts'
import { handlingOf } from './resource-types.ts'

export type Resource = {
  readonly id: string
  readonly type: string
  readonly stack: string
  readonly name: string
  readonly arn: string
  readonly properties: JsonObject
}

export type Deployment = {
  ofType(type: string): readonly Resource[]
  assetPath(objectKey: string): string
}

const pseudoParameters = (stack: string): JsonObject => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`,
  'AWS::NotificationARNs': [],
})

/** Scope of one stack; `exports` is shared by all. */
const scopeOf = (
  stack: Stack,
  exportOf: (name: string) => unknown,
): Scope & { readonly named: (id: string) => Named } => {
  const pseudo = pseudoParameters(stack.name)
  const underWay = new Set<string>()
  const named = (id: string): Named => {
    const resource = stack.Resources[id]
    if (!resource) throw new Error(`${stack.name} refers to ${id}, which is not in its template.`)
    return {
      id,
      type: resource.Type,
      stack: stack.name,
      text: (property) => {
        const key = `${id}.${property}`
        if (underWay.has(key)) throw new Error(`${stack.name}: ${key} refers to itself.`)
        underWay.add(key)
        try {
          const value = resolve(resource.Properties?.[property], scope)
          return typeof value === 'string' ? value : undefined
        } finally {
          underWay.delete(key)
        }
      },
    }
  }
  const scope: Scope = {
    ref: (name) => {
      if (name === 'AWS::NoValue') return noValue
      if (Object.hasOwn(pseudo, name)) return pseudo[name]
      const parameter = stack.Parameters[name]
      return parameter ? parameter.Default : refOf(named(name))
    },
    getAtt: (id, attribute) => attributeOf(named(id), attribute),
    importValue: exportOf,
    condition: (name) => resolve(stack.Conditions[name], scope) === true,
    mapping: (map, first, second) => stack.Mappings[map]?.[first]?.[second],
  }
  return { ...scope, named }
}

const isThere = (resource: TemplateResource, scope: Scope) => !resource.Condition || scope.condition(resource.Condition)

/** Resolves a whole assembly. Throws on a resource type that matters at run time and is not supported. */
export const deploymentOf = (assembly: Assembly): Deployment => {
  const exported = new Map<string, () => unknown>()
  const exportOf = (name: string) => {
    const value = exported.get(name)
    if (!value) throw new Error(`No stack of the assembly exports ${name}.`)
    return value()
  }
  const scopes = assembly.stacks.map((stack) => ({ stack, scope: scopeOf(stack, exportOf) }))
  for (const { stack, scope } of scopes) {
    for (const output of Object.values(stack.Outputs)) {
      if (output.Export) exported.set(String(resolve(output.Export.Name, scope)), () => resolve(output.Value, scope))
    }
  }
  const byType = new Map<string, Resource[]>()
  for (const { stack, scope } of scopes) {
    for (const [id, resource] of Object.entries(stack.Resources)) {
      const handling = handlingOf(resource.Type)
      if (handling === 'unknown')
        throw new Error(
          `${stack.name}/${id}: the local runner does not know ${resource.Type}. Add it to local/emulator/template/resource-types.ts.`,
        )
      if (handling === 'ignored' || !isThere(resource, scope)) continue
      const named = scope.named(id)
      const properties = Object.fromEntries(
        Object.entries(resource.Properties ?? {}).flatMap(([key, value]) => {
          const resolved = resolve(value, scope)
          return resolved === noValue ? [] : [[key, resolved] as const]
        }),
      )
      const entry = {
        id,
        type: resource.Type,
        stack: stack.name,
        name: physicalName(named),
        arn: arnOf(named),
        properties,
      }
      byType.set(resource.Type, [...(byType.get(resource.Type) ?? []), entry])
    }
  }
  return { ofType: (type) => byType.get(type) ?? [], assetPath: assembly.assetPath }
}

/** The deployment that a directory of synthesized templates describes. */
export const readDeployment = (directory: string): Deployment => deploymentOf(readAssembly(directory))
